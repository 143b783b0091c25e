package dev.thresher.engine.backend.cuda;

/**
 * A GPU as its driver tells of it.
 *
 * @param ordinal N of {@code cuda:N}
 * @param major compute capability, as the 8 of 8.6
 * @param minor compute capability, as the 6 of 8.6
 * @param memory bytes
 * @param multiprocessors how many blocks of threads run at a time at least
 */
public record CudaDevice(int ordinal, String name, int major, int minor, long memory, int multiprocessors) {
    private static final int LEAST = 75; // what the kernels are compiled for
    private static final int TF32 = 80;

    /** Whether the kernels run on it. */
    public boolean capable() {
        return 10 * major + minor >= LEAST;
    }

    /** Whether its tensor cores take tf32. */
    public boolean tf32() {
        return 10 * major + minor >= TF32;
    }

    /** As it is chosen. */
    public String id() {
        return "cuda:" + ordinal;
    }

    @Override
    public String toString() {
        return "%s (%s, %,d MiB)".formatted(name, id(), memory >> 20);
    }
}
