package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.List;

/** Y = (W ⊙ M) X + b 1ᵀ: a fully connected layer that has a masked weight and knows nothing of masking. */
public final class Linear implements Layer {
    private final Backend backend;
    private final String name;
    private final MaskedWeight weight; // [outputs, inputs]
    private final Parameter bias;      // [outputs]; stays zero where the layer has none
    private final boolean withBias;
    private final Tensor y;            // [outputs, batch]
    private final Tensor dx;           // [inputs, batch], or null
    private Tensor x;

    /** With a bias. */
    public Linear(Backend backend, String name, MaskedWeight weight, int capacity, boolean needsInputGradient) {
        this(backend, name, weight, true, capacity, needsInputGradient);
    }

    /**
     * @param withBias whether b is trained
     * @param capacity greatest number of examples of a batch
     * @param needsInputGradient false for a first layer, whose input is data
     */
    public Linear(Backend backend, String name, MaskedWeight weight, boolean withBias, int capacity, boolean needsInputGradient) {
        this.backend = backend;
        this.name = name;
        this.weight = weight;
        this.withBias = withBias;
        int outputs = weight.rows();
        bias = Parameter.of(backend, name + ".bias", ParameterKind.BIAS, new int[] {outputs}, outputs, 1);
        y = backend.activation(outputs, capacity);
        dx = needsInputGradient ? backend.activation(weight.columns(), capacity) : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        y.resize(x.columns());
        backend.linear(weight.masked(), bias.value(), x, y);
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        backend.linearWeightGradient(dy, x, weight.gradient());
        if (withBias) {
            backend.channelSums(dy, bias.gradient());
        }
        weight.backward();
        if (dx == null) {
            return null;
        }
        dx.resize(dy.columns());
        backend.linearInputGradient(weight.masked(), dy, dx);
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return withBias ? List.of(bias) : List.of();
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
