package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.Statistic;
import java.util.List;

/** One layer of a network, written once over a backend's operations. Buffers are made with it and used for every batch. */
public interface Layer {
    String name();

    /** Y of a batch X; Y is this layer's own buffer, valid until its next call. Keeps what {@link #backward} needs. */
    Tensor forward(Tensor x, Pass pass);

    /**
     * From dY, which it may not change, to the gradients of the parameters and dX.
     *
     * @return dX in this layer's own buffer, or null where the layer was made without the need for one
     */
    Tensor backward(Tensor dy);

    /** What is trained besides masked weights. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** The masked weights, in the order in which they are applied. */
    default List<MaskedWeight> maskedWeights() {
        return List.of();
    }

    /** What is saved but not trained, running statistics. */
    default List<Statistic> statistics() {
        return List.of();
    }

    /** What the last {@link #forward} gave. */
    Tensor output();
}
