package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;
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

    /** An activation of given entries, row by row, and zero padding. */
    static Tensor filled(Backend backend, int features, int columns, float... values) {
        Tensor tensor = backend.activation(features, columns);
        for (int i = 0; i < values.length; i++) {
            ((CpuTensor) tensor).data()[i / columns * tensor.stride() + i % columns] = values[i];
        }
        return tensor;
    }

    /** An activation to write to: holds something everywhere, so that it shows where nothing is written. */
    static Tensor unwritten(Backend backend, int features, int columns) {
        Tensor tensor = backend.activation(features, columns);
        Arrays.fill(((CpuTensor) tensor).data(), 7f);
        return tensor;
    }

    /** The same with padding as a larger batch may have left it. */
    static Tensor stale(Tensor tensor) {
        float[] data = ((CpuTensor) tensor).data();
        for (int row = 0; row < tensor.rows(); row++) {
            Arrays.fill(data, row * tensor.stride() + tensor.columns(), (row + 1) * tensor.stride(), 5f);
        }
        return tensor;
    }

    static void assertPaddingIsZero(String what, Tensor tensor) {
        float[] data = ((CpuTensor) tensor).data();
        for (int i = 0; i < tensor.rows() * tensor.stride(); i++) {
            if (i % tensor.stride() >= tensor.columns() && data[i] != 0) {
                throw new AssertionError(what + ": entry " + i + ", in the padding, is " + data[i]);
            }
        }
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
