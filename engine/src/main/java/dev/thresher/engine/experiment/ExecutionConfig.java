package dev.thresher.engine.experiment;

/**
 * What a run computes with. It changes the speed, and for another backend the rounding; the number of threads changes
 * no bit of the result.
 *
 * @param checkpointMinutes a checkpoint is written after so many minutes of training, besides that of every epoch; above 0
 */
public record ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes) {
    public ExecutionConfig withBackend(BackendKind value) {
        return new ExecutionConfig(value, threads, checkpointMinutes);
    }

    public ExecutionConfig withThreads(int value) {
        return new ExecutionConfig(backend, value, checkpointMinutes);
    }

    public ExecutionConfig withCheckpointMinutes(double value) {
        return new ExecutionConfig(backend, threads, value);
    }
}
