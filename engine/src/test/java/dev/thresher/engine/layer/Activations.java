package dev.thresher.engine.layer;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;

/** Operands for the tests of layers. */
final class Activations {
    private Activations() {
    }

    /** An activation of given entries, row by row. */
    static Tensor of(Backend backend, int features, int columns, float... values) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i / columns * batch.stride() + i % columns] = values[i];
        }
        Tensor tensor = backend.activation(features, columns);
        backend.load(batch, tensor);
        return tensor;
    }

    /** Values in ±1. */
    static float[] random(int count, long seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * Randomness.uniform(seed, Purpose.SYNTHESIS, 0, i) - 1);
        }
        return values;
    }

    static Pass training(long step) {
        Pass pass = new Pass();
        pass.train(step);
        return pass;
    }

    static Pass evaluation() {
        Pass pass = new Pass();
        pass.evaluate();
        return pass;
    }
}
