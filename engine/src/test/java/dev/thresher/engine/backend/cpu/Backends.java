package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.stream.Stream;

/** What the backend tests share: every implementation, and random operands. */
final class Backends {
    private Backends() {
    }

    /** The oracle, and the SIMD implementation with one, two and three threads. */
    static Stream<Backend> all() {
        return Stream.concat(Stream.of(new EjmlBackend()), simd());
    }

    static Stream<Backend> simd() {
        return Stream.of(new SimdBackend(1), new SimdBackend(2), new SimdBackend(3));
    }

    static Tensor matrix(Backend backend, int rows, int columns, float... values) {
        Tensor tensor = backend.matrix(rows, columns);
        backend.upload(tensor, values);
        return tensor;
    }

    /** An activation with values in ±1 drawn from {@code seed} and zero padding. */
    static Tensor activation(Backend backend, int features, int columns, long seed) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        for (int f = 0; f < features; f++) {
            for (int n = 0; n < columns; n++) {
                batch.features()[f * batch.stride() + n] = value(seed, (long) f * columns + n);
            }
        }
        Tensor tensor = backend.activation(features, columns);
        backend.load(batch, tensor);
        return tensor;
    }

    static float[] random(int count, long seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(seed, i);
        }
        return values;
    }

    private static float value(long seed, long index) {
        return (float) (2 * Randomness.uniform(seed, Purpose.SYNTHESIS, 0, index) - 1);
    }
}
