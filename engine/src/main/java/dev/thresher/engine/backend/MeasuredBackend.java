package dev.thresher.engine.backend;

import java.lang.reflect.Proxy;

/**
 * A backend that computes nothing and holds nothing, but counts what its tensors would take: a network built on it tells how much memory
 * it needs before any is taken.
 */
public final class MeasuredBackend {
    private static final int FLOAT = 4;

    private final int lanes;
    private long matrices;   // numbers
    private long activations; // rows

    private record Measured(int rows, int columns, int stride) implements Tensor {
        @Override
        public void resize(int newColumns) {
            // nothing is held
        }
    }

    /** @param lanes numbers that the batch is padded to a multiple of */
    public MeasuredBackend(int lanes) {
        this.lanes = lanes;
    }

    /** The backend to build on: what it is asked to compute it leaves. */
    public Backend backend() {
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "matrix" -> matrix((int) arguments[0], (int) arguments[1]);
                    case "activation" -> activation((int) arguments[0], (int) arguments[1]);
                    case "description", "toString" -> "nothing: it is only measured";
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "finite" -> true;
                    case "runsBehind", "unpacks" -> false;
                    case "fence" -> 0L;
                    case "room" -> Long.MAX_VALUE;
                    default -> null;
                });
    }

    private Tensor matrix(int rows, int columns) {
        matrices += (long) rows * columns;
        return new Measured(rows, columns, columns);
    }

    private Tensor activation(int features, int capacity) {
        activations += features;
        return new Measured(features, capacity, padded(capacity));
    }

    private int padded(int examples) {
        return Math.ceilDiv(examples, lanes) * lanes;
    }

    /** Bytes that all tensors take where batches have up to so many examples. */
    public long bytes(int capacity) {
        return FLOAT * (matrices + activations * padded(capacity));
    }
}
