package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.Tensor;
import org.ejml.data.FMatrixRMaj;

/** A tensor in main memory: a row-major EJML matrix of {@code rows × stride}. */
final class CpuTensor implements Tensor {
    private final FMatrixRMaj matrix;
    private final int capacity;
    private final boolean padded;
    private int columns;
    private NonZeros nonZeros; // of a masked weight; null of everything else

    private CpuTensor(int rows, int columns, boolean padded) {
        this.padded = padded;
        this.capacity = columns;
        this.columns = columns;
        this.matrix = new FMatrixRMaj(rows, padded ? Batch.padded(columns) : columns);
    }

    static CpuTensor matrix(int rows, int columns) {
        return new CpuTensor(rows, columns, false);
    }

    static CpuTensor activation(int features, int capacity) {
        return new CpuTensor(features, capacity, true);
    }

    /** The storage, padding included: EJML works on it directly. */
    FMatrixRMaj matrix() {
        return matrix;
    }

    float[] data() {
        return matrix.data;
    }

    /** The non-zeros of a masked weight; null of what has no mask. */
    NonZeros nonZeros() {
        return nonZeros;
    }

    void nonZeros(NonZeros of) {
        nonZeros = of;
    }

    /** Its entries were changed otherwise than by a refresh of its mask. */
    void changed() {
        if (nonZeros != null) {
            nonZeros.outdated();
        }
    }

    @Override
    public int rows() {
        return matrix.numRows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int stride() {
        return matrix.numCols;
    }

    @Override
    public void resize(int newColumns) {
        if (!padded || newColumns < 1 || newColumns > capacity) {
            throw new IllegalArgumentException(newColumns + " columns asked of " + this);
        }
        columns = newColumns;
        matrix.numCols = Batch.padded(newColumns);
    }

    @Override
    public String toString() {
        return (padded ? "activation " : "matrix ") + rows() + "×" + columns + " (capacity " + capacity + ")";
    }
}
