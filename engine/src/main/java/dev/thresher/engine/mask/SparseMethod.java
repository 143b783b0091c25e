package dev.thresher.engine.mask;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.parameter.Parameter;

/** How masks come about: one class a method. */
public interface SparseMethod {
    /** Whether P ever differs from W. */
    boolean masks();

    /** The trainable thresholds of a weight {@code rows × columns}; null where the method trains none. */
    Parameter threshold(Backend backend, String name, int rows, int columns);

    /**
     * Makes P from W, and reports what remains.
     *
     * @param threshold t, which the reset rule may set to zero: the weight's own, or a copy for an evaluation; null
     *     where the method trains none
     */
    void refresh(MaskedWeight weight, Tensor threshold, MaskCount count);

    /** Turns dP into dW and the thresholds' gradient. */
    void backward(MaskedWeight weight);

    /** Reports L_s of the thresholds as they stand: all that is asked of a method whose masks are frozen. */
    default void sparseLoss(MaskedWeight weight) {
        // none where no thresholds are trained
    }

    /** α, the weight of the sparse loss; 0 where the method has none. */
    double alpha();

    /** Another α from the next step on; a method without one ignores it. */
    void alpha(double value);

    static SparseMethod of(MethodConfig config) {
        return switch (config.kind()) {
            case DENSE -> new Dense();
            case DST -> new DynamicSparseTraining(config.threshold(), config.estimator(), config.alpha());
        };
    }
}
