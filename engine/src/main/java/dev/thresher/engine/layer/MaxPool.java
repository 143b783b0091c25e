package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;

/** The greatest entry under each position of a window, channel by channel; or 0 where that is greater, in the place of a ReLU before it. */
public final class MaxPool implements Layer {
    private final Backend backend;
    private final String name;
    private final Window window;
    private final Tensor y;  // [C · positions, batch]
    private final Tensor dx; // [C·H·W, batch]
    private Tensor x;
    private boolean rectified;

    public MaxPool(Backend backend, String name, Window window, int capacity) {
        this.backend = backend;
        this.name = name;
        this.window = window;
        y = backend.activation(window.channels() * window.positions(), capacity);
        dx = backend.activation(window.inputs(), capacity);
    }

    /**
     * Does the work of a ReLU whose output it alone takes, on a pooled image. The gradient of its own output must be wanted by nobody
     * else. Nothing changes in what follows or comes before: where the greatest entry is above 0 it is the same one, and where it is
     * not, no gradient passes either way.
     */
    public void takeOn(Relu relu) {
        rectified = relu.leave();
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
        if (rectified) {
            backend.relu(y, y);
        }
        return y;
    }

    /** The same behind what an evaluation computes in one go with it. */
    Epilogue.Pool pool() {
        return new Epilogue.Pool(window, true, y);
    }

    @Override
    public Tensor backward(Tensor dy) {
        if (rectified) {
            backend.reluGradient(y, dy, dy);
        }
        dx.resize(dy.columns());
        backend.maxPoolGradient(window, x, dy, dx);
        return dx;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
