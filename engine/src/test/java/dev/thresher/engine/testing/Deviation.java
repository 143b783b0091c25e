package dev.thresher.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares long arrays by their worst entry. (A general array assertion reports every difference, in quadratic time.) */
public final class Deviation {
    private Deviation() {
    }

    /** Asserts that each entry differs by at most {@code relative} times the largest expected entry. */
    public static void assertWithin(String what, float[] actual, float[] expected, double relative) {
        assertThat(actual.length).as(what + ": length").isEqualTo(expected.length);
        assertWithinAbsolute(what, actual, expected, relative * largest(expected));
    }

    /** Asserts that each entry differs by at most {@code most}; not a number differs from every number. */
    public static void assertWithinAbsolute(String what, float[] actual, float[] expected, double most) {
        assertThat(actual.length).as(what + ": length").isEqualTo(expected.length);
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            if (deviation(actual[i], expected[i]) > deviation(actual[worst], expected[worst])) {
                worst = i;
            }
        }
        if (expected.length > 0) {
            assertThat(deviation(actual[worst], expected[worst]))
                    .as(what + ": entry " + worst + ", the worst, is " + actual[worst] + " where " + expected[worst] + " is expected")
                    .isLessThanOrEqualTo(most);
        }
    }

    private static double deviation(float actual, float expected) {
        double deviation = Math.abs((double) actual - expected);
        return Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : deviation; // a NaN in the middle would lose every comparison
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
