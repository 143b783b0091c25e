package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.List;

/**
 * Y = (W ⊙ M) X + b 1ᵀ, or max(that, 0): a fully connected layer that has a masked weight and knows nothing of masking.
 */
public final class Linear implements Layer {
    private final Backend backend;
    private final String name;
    private final MaskedWeight weight; // [outputs, inputs]
    private final Parameter bias;      // [outputs], or null
    private final Tensor y;            // [outputs, batch]
    private final Tensor dx;           // [inputs, batch], or null
    private Tensor x;
    private boolean rectified;

    /**
     * @param withBias false where a batch norm follows, which has a bias of its own
     * @param capacity greatest number of examples of a batch
     * @param needsInputGradient false for a first layer, whose input is data
     */
    public Linear(Backend backend, String name, MaskedWeight weight, boolean withBias, int capacity, boolean needsInputGradient) {
        this.backend = backend;
        this.name = name;
        this.weight = weight;
        int outputs = weight.rows();
        bias = !withBias ? null : Parameter.of(backend, name + ".bias", ParameterKind.BIAS, new int[] {outputs}, outputs, 1);
        y = backend.activation(outputs, capacity);
        dx = needsInputGradient ? backend.activation(weight.columns(), capacity) : null;
    }

    /** Lets its output be max(Y, 0): a ReLU follows that takes its place, and leaves the forward pass to this one. */
    void rectify() {
        rectified = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        y.resize(x.columns());
        Tensor b = bias == null ? null : bias.value();
        if (rectified) {
            backend.linearRelu(weight.masked(), b, x, y);
        } else {
            backend.linear(weight.masked(), b, x, y);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        backend.linearWeightGradient(dy, x, weight.gradient());
        if (bias != null) {
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
