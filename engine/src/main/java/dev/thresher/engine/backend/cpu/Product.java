package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * C = A·B (+ bias), row-major, where A is read through two strides so that it may lie transposed. B's rows are
 * contiguous: its columns are the SIMD lanes.
 *
 * <p>C is cut into tiles whose accumulators stay in registers over the whole inner dimension. Every entry is a chain
 * of fused multiply-adds in the order of k whichever tile computes it, so tiles may overlap at the right and bottom
 * edge instead of needing remainder loops, and the bits depend neither on tiling nor on threads.
 */
final class Product implements Workers.Task {
    private static final int ROWS = Tiles.ROWS;
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final int PIECE = 1 << 17; // multiply-adds of one piece: some microseconds

    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    // 32 registers hold 6×4 accumulators of 16 lanes; 16 registers hold 6×2
    private static final int WIDE = LANES >= 16 ? 4 * LANES : 2 * LANES;

    private float[] a;
    private float[] b;
    private float[] c;
    private float[] bias;
    private int aRow;
    private int aColumn;
    private int rows;
    private int columns;
    private int inner;
    private int bStride;
    private int cStride;
    private int bAt;
    private int cAt;
    private int rowPanels;
    private int panelsAPiece;
    private int piecesAColumn;

    /** The product of whole arrays. */
    void multiply(Workers workers, float[] a, int aRow, int aColumn, float[] b, int bStride, float[] bias,
                  float[] c, int cStride, int rows, int columns, int inner) {
        multiply(workers, a, aRow, aColumn, b, 0, bStride, bias, c, 0, cStride, rows, columns, inner);
    }

    /**
     * @param bAt where B begins in {@code b}
     * @param cAt where C begins in {@code c}
     * @param aRow distance between rows of A in {@code a}
     * @param aColumn distance between columns of A in {@code a}
     * @param bias added to each row of C; null adds nothing
     */
    void multiply(Workers workers, float[] a, int aRow, int aColumn, float[] b, int bAt, int bStride, float[] bias,
                  float[] c, int cAt, int cStride, int rows, int columns, int inner) {
        this.bAt = bAt;
        this.cAt = cAt;
        this.a = a;
        this.aRow = aRow;
        this.aColumn = aColumn;
        this.b = b;
        this.bStride = bStride;
        this.bias = bias;
        this.c = c;
        this.cStride = cStride;
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
        rowPanels = (rows + ROWS - 1) / ROWS;
        panelsAPiece = (int) Math.clamp(PIECE / ((long) ROWS * WIDE * Math.max(1, inner)), 1, rowPanels);
        piecesAColumn = (rowPanels + panelsAPiece - 1) / panelsAPiece;
        int pieces = piecesAColumn * ((columns + WIDE - 1) / WIDE);
        if ((long) rows * columns * inner < WORTH_SHARING) {
            for (int i = 0; i < pieces; i++) {
                run(i);
            }
        } else {
            workers.run(this, pieces);
        }
    }

    /** A few tiles of C, one below the other. Column panels go slowest: a panel of B stays in cache over all rows. */
    @Override
    public void run(int piece) {
        int from = piece / piecesAColumn * WIDE;
        int to = Math.min(from + WIDE, columns);
        int panel = piece % piecesAColumn * panelsAPiece;
        int end = Math.min(panel + panelsAPiece, rowPanels);
        for (; panel < end; panel++) {
            if (rows < ROWS) {
                for (int row = 0; row < rows; row++) {
                    row(row, from, to);
                }
            } else {
                panel(Math.min(panel * ROWS, rows - ROWS), from, to);
            }
        }
    }

    private void panel(int i, int from, int to) {
        int j = from;
        if (LANES >= 16 && to - j >= 4 * LANES) {
            Tiles.sixByFour(a, i * aRow, aRow, aColumn, b, bAt + j, bStride, bias, i, c, cAt + i * cStride + j, cStride, inner);
            j += 4 * LANES;
        }
        while (to - j >= 2 * LANES) {
            Tiles.sixByTwo(a, i * aRow, aRow, aColumn, b, bAt + j, bStride, bias, i, c, cAt + i * cStride + j, cStride, inner);
            j += 2 * LANES;
        }
        while (j < to) {
            if (columns < LANES) {
                for (int row = i; row < i + ROWS; row++) {
                    scalar(row, j, to);
                }
                return;
            }
            int at = Math.min(j, columns - LANES);
            Tiles.sixByOne(a, i * aRow, aRow, aColumn, b, bAt + at, bStride, bias, i, c, cAt + i * cStride + at, cStride, inner);
            j += LANES;
        }
    }

    private void row(int i, int from, int to) {
        if (columns < LANES) {
            scalar(i, from, to);
            return;
        }
        for (int j = from; j < to; j += LANES) {
            int at = Math.min(j, columns - LANES);
            FloatVector sum = FloatVector.broadcast(SPECIES, bias == null ? 0f : bias[i]);
            for (int k = 0; k < inner; k++) {
                sum = FloatVector.broadcast(SPECIES, a[i * aRow + k * aColumn])
                        .fma(FloatVector.fromArray(SPECIES, b, bAt + k * bStride + at), sum);
            }
            sum.intoArray(c, cAt + i * cStride + at);
        }
    }

    private void scalar(int i, int from, int to) {
        for (int j = from; j < to; j++) {
            float sum = bias == null ? 0f : bias[i];
            for (int k = 0; k < inner; k++) {
                sum = Math.fma(a[i * aRow + k * aColumn], b[bAt + k * bStride + j], sum);
            }
            c[cAt + i * cStride + j] = sum;
        }
    }
}
