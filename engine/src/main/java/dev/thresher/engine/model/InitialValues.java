package dev.thresher.engine.model;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Lstm;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import java.util.Arrays;

/** Draws initial parameters. Each is drawn for its place among those of the network, so that its values depend on the seed alone. */
final class InitialValues {
    private final Backend backend;
    private final long seed;
    private int ordinal;

    InitialValues(Backend backend, long seed) {
        this.backend = backend;
        this.seed = seed;
    }

    /** Weights and biases uniform in ±bound, or ±1/√fan_in where the bound is NaN. */
    <L extends Layer> L drawn(L layer, double bound) {
        for (MaskedWeight w : layer.maskedWeights()) {
            uniform(w.weight(), Double.isNaN(bound) ? 1 / Math.sqrt(w.columns()) : bound);
            for (Parameter p : layer.parameters()) {
                uniform(p, Double.isNaN(bound) ? 1 / Math.sqrt(w.columns()) : bound);
            }
        }
        return layer;
    }

    /** Every matrix uniform in ±1/√hidden; biases stay zero. */
    Lstm drawn(Lstm layer, int hidden) {
        layer.maskedWeights().forEach(w -> uniform(w.weight(), 1 / Math.sqrt(hidden)));
        return layer;
    }

    /** Entry i uniform in ±bound, drawn for {@code (seed, INITIAL_WEIGHT, ordinal, i)}. */
    private void uniform(Parameter p, double bound) {
        float[] values = new float[Math.toIntExact(p.value().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * Randomness.uniform(seed, Purpose.INITIAL_WEIGHT, ordinal, i) - 1) * bound);
        }
        ordinal++;
        backend.upload(p.value(), values);
    }

    static void fill(Backend backend, Parameter p, float value) {
        float[] values = new float[Math.toIntExact(p.value().size())];
        Arrays.fill(values, value);
        backend.upload(p.value(), values);
    }
}
