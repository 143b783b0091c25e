package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The tanh of the gates and cells, of which most are small: it may lose no digits near zero. */
class HyperbolicTangentTest {
    private static float tanh(float x) {
        return Sigmoid.tanh(FloatVector.broadcast(Lanes.SPECIES, x)).lane(0);
    }

    /** Through all magnitudes from 10⁻³⁰ to 20, and so also to both sides of where the formula changes. */
    @Test
    void relativePrecisionAtAnyMagnitude() {
        for (double magnitude = 1e-30; magnitude < 20; magnitude *= 1.01) {
            float x = (float) magnitude;
            double expected = Math.tanh(x);
            assertThat((double) tanh(x)).as("tanh " + x).isCloseTo(expected, within(2.5e-7 * expected));
            assertThat((double) tanh(-x)).as("tanh −" + x).isCloseTo(-expected, within(2.5e-7 * expected));
        }
    }

    @Test
    void runsAreComputedInPlaceAndNothingBesideThem() {
        float[] values = new float[4 * Lanes.COUNT];
        Arrays.fill(values, 0.5f);
        Sigmoid.applyTanh(values, Lanes.COUNT, Lanes.COUNT);
        Sigmoid.apply(values, 2 * Lanes.COUNT, Lanes.COUNT);
        for (int i = 0; i < values.length; i++) {
            double expected = switch (i / Lanes.COUNT) {
                case 1 -> Math.tanh(0.5);
                case 2 -> 1 / (1 + Math.exp(-0.5));
                default -> 0.5;
            };
            assertThat((double) values[i]).as("entry " + i).isCloseTo(expected, within(1e-7));
        }
    }
}
