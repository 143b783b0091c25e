package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;

/** Y = max(X, 0). */
public final class Relu implements Layer {
    private final Backend backend;
    private final String name;
    private final Tensor y;  // [features, batch]
    private final Tensor dx; // [features, batch]

    public Relu(Backend backend, String name, int features, int capacity) {
        this.backend = backend;
        this.name = name;
        y = backend.activation(features, capacity);
        dx = backend.activation(features, capacity);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        y.resize(x.columns());
        backend.relu(x, y);
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.reluGradient(y, dy, dx);
        return dx;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
