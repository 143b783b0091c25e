package dev.thresher.engine.mask;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;

/**
 * Dynamic Sparse Training (Liu et al., ICLR 2020): thresholds trained with the weights decide the mask of every step,
 * and the sparse loss α Σ exp(−t) pushes them up.
 */
public final class DynamicSparseTraining implements SparseMethod {
    /** A layer of which at most this many percent remain gets its thresholds back to zero. */
    public static final int RESET_PERCENT = 1;

    private final ThresholdKind kind;
    private final StepEstimator estimator;
    private volatile double alpha; // others look at it

    public DynamicSparseTraining(ThresholdKind kind, StepEstimator estimator, double alpha) {
        this.kind = kind;
        this.estimator = estimator;
        this.alpha = alpha;
    }

    @Override
    public boolean masks() {
        return true;
    }

    @Override
    public Parameter threshold(Backend backend, String name, int rows, int columns) {
        int[] shape = switch (kind) {
            case SCALAR -> new int[] {1};
            case VECTOR -> new int[] {rows};
            case MATRIX -> new int[] {rows, columns};
        };
        return Parameter.of(backend, name, ParameterKind.THRESHOLD, shape, kind.rows(rows), kind.cols(columns));
    }

    @Override
    public void refresh(MaskedWeight weight, Tensor threshold, MaskCount count) {
        weight.backend().refreshMask(weight.weight().value(), threshold, weight.masked(),
                weight.resets() ? RESET_PERCENT : -1, count);
    }

    @Override
    public void backward(MaskedWeight weight) {
        Parameter t = weight.threshold();
        weight.backend().maskGradient(weight.weight().value(), t.value(), weight.gradient(), t.gradient(), estimator);
        sparseLoss(weight);
    }

    @Override
    public void sparseLoss(MaskedWeight weight) {
        Parameter t = weight.threshold();
        weight.backend().sparseLoss(t.value(), t.gradient(), (float) alpha, weight.sparseLossResult());
    }

    @Override
    public double alpha() {
        return alpha;
    }

    @Override
    public void alpha(double value) {
        alpha = value;
    }
}
