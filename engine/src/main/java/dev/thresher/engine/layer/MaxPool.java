package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;

/** The greatest entry under each position of a window, channel by channel. */
public final class MaxPool implements Layer {
    private final Backend backend;
    private final String name;
    private final Window window;
    private final Tensor y;  // [C · positions, batch]
    private final Tensor dx; // [C·H·W, batch]
    private Tensor x;

    public MaxPool(Backend backend, String name, Window window, int capacity) {
        this.backend = backend;
        this.name = name;
        this.window = window;
        y = backend.activation(window.channels() * window.positions(), capacity);
        dx = backend.activation(window.inputs(), capacity);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        y.resize(x.columns());
        backend.maxPool(window, x, y);
        return y;
    }

    /** The same behind what an evaluation computes in one go with it. */
    Epilogue.Pool pool() {
        return new Epilogue.Pool(window, true, y);
    }

    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.maxPoolGradient(window, x, dy, dx);
        return dx;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
