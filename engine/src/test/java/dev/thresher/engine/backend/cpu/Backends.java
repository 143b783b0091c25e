package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cuda.Emulated;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * What the backend tests share: every implementation, and random operands. In a JVM with an emulated GPU all implementations are the GPU's,
 * so that the same tests hold for it.
 */
final class Backends {
    private static final boolean GPU = Boolean.getBoolean("thresher.emulated-gpu") || Emulated.real();
    private static final Map<Tensor, Backend> OWNERS = Collections.synchronizedMap(new WeakHashMap<>());

    private Backends() {
    }

    /** The oracle, and the SIMD implementation with one, two and three threads. */
    static Stream<Backend> all() {
        return GPU ? Stream.of(Emulated.backend()) : Stream.concat(Stream.of(new EjmlBackend()), simd());
    }

    /** All but the oracle. Of the GPU's each runs blocks and threads in other orders. */
    static Stream<Backend> simd() {
        return GPU ? Stream.generate(Emulated::backend).limit(Boolean.getBoolean("thresher.races") ? 1 : 3)
                : Stream.of(new SimdBackend(1), new SimdBackend(2), new SimdBackend(3));
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
        return loaded(backend, features, batch);
    }

    /** An activation of given entries, row by row, and zero padding. */
    static Tensor filled(Backend backend, int features, int columns, float... values) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i / columns * batch.stride() + i % columns] = values[i];
        }
        return loaded(backend, features, batch);
    }

    private static Tensor loaded(Backend backend, int features, Batch batch) {
        Tensor tensor = backend.activation(features, batch.count());
        backend.load(batch, tensor);
        OWNERS.put(tensor, backend);
        return tensor;
    }

    /** An activation to write to: holds something everywhere, so that it shows where nothing is written. */
    static Tensor unwritten(Backend backend, int features, int columns) {
        Tensor tensor = backend.activation(features, columns);
        OWNERS.put(tensor, backend);
        FloatBuffer stored = stored(tensor);
        for (int i = 0; i < stored.limit(); i++) {
            stored.put(i, 7f);
        }
        return tensor;
    }

    /** The same with padding as a larger batch may have left it. */
    static Tensor stale(Tensor tensor) {
        FloatBuffer stored = stored(tensor);
        for (int i = 0; i < stored.limit(); i++) {
            if (i % tensor.stride() >= tensor.columns()) {
                stored.put(i, 5f);
            }
        }
        return tensor;
    }

    static void assertPaddingIsZero(String what, Tensor tensor) {
        FloatBuffer stored = stored(tensor);
        for (int i = 0; i < stored.limit(); i++) {
            if (i % tensor.stride() >= tensor.columns() && stored.get(i) != 0) {
                throw new AssertionError(what + ": entry " + i + ", in the padding, is " + stored.get(i));
            }
        }
    }

    /** What is stored, padding included, after all that was issued: to be looked at, and written to. */
    static FloatBuffer stored(Tensor tensor) {
        if (tensor instanceof CpuTensor cpu) {
            return FloatBuffer.wrap(cpu.data(), 0, tensor.rows() * tensor.stride());
        }
        OWNERS.get(tensor).finite(tensor); // waits
        return Emulated.stored(tensor);
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
