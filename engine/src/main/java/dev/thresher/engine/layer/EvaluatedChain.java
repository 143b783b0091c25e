package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import java.util.List;

/**
 * Layers that an evaluation computes in one go: a convolution or a batch norm, and what follows it of batch norm, ReLU and pooling, where
 * nobody else takes from what stands between. The result stands where the last layer's output does.
 */
public final class EvaluatedChain {
    private final Backend backend;
    private final Conv2d convolution; // null where a batch norm is the first
    private final Epilogue epilogue;
    private final int length;

    private EvaluatedChain(Backend backend, Conv2d convolution, Epilogue epilogue, int length) {
        this.backend = backend;
        this.convolution = convolution;
        this.epilogue = epilogue;
        this.length = length;
    }

    /**
     * The longest chain that begins with the first of these layers.
     *
     * @param input what the first layer is given; null for the images, which are another tensor in each network
     * @param layers each takes from the one before it, and from nothing else
     * @return null where it would be one layer alone
     */
    public static EvaluatedChain of(Backend backend, Layer input, List<Layer> layers) {
        Conv2d convolution = layers.getFirst() instanceof Conv2d first ? first : null;
        if (convolution == null && (input == null || input instanceof Dropout)) { // a dropout answers with what it was given
            return null;
        }
        Tensor sums = convolution == null ? input.output() : convolution.output();
        int next = convolution == null ? 0 : 1;
        Epilogue.Norm norm = null;
        if (at(layers, next) instanceof BatchNorm layer) {
            norm = layer.norm();
            next++;
        }
        Tensor unpooled = norm == null ? sums : norm.normalised();
        boolean rectified = (convolution != null || norm != null) && at(layers, next) instanceof Relu relu && relu.output() == unpooled;
        next += rectified ? 1 : 0;
        Epilogue.Pool pool = convolution == null && norm == null ? null : switch (at(layers, next)) {
            case MaxPool layer -> layer.pool();
            case AveragePool layer -> layer.pool();
            case null, default -> null;
        };
        next += pool == null ? 0 : 1;
        return next < 2 ? null : new EvaluatedChain(backend, convolution, new Epilogue(sums, norm, rectified, pool), next);
    }

    private static Layer at(List<Layer> layers, int place) {
        return place < layers.size() ? layers.get(place) : null;
    }

    /** How many layers it takes the place of. */
    public int length() {
        return length;
    }

    /** The last layer's output for X. */
    public Tensor evaluate(Tensor x) {
        epilogue.resize(x.columns());
        if (convolution == null) {
            backend.epilogue(epilogue);
        } else {
            convolution.evaluate(x, epilogue);
        }
        return epilogue.result();
    }
}
