package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/**
 * Other orders of the non-zeros of a P, by counting: each row's by tap, in pieces of some rows; or those of each column, in pieces of
 * some columns, which a row's list is searched for.
 */
final class SparseOrders {
    private static final long WORTH_SHARING = 1 << 13; // non-zeros; below it, handing out costs more than it saves

    private final Workers.Task sorting = this::sortByTap;
    private final Workers.Task counting = this::countColumns;
    private final Workers.Task placing = this::placeColumns;

    private SparseRows from;
    private SparseRows to;
    private int rows;
    private int columns;
    private int taps;
    private int apart; // how far what neighbours along the inner dimension read stands apart
    private int pieces;
    private int[] tapOf = new int[0];   // of each column of P
    private int[] placeOf = new int[0]; // what each column reads, the inner dimension left out where rows are that
    private int[] next = new int[0]; // where the next entry of a column goes; of a row's taps, [pieces, taps]

    /** From {@code [filters, channels · taps]} to rows of filters by tap, then channel. */
    void byTap(Workers workers, NonZeros of, SparseWindow window, SparseRows result) {
        begin(workers, of, window, result);
        place(window, apart, columns / taps);
        to.shape(rows, taps);
        to.room(from.values.length);
        room(pieces * taps);
        workers.run(sorting, pieces);
    }

    /** To rows of channels by tap, then filter. */
    void byColumn(Workers workers, NonZeros of, SparseWindow window, SparseRows result) {
        begin(workers, of, window, result);
        place(window, 0, rows);
        to.shape(columns / taps, taps);
        to.room(Math.toIntExact(of.kept()));
        room(columns);
        workers.run(counting, pieces);
        int at = 0;
        for (int channel = 0, column = 0; channel < columns / taps; channel++) {
            int bound = channel * (taps + 1);
            for (int tap = 0; tap < taps; tap++, column++) {
                int count = next[column];
                to.bounds[bound + tap] = at;
                next[column] = at;
                at += count;
            }
            to.bounds[bound + taps] = at;
        }
        workers.run(placing, pieces);
    }

    private void begin(Workers workers, NonZeros of, SparseWindow window, SparseRows result) {
        from = of.byRow();
        to = result;
        rows = of.rows();
        columns = of.columns();
        taps = window.taps();
        apart = taps == 1 ? 1 : window.columns();
        pieces = of.kept() < WORTH_SHARING ? 1 : 2 * workers.threads();
    }

    /** Looked up for each entry, for a division would cost more than all else. */
    private void place(SparseWindow window, int channelsApart, int inner) {
        if (tapOf.length < columns) {
            tapOf = new int[columns];
            placeOf = new int[columns];
        }
        for (int channel = 0, column = 0; column < columns; channel++) {
            for (int tap = 0; tap < taps; tap++, column++) {
                tapOf[column] = tap;
                int row = window.rowOffset(tap / window.tapColumns());
                placeOf[column] = row * inner * window.columns() + channel * channelsApart + window.offset(tap);
            }
        }
    }

    private void room(int length) {
        if (next.length < length) {
            next = new int[length];
        }
    }

    private void sortByTap(int piece) {
        int[] index = from.index;
        int own = piece * taps;
        int end = (int) ((long) rows * (piece + 1) / pieces);
        for (int row = (int) ((long) rows * piece / pieces); row < end; row++) {
            int first = from.from(row, 0);
            int last = from.from(row, 1);
            Arrays.fill(next, own, own + taps, 0);
            for (int e = first; e < last; e++) {
                next[own + tapOf[index[e]]]++;
            }
            int at = first;
            int bound = row * (taps + 1);
            for (int tap = 0; tap < taps; tap++) {
                int count = next[own + tap];
                to.bounds[bound + tap] = at;
                next[own + tap] = at;
                at += count;
            }
            to.bounds[bound + taps] = at;
            for (int e = first; e < last; e++) {
                int place = next[own + tapOf[index[e]]]++;
                to.values[place] = from.values[e];
                to.index[place] = placeOf[index[e]];
            }
        }
    }

    private int firstColumn(int piece) {
        return (int) ((long) columns * piece / pieces);
    }

    private void countColumns(int piece) {
        int first = firstColumn(piece);
        int end = firstColumn(piece + 1);
        Arrays.fill(next, first, end, 0);
        for (int row = 0; row < rows; row++) {
            int last = from.from(row, 1);
            for (int e = search(row, first); e < last && from.index[e] < end; e++) {
                next[from.index[e]]++;
            }
        }
    }

    private void placeColumns(int piece) {
        int first = firstColumn(piece);
        int end = firstColumn(piece + 1);
        for (int row = 0; row < rows; row++) {
            int last = from.from(row, 1);
            for (int e = search(row, first); e < last && from.index[e] < end; e++) {
                int column = from.index[e];
                int place = next[column]++;
                to.values[place] = from.values[e];
                to.index[place] = row * apart + placeOf[column];
            }
        }
    }

    /** A row's first entry from a column on. */
    private int search(int row, int column) {
        int low = from.from(row, 0);
        if (column == 0) {
            return low;
        }
        int high = from.from(row, 1);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from.index[middle] < column) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
