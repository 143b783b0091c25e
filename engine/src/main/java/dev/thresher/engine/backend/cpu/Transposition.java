package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;

/** Xᵀ, in square blocks that fit the first-level cache on both sides. */
final class Transposition implements Workers.Task {
    private static final int BLOCK = 16;
    private static final int ROWS_A_PIECE = 8 * BLOCK;

    private float[] from;
    private float[] to = new float[0]; // [columns, rows]
    private int rows;
    private int columns;
    private int stride;
    private final int[] below = new int[Lanes.COUNT]; // where the entries of a column lie, from its first on

    /** Xᵀ without the padding, row-major {@code columns × rows}; valid until the next call. */
    float[] of(Workers workers, CpuTensor x) {
        from = x.data();
        rows = x.rows();
        columns = x.columns();
        stride = x.stride();
        for (int lane = 0; lane < below.length; lane++) {
            below[lane] = lane * stride;
        }
        if (to.length < rows * columns) {
            to = new float[rows * columns];
        }
        workers.run(this, (rows + ROWS_A_PIECE - 1) / ROWS_A_PIECE);
        return to;
    }

    @Override
    public void run(int piece) {
        int end = Math.min((piece + 1) * ROWS_A_PIECE, rows);
        for (int i = piece * ROWS_A_PIECE; i < end; i += BLOCK) {
            int iEnd = Math.min(i + BLOCK, end);
            for (int j = 0; j < columns; j += BLOCK) {
                block(i, iEnd, j, Math.min(j + BLOCK, columns));
            }
        }
    }

    private void block(int iFrom, int iTo, int jFrom, int jTo) {
        if (iTo - iFrom == BLOCK && BLOCK % Lanes.COUNT == 0) {
            for (int j = jFrom; j < jTo; j++) {
                for (int i = iFrom; i < iTo; i += Lanes.COUNT) {
                    FloatVector.fromArray(Lanes.SPECIES, from, i * stride + j, below, 0).intoArray(to, j * rows + i);
                }
            }
            return;
        }
        for (int j = jFrom; j < jTo; j++) {
            int at = j * rows;
            for (int i = iFrom; i < iTo; i++) {
                to[at + i] = from[i * stride + j];
            }
        }
    }
}
