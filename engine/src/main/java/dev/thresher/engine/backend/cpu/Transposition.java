package dev.thresher.engine.backend.cpu;

/** Xᵀ, in squares of as many rows as lanes. */
final class Transposition implements Workers.Task {
    private static final int ROWS_A_PIECE = 128;

    private float[] from;
    private float[] to = new float[0]; // [columns, rows]
    private int rows;
    private int columns;
    private int stride;
    private float[][] squares = {}; // scratch, one a piece

    /** Xᵀ without the padding, row-major {@code columns × rows}; valid until the next call. */
    float[] of(Workers workers, CpuTensor x) {
        from = x.data();
        rows = x.rows();
        columns = x.columns();
        stride = x.stride();
        int whole = Math.ceilDiv(columns, Lanes.COUNT) * Lanes.COUNT; // squares reach into the padding
        if (to.length < rows * whole) {
            to = new float[rows * whole];
        }
        int pieces = Math.ceilDiv(rows, ROWS_A_PIECE);
        if (squares.length < pieces) {
            squares = new float[pieces][Lanes.COUNT * Lanes.COUNT];
        }
        workers.run(this, pieces);
        return to;
    }

    @Override
    public void run(int piece) {
        int end = Math.min((piece + 1) * ROWS_A_PIECE, rows);
        for (int i = piece * ROWS_A_PIECE; i < end; i += Lanes.COUNT) {
            if (rows < Lanes.COUNT) {
                few();
                return;
            }
            int row = Math.min(i, rows - Lanes.COUNT); // the last squares reach back over rows of those before
            for (int column = 0; column < columns; column += Lanes.COUNT) {
                LaneTransposition.run(from, row * stride + column, stride, Lanes.COUNT, to, column * rows + row, rows, squares[piece]);
            }
        }
    }

    private void few() {
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                to[column * rows + row] = from[row * stride + column];
            }
        }
    }
}
