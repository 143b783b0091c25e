package dev.thresher.engine.backend;

/** Adam's bias corrections in two numbers, so that p ← p − step · m / (√v · root + ε). */
public final class AdamRates {
    private AdamRates() {
    }

    /** η / (1 − β₁ᵏ). */
    public static float step(float learningRate, float beta1, long update) {
        return (float) (learningRate / (1 - Math.pow(beta1, update)));
    }

    /** 1 / √(1 − β₂ᵏ). */
    public static float root(float beta2, long update) {
        return (float) (1 / Math.sqrt(1 - Math.pow(beta2, update)));
    }
}
