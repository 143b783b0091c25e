package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Tensor;

/**
 * A tensor in a device's memory, row-major. Rows of an activation begin at multiples of 128 bytes; those of a matrix follow each other
 * without a gap.
 */
final class CudaTensor implements Tensor {
    /** The batch is padded to a multiple of so many floats: 128 bytes, what a warp reads at once. */
    static final int LANES = 32;

    private final long address;
    private final int rows;
    private final int capacity;
    private final boolean padded;
    private int columns;
    private int stride;
    private NonZeros nonZeros;

    private CudaTensor(long address, int rows, int columns, boolean padded) {
        this.address = address;
        this.rows = rows;
        this.padded = padded;
        this.capacity = columns;
        this.columns = columns;
        this.stride = padded ? padded(columns) : columns;
    }

    static CudaTensor matrix(long address, int rows, int columns) {
        return new CudaTensor(address, rows, columns, false);
    }

    static CudaTensor activation(long address, int features, int capacity) {
        return new CudaTensor(address, features, capacity, true);
    }

    /** {@code columns} rounded up to a multiple of {@link #LANES}. */
    static int padded(int columns) {
        return (columns + LANES - 1) / LANES * LANES;
    }

    /** Bytes that a tensor takes. */
    static long bytes(int rows, int columns, boolean padded) {
        return 4L * rows * (padded ? padded(columns) : columns);
    }

    /** Where it lies on the device: a CUdeviceptr. */
    long address() {
        return address;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int stride() {
        return stride;
    }

    /** Greatest number of columns. */
    int capacity() {
        return capacity;
    }

    /** Whether it is an activation. */
    boolean padded() {
        return padded;
    }

    /** Entries stored now, padding included. */
    long stored() {
        return (long) rows * stride;
    }

    @Override
    public void resize(int newColumns) {
        if (!padded || newColumns < 1 || newColumns > capacity) {
            throw new IllegalArgumentException(newColumns + " columns asked of " + this);
        }
        columns = newColumns;
        stride = padded(newColumns);
    }

    /** Its non-zeros, where it is a masked weight; else null. */
    NonZeros nonZeros() {
        return nonZeros;
    }

    /** It is a masked weight from now on, and has been written to. @param launcher whose memory lists take */
    void masked(Launcher launcher) {
        if (nonZeros == null) {
            nonZeros = new NonZeros(launcher::memory);
        }
        changed();
    }

    /** It is a masked weight from now on. */
    void masked(NonZeros with) {
        nonZeros = with;
    }

    /** It has been written to. */
    void changed() {
        if (nonZeros != null) {
            nonZeros.changed();
        }
    }

    @Override
    public String toString() {
        return (padded ? "activation " : "matrix ") + rows + "×" + columns + " (capacity " + capacity + ")";
    }
}
