package dev.thresher.engine.backend.cpu;

/**
 * Adam's bias corrections in two numbers, so that p ← p − step · m / (√v · root + ε).
 *
 * @param step η / (1 − β₁ᵏ)
 * @param root 1 / √(1 − β₂ᵏ)
 */
record AdamRates(float step, float root) {
    static AdamRates of(float learningRate, float beta1, float beta2, long update) {
        return new AdamRates((float) (learningRate / (1 - Math.pow(beta1, update))), (float) (1 / Math.sqrt(1 - Math.pow(beta2, update))));
    }
}
