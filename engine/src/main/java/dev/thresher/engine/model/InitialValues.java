package dev.thresher.engine.model;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;

/**
 * Draws initial parameters. A parameter's ordinal is its place among weights and what else a layer trains, in the order of the layers;
 * thresholds have none, so that every method starts from the same numbers.
 */
final class InitialValues {
    private final Backend backend;
    private final long seed;
    private int ordinal;

    InitialValues(Backend backend, long seed) {
        this.backend = backend;
        this.seed = seed;
    }

    /**
     * Draws those of the next layer: weights and biases uniform in ±1/√fan_in. Where the layer names a bound, and in an LSTM, whose
     * bound is 1/√hidden, biases stay zero. γ and β stay as their layer made them.
     */
    void draw(Layer layer, Operation operation) {
        double named = namedBound(operation);
        double bound = named;
        for (MaskedWeight w : layer.maskedWeights()) {
            bound = Double.isNaN(named) ? 1 / Math.sqrt(w.columns()) : named;
            uniform(w.weight(), bound);
        }
        for (Parameter p : layer.parameters()) {
            if (p.kind() == ParameterKind.BIAS && Double.isNaN(named)) {
                uniform(p, bound);
            } else {
                ordinal++;
            }
        }
    }

    /** NaN for 1/√fan_in. */
    private static double namedBound(Operation operation) {
        return switch (operation) {
            case Operation.Linear o -> o.bound();
            case Operation.Conv o -> o.bound();
            case Operation.Lstm o -> 1 / Math.sqrt(o.hidden());
            default -> Double.NaN;
        };
    }

    /** Entry i uniform in ±bound, drawn for {@code (seed, INITIAL_WEIGHT, ordinal, i)}. */
    private void uniform(Parameter p, double bound) {
        float[] values = new float[Math.toIntExact(p.value().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * Randomness.uniform(seed, Purpose.INITIAL_WEIGHT, ordinal, i) - 1) * bound);
        }
        backend.upload(p.value(), values);
        ordinal++;
    }
}
