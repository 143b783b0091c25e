package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;

/** Inverted dropout (Srivastava et al. 2014): in training each entry is dropped with a fixed chance, and the others are scaled up. */
public final class Dropout implements Layer {
    private final Backend backend;
    private final String name;
    private final float rate;
    private final long seed;
    private final int ordinal;
    private final Tensor y;  // [features, batch]
    private final Tensor dx; // [features, batch]
    private Tensor output;
    private long step;

    /**
     * @param rate share that is dropped, in [0, 1)
     * @param ordinal unlike that of any other dropout of the network
     */
    public Dropout(Backend backend, String name, double rate, long seed, int ordinal, int features, int capacity) {
        this.backend = backend;
        this.name = name;
        this.rate = (float) rate;
        this.seed = seed;
        this.ordinal = ordinal;
        y = backend.activation(features, capacity);
        dx = backend.activation(features, capacity);
        output = y;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (!pass.training()) {
            output = x;
            return x;
        }
        step = pass.step();
        y.resize(x.columns());
        backend.dropout(x, rate, seed, ordinal, step, y);
        output = y;
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.dropout(dy, rate, seed, ordinal, step, dx);
        return dx;
    }

    @Override
    public Tensor output() {
        return output;
    }
}
