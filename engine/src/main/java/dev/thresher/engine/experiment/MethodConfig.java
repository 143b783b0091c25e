package dev.thresher.engine.experiment;

/**
 * The sparse method and its settings; a method ignores what it does not know.
 *
 * @param kind how masks come about
 * @param alpha α, the weight of the sparse loss L_s = Σ exp(−t); at least 0
 * @param threshold how many thresholds a masked weight has
 * @param estimator what stands for S' in the backward pass
 */
public record MethodConfig(MethodKind kind, double alpha, ThresholdKind threshold, StepEstimator estimator) {
    public MethodConfig withKind(MethodKind value) {
        return new MethodConfig(value, alpha, threshold, estimator);
    }

    public MethodConfig withAlpha(double value) {
        return new MethodConfig(kind, value, threshold, estimator);
    }

    public MethodConfig withThreshold(ThresholdKind value) {
        return new MethodConfig(kind, alpha, value, estimator);
    }

    public MethodConfig withEstimator(StepEstimator value) {
        return new MethodConfig(kind, alpha, threshold, value);
    }
}
