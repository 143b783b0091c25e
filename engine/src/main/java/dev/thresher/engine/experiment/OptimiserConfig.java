package dev.thresher.engine.experiment;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it: v ← μv + g + λp; p ← p − ηv.
 *
 * @param learningRate η; above 0
 * @param momentum μ in [0, 1)
 * @param weightDecay λ; at least 0. It applies to weights and biases, not to thresholds
 */
public record OptimiserConfig(double learningRate, double momentum, double weightDecay) {
    public OptimiserConfig withLearningRate(double value) {
        return new OptimiserConfig(value, momentum, weightDecay);
    }

    public OptimiserConfig withMomentum(double value) {
        return new OptimiserConfig(learningRate, value, weightDecay);
    }

    public OptimiserConfig withWeightDecay(double value) {
        return new OptimiserConfig(learningRate, momentum, value);
    }
}
