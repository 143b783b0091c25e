package dev.thresher.datasets;

/** Labelled examples of one shape, random access. Implementations are immutable and safe for many readers. */
public interface Examples {
    int count();

    ImageShape shape();

    /** Class of example {@code index}, from 0. */
    int label(int index);

    /**
     * Fills {@code target} with the examples {@code order[from] … order[from + count − 1]}, normalised, batch
     * innermost, and their labels. Allocates nothing.
     *
     * @param order positions of examples, as {@link Randomness#permutation} makes them
     */
    void gather(int[] order, int from, int count, Normalisation normalisation, Batch target);
}
