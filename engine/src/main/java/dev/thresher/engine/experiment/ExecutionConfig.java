package dev.thresher.engine.experiment;

/**
 * What a run computes with, and how often it is recorded. It changes the speed, and for another device, precision or backend the rounding;
 * the number of threads changes no bit of the result.
 *
 * @param backend what computes on the processor
 * @param checkpointMinutes a checkpoint is written after so many minutes of training, besides that of every epoch; above 0
 * @param maskEvery all masks are recorded after every so many steps, besides those of every epoch; null for none
 * @param device where it computes; the processor where nothing is said, as in runs recorded by older versions
 * @param precision of products on a GPU; fp32 where nothing is said
 * @param cublas whether products on a GPU are cuBLAS's; not where nothing is said, as in runs recorded by older versions
 */
public record ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes, Integer maskEvery, Device device,
                              Precision precision, CublasUse cublas) {
    public ExecutionConfig {
        device = device == null ? Device.CPU : device;
        precision = precision == null ? Precision.FP32 : precision;
        cublas = cublas == null ? CublasUse.OFF : cublas;
    }

    /** One on the processor. */
    public ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes, Integer maskEvery) {
        this(backend, threads, checkpointMinutes, maskEvery, Device.CPU, Precision.FP32, CublasUse.AUTO);
    }

    /** One on the processor whose masks are recorded at the end of each epoch only. */
    public ExecutionConfig(BackendKind backend, int threads, double checkpointMinutes) {
        this(backend, threads, checkpointMinutes, null);
    }

    public ExecutionConfig withBackend(BackendKind value) {
        return new ExecutionConfig(value, threads, checkpointMinutes, maskEvery, device, precision, cublas);
    }

    public ExecutionConfig withThreads(int value) {
        return new ExecutionConfig(backend, value, checkpointMinutes, maskEvery, device, precision, cublas);
    }

    public ExecutionConfig withCheckpointMinutes(double value) {
        return new ExecutionConfig(backend, threads, value, maskEvery, device, precision, cublas);
    }

    public ExecutionConfig withMaskEvery(Integer value) {
        return new ExecutionConfig(backend, threads, checkpointMinutes, value, device, precision, cublas);
    }

    public ExecutionConfig withDevice(Device value) {
        return new ExecutionConfig(backend, threads, checkpointMinutes, maskEvery, value, precision, cublas);
    }

    public ExecutionConfig withPrecision(Precision value) {
        return new ExecutionConfig(backend, threads, checkpointMinutes, maskEvery, device, value, cublas);
    }

    public ExecutionConfig withCublas(CublasUse value) {
        return new ExecutionConfig(backend, threads, checkpointMinutes, maskEvery, device, precision, value);
    }
}
