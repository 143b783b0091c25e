package dev.thresher.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;

/** Gradients against the loss on both sides of every entry. */
public final class FiniteDifferences {
    private static final float STEP = 0.01f;

    private FiniteDifferences() {
    }

    /**
     * Asserts that each entry of a gradient is what the loss changes by.
     *
     * @param at where the gradient was taken; {@code loss} reads it anew, and it is as before in the end
     */
    public static void check(String what, float[] gradient, float[] at, DoubleSupplier loss, double tolerance) {
        assertThat(gradient).as(what).hasSameSizeAs(at);
        for (int i = 0; i < at.length; i++) {
            float value = at[i];
            at[i] = value + STEP;
            double above = loss.getAsDouble();
            at[i] = value - STEP;
            double below = loss.getAsDouble();
            at[i] = value;
            assertThat((above - below) / (2 * STEP)).as(what + " " + i).isCloseTo(gradient[i], within(tolerance));
        }
    }

    /** ⟨a, b⟩, the loss whose gradient for b is a. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
