package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.List;

/** The sum of several layers' outputs: where the branches of a residual block meet. */
public final class Sum implements Layer {
    private final Backend backend;
    private final String name;
    private final List<Layer> others;
    private final Tensor y; // [features, batch]

    /** @param others the summands besides the one that {@link #forward} is given */
    public Sum(Backend backend, String name, List<Layer> others, int features, int capacity) {
        this.backend = backend;
        this.name = name;
        this.others = List.copyOf(others);
        y = backend.activation(features, capacity);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        y.resize(x.columns());
        Tensor sum = x;
        for (int i = 0; i < others.size(); i++) {
            backend.add(sum, others.get(i).output(), y);
            sum = y;
        }
        return y;
    }

    /** Every summand's gradient is dY itself. */
    @Override
    public Tensor backward(Tensor dy) {
        return dy;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
