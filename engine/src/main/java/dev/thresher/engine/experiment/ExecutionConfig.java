package dev.thresher.engine.experiment;

/**
 * What a run computes with. It changes the speed, and for another backend the rounding; the number of threads changes
 * no bit of the result.
 */
public record ExecutionConfig(BackendKind backend, int threads) {
}
