package dev.thresher.engine.experiment;

/**
 * How parameters are updated. SGD as PyTorch defines it: g′ = g + λp; v ← μv + g′; p ← p − ηv. Adam with β₁, β₂ = 0.9, 0.999 and
 * ε = 1e-8; it does not know momentum and Nesterov.
 *
 * @param kind SGD or Adam
 * @param learningRate η before the schedule; above 0
 * @param momentum μ in [0, 1)
 * @param nesterov whether SGD looks ahead along its momentum
 * @param weightDecay λ; at least 0
 * @param decays what λ applies to
 */
public record OptimiserConfig(OptimiserKind kind, double learningRate, double momentum, boolean nesterov, double weightDecay,
                              DecayScope decays) {
    /** Plain SGD with momentum, thresholds never decaying. */
    public static OptimiserConfig sgd(double learningRate, double momentum, double weightDecay) {
        return new OptimiserConfig(OptimiserKind.SGD, learningRate, momentum, false, weightDecay, DecayScope.NOT_THRESHOLDS);
    }

    public OptimiserConfig withKind(OptimiserKind value) {
        return new OptimiserConfig(value, learningRate, momentum, nesterov, weightDecay, decays);
    }

    public OptimiserConfig withLearningRate(double value) {
        return new OptimiserConfig(kind, value, momentum, nesterov, weightDecay, decays);
    }

    public OptimiserConfig withMomentum(double value) {
        return new OptimiserConfig(kind, learningRate, value, nesterov, weightDecay, decays);
    }

    public OptimiserConfig withNesterov(boolean value) {
        return new OptimiserConfig(kind, learningRate, momentum, value, weightDecay, decays);
    }

    public OptimiserConfig withWeightDecay(double value) {
        return new OptimiserConfig(kind, learningRate, momentum, nesterov, value, decays);
    }

    public OptimiserConfig withDecays(DecayScope value) {
        return new OptimiserConfig(kind, learningRate, momentum, nesterov, weightDecay, value);
    }
}
