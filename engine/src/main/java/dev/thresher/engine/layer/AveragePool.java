package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;

/** The mean under each position of a window, channel by channel; of a whole channel where the window is as large as the image. */
public final class AveragePool implements Layer {
    private final Backend backend;
    private final String name;
    private final Window window;
    private final Tensor y;  // [C · positions, batch]
    private final Tensor dx; // [C·H·W, batch]

    public AveragePool(Backend backend, String name, Window window, int capacity) {
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
    public Tensor forward(Tensor x, Pass pass) {
        y.resize(x.columns());
        backend.averagePool(window, x, y);
        return y;
    }

    /** The same behind what an evaluation computes in one go with it. */
    Epilogue.Pool pool() {
        return new Epilogue.Pool(window, false, y);
    }

    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.averagePoolGradient(window, dy, dx);
        return dx;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
