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
    private WeightUpdate update;   // of a weight W; null of everything else
    private WeightUpdate waitsFor; // what is still to be done with this; null where nothing is

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
        if (waitsFor != null) {
            waitsFor.finish();
        }
        return matrix;
    }

    /** The entries, row by row, when all is done that was asked for before. */
    float[] data() {
        if (waitsFor != null) {
            waitsFor.finish();
        }
        return matrix.data;
    }

    /** The array of {@link #data()} for those who know that nothing has to be done first. */
    float[] storage() {
        return matrix.data;
    }

    /** The update of a weight W, whether it waits or not; null of what was never updated through a mask. */
    WeightUpdate update() {
        return update;
    }

    void update(WeightUpdate of) {
        update = of;
    }

    /** What {@link #data()} would have done first; null where there is nothing. */
    WeightUpdate waitsFor() {
        return waitsFor;
    }

    void waitsFor(WeightUpdate newUpdate) {
        waitsFor = newUpdate;
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

    /** Takes all entries, row by row. @throws IllegalArgumentException where there are more or fewer, or rows are padded */
    void set(float[] values) {
        if (values.length != size() || stride() != columns()) {
            throw new IllegalArgumentException(values.length + " values for " + this);
        }
        System.arraycopy(values, 0, data(), 0, values.length);
    }

    /** A copy of all entries, row by row, without the padding of rows. */
    float[] values() {
        float[] values = new float[Math.toIntExact(size())];
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(data(), i * stride(), values, i * columns(), columns());
        }
        return values;
    }
}
