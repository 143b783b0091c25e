package dev.thresher.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares long arrays by their worst entry. (A general array assertion reports every difference, in quadratic time.) */
public final class Deviation {
    private Deviation() {
    }

    /** Asserts that each entry differs by at most {@code relative} times the largest expected entry. */
    public static void assertWithin(String what, float[] actual, float[] expected, double relative) {
        assertThat(actual.length).as(what + ": length").isEqualTo(expected.length);
        double largest = largest(expected);
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= Math.abs(actual[worst] - expected[worst]))) {
                worst = i;
            }
        }
        if (expected.length > 0) {
            assertThat((double) actual[worst]).as(what + ": entry " + worst + ", the worst")
                    .isCloseTo(expected[worst], org.assertj.core.api.Assertions.within(relative * largest));
        }
    }

    /** Magnitude of the largest entry. */
    public static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
