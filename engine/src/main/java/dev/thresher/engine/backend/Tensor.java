package dev.thresher.engine.backend;

/**
 * A two-dimensional buffer that belongs to a {@link Backend}: a parameter {@code rows × columns}, or an activation
 * {@code features × batch} with the batch innermost. Allocated once per run; what it holds stays where the backend
 * computes (main memory, or a device's).
 */
public interface Tensor {
    int rows();

    /** Columns that mean something: the number of examples of an activation, the width of a parameter. */
    int columns();

    /** Columns stored, a multiple of the padding for activations; those from {@link #columns()} on are padding. */
    int stride();

    /**
     * Says how many examples an activation holds now. Its contents are undefined afterwards.
     *
     * @throws IllegalArgumentException above the capacity it was made with
     */
    void resize(int columns);

    /** Entries that mean something, rows · columns. */
    default long size() {
        return (long) rows() * columns();
    }
}
