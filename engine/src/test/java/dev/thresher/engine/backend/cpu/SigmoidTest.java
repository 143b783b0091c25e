package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The functions of the gates against those of {@link Math}, and where numbers end. */
class SigmoidTest {
    private static float[] apply(UnaryOperator<FloatVector> function, float... x) {
        float[] in = Arrays.copyOf(x, (x.length + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT);
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i += Lanes.COUNT) {
            function.apply(FloatVector.fromArray(Lanes.SPECIES, in, i)).intoArray(out, i);
        }
        return Arrays.copyOf(out, x.length);
    }

    /** −90 … 90 in steps that are no round numbers, and close to zero. */
    private static float[] points() {
        float[] points = new float[40_000];
        for (int i = 0; i < 36_000; i++) {
            points[i] = -90f + i * 180f / 35_999;
        }
        for (int i = 36_000; i < points.length; i++) {
            points[i] = (i - 38_000) * 1e-5f;
        }
        return points;
    }

    @Test
    void exponentials() {
        float[] x = points();
        float[] actual = apply(Sigmoid::exp, x);
        for (int i = 0; i < x.length; i++) {
            double expected = Math.exp(Math.clamp(x[i], -87f, 87f));
            if (!(Math.abs(actual[i] - expected) <= 1e-6 * expected)) {
                assertThat((double) actual[i]).as("exp " + x[i]).isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    @Test
    void sigmoidsAndHyperbolicTangents() {
        float[] x = points();
        float[] sigmoid = apply(Sigmoid::of, x);
        float[] tanh = apply(Sigmoid::tanh, x);
        for (int i = 0; i < x.length; i++) {
            double expected = 1 / (1 + Math.exp(-(double) x[i]));
            if (!(Math.abs(sigmoid[i] - expected) <= 2e-7)) {
                assertThat((double) sigmoid[i]).as("sigmoid " + x[i]).isCloseTo(expected, within(2e-7));
            }
            if (!(Math.abs(tanh[i] - Math.tanh(x[i])) <= 2e-7)) {
                assertThat((double) tanh[i]).as("tanh " + x[i]).isCloseTo(Math.tanh(x[i]), within(2e-7));
            }
        }
    }

    @Test
    void infinitiesAndNotANumber() {
        float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, 0f, -0f};
        assertThat(apply(Sigmoid::tanh, x)).containsExactly(new float[] {Float.NaN, 1f, -1f, 1f, -1f, 0f, 0f});
        float[] sigmoid = apply(Sigmoid::of, x);
        assertThat(sigmoid[0]).isNaN();
        assertThat(Arrays.copyOfRange(sigmoid, 1, 7)).containsExactly(new float[] {1f, 0f, 1f, 0f, 0.5f, 0.5f}, within(1e-37f));
        float[] exp = apply(Sigmoid::exp, x);
        assertThat(exp[0]).isNaN();
        assertThat(exp[1]).as("clamped, not infinite").isFinite().isEqualTo(exp[3]).isGreaterThan(6e37f);
        assertThat(exp[2]).isEqualTo(exp[4]).isBetween(0f, 2e-38f);
    }
}
