package dev.thresher.engine.experiment;

/**
 * What a run computes with, and how often it is recorded. It changes the speed, and for another backend the rounding; the number of
 * threads changes no bit of the result.
 *
 * @param checkpointMinutes a checkpoint is written after so many minutes of training, besides that of every epoch; above 0
 * @param maskEvery all masks are recorded after every so many steps, besides those of every epoch; null for none
 */
public record ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes, Integer maskEvery) {
    /** One whose masks are recorded at the end of each epoch only. */
    public ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes) {
        this(backend, threads, checkpointMinutes, null);
    }

    public ExecutionConfig withBackend(BackendKind value) {
        return new ExecutionConfig(value, threads, checkpointMinutes, maskEvery);
    }

    public ExecutionConfig withThreads(int value) {
        return new ExecutionConfig(backend, value, checkpointMinutes, maskEvery);
    }

    public ExecutionConfig withCheckpointMinutes(double value) {
        return new ExecutionConfig(backend, threads, value, maskEvery);
    }

    public ExecutionConfig withMaskEvery(Integer value) {
        return new ExecutionConfig(backend, threads, checkpointMinutes, value);
    }
}
