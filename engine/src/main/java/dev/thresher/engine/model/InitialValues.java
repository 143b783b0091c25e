package dev.thresher.engine.model;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.parameter.Parameter;

/** Draws initial parameters. */
final class InitialValues {
    private InitialValues() {
    }

    /** Entry i uniform in ±bound, drawn for {@code (seed, INITIAL_WEIGHT, ordinal, i)}. */
    static void uniform(Backend backend, Parameter p, double bound, long seed, int ordinal) {
        float[] values = new float[Math.toIntExact(p.value().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * Randomness.uniform(seed, Purpose.INITIAL_WEIGHT, ordinal, i) - 1) * bound);
        }
        backend.upload(p.value(), values);
    }
}
