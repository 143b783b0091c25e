package dev.thresher.engine.backend.cpu;

/** A matrix cut into pieces of whole rows, each of some thousand entries: small enough to share, large enough to pay. */
final class RowPieces {
    private static final int ENTRIES = 1 << 14;

    private int rows;
    private int columns;
    private int rowsAPiece;
    private int count;

    /** The pieces of another matrix. */
    void cut(int newRows, int newColumns) {
        rows = newRows;
        columns = newColumns;
        rowsAPiece = Math.clamp(ENTRIES / Math.max(1, columns), 1, rows);
        count = Math.ceilDiv(rows, rowsAPiece);
    }

    int columns() {
        return columns;
    }

    int count() {
        return count;
    }

    int from(int piece) {
        return piece * rowsAPiece;
    }

    int to(int piece) {
        return Math.min(rows, from(piece) + rowsAPiece);
    }
}
