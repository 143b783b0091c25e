package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.List;

/** Y = (W ⊙ M) ∗ X + b: a convolution whose filters are the rows of a masked weight. */
public final class Conv2d implements Layer {
    private final Backend backend;
    private final String name;
    private final MaskedWeight weight; // [filters, C · kernel height · kernel width]
    private final Window window;
    private final Parameter bias;      // [filters], or null
    private final Tensor y;            // [filters · positions, batch]
    private final Tensor dx;           // [C · H · W, batch], or null
    private Tensor x;

    /**
     * @param weight {@code filters × C · kernel height · kernel width}, saved as {@code [filters, C, kernel height, kernel width]}
     * @param withBias false where a batch norm follows, which has a bias of its own
     * @param capacity greatest number of examples of a batch
     * @param needsInputGradient false for a first layer, whose input is data
     * @throws IllegalArgumentException if the weight's rows are not filters of the window
     */
    public Conv2d(Backend backend, String name, MaskedWeight weight, Window window, boolean withBias, int capacity,
                  boolean needsInputGradient) {
        if (weight.columns() != window.filterSize()) {
            throw new IllegalArgumentException("%s: filters of %d entries where the window has %d"
                    .formatted(name, weight.columns(), window.filterSize()));
        }
        this.backend = backend;
        this.name = name;
        this.weight = weight;
        this.window = window;
        int filters = weight.rows();
        bias = withBias ? Parameter.of(backend, name + ".bias", ParameterKind.BIAS, new int[] {filters}, filters, 1) : null;
        y = backend.activation(filters * window.positions(), capacity);
        dx = needsInputGradient ? backend.activation(window.inputs(), capacity) : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        y.resize(x.columns());
        backend.convolution(window, weight.masked(), bias == null ? null : bias.value(), x, y);
        return y;
    }

    /** What an evaluation makes of it and of what follows; the epilogue begins with this layer's output. */
    void evaluate(Tensor input, Epilogue then) {
        backend.convolution(window, weight.masked(), bias == null ? null : bias.value(), input, then);
    }

    @Override
    public Tensor backward(Tensor dy) {
        backend.convolutionWeightGradient(window, dy, x, weight.gradient());
        if (bias != null) {
            backend.channelSums(dy, bias.gradient());
        }
        weight.backward();
        if (dx == null) {
            return null;
        }
        dx.resize(dy.columns());
        backend.convolutionInputGradient(window, weight.masked(), dy, dx);
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of() : List.of(bias);
    }

    @Override
    public List<MaskedWeight> maskedWeights() {
        return List.of(weight);
    }

    @Override
    public Tensor output() {
        return y;
    }
}
