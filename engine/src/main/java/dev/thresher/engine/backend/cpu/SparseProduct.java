package dev.thresher.engine.backend.cpu;

/**
 * C = A·B (+ bias) over the non-zeros of A, in pieces of some rows. Every entry is the chain of fused multiply-adds of {@link Product}
 * with the terms left out in which A is zero, so it has the same bits.
 */
final class SparseProduct implements Workers.Task {
    private static final long WORTH_SHARING = 1 << 17; // multiply-adds; below it, handing out costs more than it saves
    private static final long PIECE = 1 << 16;         // multiply-adds of one piece: some microseconds
    private static final int WIDTH = SparseTiles.VECTORS * Lanes.COUNT;
    private static final int ENTRIES_A_ROW = 4;        // what beginning and storing a row costs, in entries

    private final BiasLanes bias = new BiasLanes();
    private SparseRows a;
    private float[] b;
    private float[] c;
    private int rows;
    private int columns;
    private int bAt;
    private int bStride;
    private int cAt;
    private int cStride;
    private int rowsAPiece;
    private boolean rectified;

    /**
     * @param entries of A, or about so many
     * @param columns a multiple of the lanes
     * @param rectified whether C becomes max(C, 0)
     */
    void multiply(Workers workers, SparseRows a, long entries, float[] b, int bAt, int bStride, float[] newBias, float[] c, int cAt,
                  int cStride, int rows, int columns, boolean rectified) {
        this.rectified = rectified;
        this.a = a;
        this.b = b;
        this.bAt = bAt;
        this.bStride = bStride;
        this.c = c;
        this.cAt = cAt;
        this.cStride = cStride;
        this.rows = rows;
        this.columns = columns;
        bias.set(newBias, rows);
        long work = (entries + (long) ENTRIES_A_ROW * rows) * columns;
        rowsAPiece = work < WORTH_SHARING ? rows : (int) Math.clamp(rows * PIECE / work, 1, Math.ceilDiv(rows, workers.threads()));
        workers.run(this, Math.ceilDiv(rows, rowsAPiece));
    }

    /** Panels of columns go slowest: what a panel's rows of B take stays in cache over all rows of A. */
    @Override
    public void run(int piece) {
        int first = piece * rowsAPiece;
        int end = Math.min(rows, first + rowsAPiece);
        for (int j = 0; j < columns; j += WIDTH) {
            int width = Math.min(WIDTH, columns - j);
            for (int row = first; row < end; row++) {
                SparseTiles.row(a.values, a.index, a.from(row, 0), a.from(row, 1), b, bAt + j, bStride, bias.data(), bias.at(row),
                        c, cAt + row * cStride + j, width);
                if (rectified) {
                    Elementwise.relu(c, c, cAt + row * cStride + j, cAt + row * cStride + j + width);
                }
            }
        }
    }
}
