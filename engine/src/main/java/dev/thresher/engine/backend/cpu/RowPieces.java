package dev.thresher.engine.backend.cpu;

/** A matrix cut into pieces of whole rows, each of some thousand entries: small enough to share, large enough to pay. */
record RowPieces(int rows, int columns, int rowsAPiece, int count) {
    private static final int ENTRIES = 1 << 14;

    /** The pieces of a matrix; {@code last} again if it fits, so that a training step allocates nothing. */
    static RowPieces of(RowPieces last, int rows, int columns) {
        if (last != null && last.rows == rows && last.columns == columns) {
            return last;
        }
        int each = Math.clamp(ENTRIES / Math.max(1, columns), 1, rows);
        return new RowPieces(rows, columns, each, (rows + each - 1) / each);
    }

    int from(int piece) {
        return piece * rowsAPiece;
    }

    int to(int piece) {
        return Math.min(rows, from(piece) + rowsAPiece);
    }
}
