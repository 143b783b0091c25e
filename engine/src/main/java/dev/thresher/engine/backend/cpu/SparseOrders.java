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
    private int inner;
    private int pieces;
    private int[] next = new int[0]; // where the next entry of a column goes; of a row's taps, [pieces, taps]

    /** From {@code [filters, channels · taps]} to rows of filters by tap, then channel. */
    void byTap(Workers workers, NonZeros of, int newTaps, SparseRows result) {
        begin(workers, of, newTaps, result);
        inner = columns / taps;
        to.room(from.values.length);
        room(pieces * taps);
        share(workers, of, sorting);
    }

    /** To rows of channels by tap, then filter. */
    void byColumn(Workers workers, NonZeros of, int newTaps, SparseRows result) {
        begin(workers, of, newTaps, result);
        inner = rows;
        to.shape(columns / taps, taps);
        to.room(Math.toIntExact(of.kept()));
        room(columns);
        share(workers, of, counting);
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
        share(workers, of, placing);
    }

    private void begin(Workers workers, NonZeros of, int newTaps, SparseRows result) {
        from = of.byRow();
        to = result;
        rows = of.rows();
        columns = of.columns();
        taps = newTaps;
        to.shape(rows, taps);
        pieces = of.kept() < WORTH_SHARING ? 1 : 2 * workers.threads();
    }

    private void room(int length) {
        if (next.length < length) {
            next = new int[length];
        }
    }

    private void share(Workers workers, NonZeros of, Workers.Task task) {
        workers.run(task, pieces);
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
                next[own + index[e] % taps]++;
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
                int channel = index[e] / taps;
                int tap = index[e] - channel * taps;
                int place = next[own + tap]++;
                to.values[place] = from.values[e];
                to.index[place] = tap * inner + channel;
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
                to.index[place] = taps == 1 ? row : column % taps * inner + row;
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
