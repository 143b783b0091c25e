package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;

/** Y = max(X, 0), in the place of X where nobody else wants X: large networks are mostly activations. */
public final class Relu implements Layer {
    private final Backend backend;
    private final String name;
    private final Tensor y;  // [features, batch]
    private final Tensor dx; // [features, batch], or null: dY itself becomes dX
    private final boolean given; // X comes as Y already
    private final boolean inPlace; // Y has X's place, and dX has dY's
    private boolean left; // to the pooling that follows

    /** One with room of its own for Y and dX. */
    public Relu(Backend backend, String name, int features, int capacity) {
        this(backend, name, backend.activation(features, capacity), backend.activation(features, capacity), false, false);
    }

    private Relu(Backend backend, String name, Tensor y, Tensor dx, boolean given, boolean inPlace) {
        this.backend = backend;
        this.name = name;
        this.y = y;
        this.dx = dx;
        this.given = given;
        this.inPlace = inPlace;
    }

    /**
     * Which of X and dY may be written over.
     *
     * @param producer whose output X is, if X is wanted by nobody else, its producer's backward pass included; null if it is to stay
     * @param gradient whether dY is wanted by nobody else
     */
    public static Relu over(Layer producer, boolean gradient, Backend backend, String name, int features, int capacity) {
        boolean given = producer instanceof Linear;
        if (producer instanceof Linear linear) {
            linear.rectify(); // while its output is in the cache
        }
        return new Relu(backend, name, producer != null ? producer.output() : backend.activation(features, capacity),
                gradient ? null : backend.activation(features, capacity), given, producer != null && gradient);
    }

    /**
     * Lets the pooling that follows rectify what it takes from here, where nobody else takes from here: max(max(a, b), 0) is
     * max(max(a, 0), max(b, 0)), and a pooled image is smaller. {@link #output()} is X from then on.
     *
     * @return whether it does so; not where Y is not X's own place
     */
    boolean leave() {
        left = inPlace && !given;
        return left;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (!given && !left) {
            y.resize(x.columns());
            backend.relu(x, y);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        if (left) {
            return dy;
        }
        Tensor to = dx == null ? dy : dx;
        to.resize(dy.columns());
        backend.reluGradient(y, dy, to);
        return to;
    }

    @Override
    public Tensor output() {
        return y;
    }
}
