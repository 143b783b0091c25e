package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;

/** The last step of a sequence. */
public final class LastStep implements Layer {
    private final Backend backend;
    private final String name;
    private final int steps;
    private final int features;
    private final Tensor y;  // [features, batch]
    private final Tensor dx; // [steps · features, batch]

    public LastStep(Backend backend, String name, int steps, int features, int capacity) {
        this.backend = backend;
        this.name = name;
        this.steps = steps;
        this.features = features;
        y = backend.activation(features, capacity);
        dx = backend.activation(steps * features, capacity);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        y.resize(x.columns());
        backend.copyRows(x, (steps - 1) * features, y, 0, features);
        return y;
    }

    /** Only the last step has a gradient. */
    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.clear(dx);
        backend.copyRows(dy, 0, dx, (steps - 1) * features, features);
        return dx;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
