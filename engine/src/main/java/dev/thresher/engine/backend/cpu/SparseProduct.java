package dev.thresher.engine.backend.cpu;

/**
 * C = A·B (+ bias) over the non-zeros of A, in pieces of some rows. Where the batch is wide, each of two threads has columns of its own
 * ({@link Workers}): what it wrote of one layer it reads in the next, from its own cache. Every entry is the chain of fused
 * multiply-adds of {@link Product} with the terms left out in which A is zero, so it has the same bits.
 */
final class SparseProduct implements Workers.Task {
    private static final long WORTH_SHARING = 1 << 17; // multiply-adds; below it, handing out costs more than it saves
    private static final long PIECE = 1 << 16;         // multiply-adds of one piece: some microseconds
    private static final int WIDTH = SparseTile.MOST * Lanes.COUNT;
    private static final int ENTRIES_A_ROW = 4;        // what beginning and storing a row costs, in entries
    private static final int LEAST_PANEL = 8;          // vectors of a panel of columns
    private static final int PIECES_A_PANEL = 4;       // more than one, for a thread may be held up

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
    private int panels;
    private int piecesAPanel;
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
        panels = columns / Lanes.COUNT >= LEAST_PANEL * workers.threads() ? workers.threads() : 1;
        if (work < WORTH_SHARING) {
            panels = 1;
            rowsAPiece = rows;
        } else if (panels == 1) {
            rowsAPiece = (int) Math.clamp(rows * PIECE / work, 1, Math.ceilDiv(rows, workers.threads()));
        } else {
            rowsAPiece = Math.ceilDiv(rows, (int) Math.clamp(work / panels / PIECE, 1, PIECES_A_PANEL));
        }
        piecesAPanel = Math.ceilDiv(rows, rowsAPiece);
        workers.run(this, panels * piecesAPanel);
    }

    @Override
    public void run(int piece) {
        int panel = piece / piecesAPanel;
        int first = piece % piecesAPanel * rowsAPiece;
        int end = Math.min(rows, first + rowsAPiece);
        if (panels == 2 && SparseTiles.hasHalves(columns)) {
            half(panel == 0, first, end);
        } else {
            int vectors = columns / Lanes.COUNT;
            rows(first, end, vectors * panel / panels * Lanes.COUNT, vectors * (panel + 1) / panels * Lanes.COUNT);
        }
    }

    private void half(boolean left, int first, int end) {
        int from = left ? 0 : SparseTiles.FIRST_HALF;
        for (int row = first; row < end; row++) {
            SparseTiles.half(left, a.values, a.index, a.from(row, 0), a.from(row, 1), b, bAt + from, bStride, bias.data(), bias.at(row), c,
                    cAt + row * cStride + from, rectified);
        }
    }

    /** Panels of columns go slowest: what a panel's rows of B take stays in cache over all rows of A. */
    private void rows(int first, int end, int from, int to) {
        for (int j = from; j < to; j += WIDTH) {
            int width = Math.min(WIDTH, to - j);
            for (int row = first; row < end; row++) {
                SparseTiles.row(a.values, a.index, a.from(row, 0), a.from(row, 1), b, bAt + j, bStride, bias.data(), bias.at(row),
                        c, cAt + row * cStride + j, width, rectified);
            }
        }
    }
}
