package dev.thresher.engine.backend.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * The non-zeros of a masked weight P. The mask's refresh lists them row by row while it makes P, each piece of rows in a region of
 * its own; from that list those orders are made that products ask for, once per refresh. Also knows which operations go over them.
 *
 * <p>Regions have room for a quarter more than they held when they were laid out. Where a piece needs more, all are laid out anew and
 * listed again, which happens seldom, since masks change slowly.
 */
final class NonZeros {
    private static final int SPARE = 2 * Lanes.COUNT; // whole vectors are stored at a list's end

    private final int rows;
    private final int columns;
    private final SparsePath path;
    private final SparseRows byRow = new SparseRows();
    private final SparseRows byTap = new SparseRows();
    private final SparseRows byColumn = new SparseRows();
    private final List<Crossover> forward = new ArrayList<>();
    private final List<Crossover> backward = new ArrayList<>();
    private final List<Crossover> evaluation = new ArrayList<>();

    private int[] regions = new int[0]; // [pieces + 1]
    private int[] ends = new int[0];    // [pieces] of what a piece listed
    private int pieces;
    private long kept;
    private boolean known;  // kept was counted
    private boolean listed; // the list is that of P as it is
    private long version;
    private long tapVersion;
    private long columnVersion;

    NonZeros(int rows, int columns, SparsePath path) {
        this.rows = rows;
        this.columns = columns;
        this.path = path;
        byRow.shape(rows, 1);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** How many there are. */
    long kept() {
        return kept;
    }

    private double density() {
        return (double) kept / ((long) rows * columns);
    }

    /** Whether P is as it was listed. */
    boolean listed() {
        return listed;
    }

    /** P has changed otherwise than by a refresh. */
    void outdated() {
        listed = false;
    }

    // --- How a refresh makes the list -------------------------------------------------------------------------------------

    /** Whether the list is of use at the density counted last. */
    boolean wanted() {
        if (path != SparsePath.MEASURED) {
            return path == SparsePath.ALWAYS;
        }
        double density = density();
        if (!known || forward.isEmpty() && backward.isEmpty() && evaluation.isEmpty()) {
            return known && Crossover.mayPay(density);
        }
        return anyWants(forward, density) || anyWants(backward, density) || anyWants(evaluation, density);
    }

    private static boolean anyWants(List<Crossover> crossovers, double density) {
        for (int i = 0; i < crossovers.size(); i++) {
            if (crossovers.get(i).wants(density)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are regions for these pieces. */
    boolean planned(RowPieces ofRows) {
        return pieces == ofRows.count();
    }

    /** Lays out regions by what each row keeps. */
    void plan(RowPieces ofRows, int[] keptOfRows) {
        pieces = ofRows.count();
        if (ends.length < pieces) {
            regions = new int[pieces + 1];
            ends = new int[pieces];
        }
        int at = 0;
        for (int piece = 0; piece < pieces; piece++) {
            regions[piece] = at;
            int entries = 0;
            for (int row = ofRows.from(piece); row < ofRows.to(piece); row++) {
                entries += keptOfRows[row];
            }
            at = Math.addExact(at, entries + entries / 4 + SPARE);
        }
        regions[pieces] = at;
        byRow.room(at);
    }

    SparseRows byRow() {
        return byRow;
    }

    int regionFrom(int piece) {
        return regions[piece];
    }

    int regionTo(int piece) {
        return regions[piece + 1];
    }

    void ended(int piece, int end) {
        ends[piece] = end;
    }

    void counted(long newKept) {
        kept = newKept;
        known = true;
        listed = false;
    }

    /** Whether the regions had room for all, a vector to spare. */
    boolean complete() {
        for (int piece = 0; piece < pieces; piece++) {
            if (ends[piece] + Lanes.COUNT > regions[piece + 1]) {
                return false;
            }
        }
        return true;
    }

    void made() {
        listed = true;
        version++;
    }

    // --- What products ask for --------------------------------------------------------------------------------------------

    /** What decides about a product with P; null where P is not listed. @param width columns of the right operand, padding included */
    Crossover forward(int width) {
        return listed ? of(forward, width) : null;
    }

    /** The same for a product with Pᵀ. */
    Crossover backward(int width) {
        return listed ? of(backward, width) : null;
    }

    /** The same for a product with P and the epilogue of an evaluation. */
    Crossover evaluation(int width) {
        return listed ? of(evaluation, width) : null;
    }

    private static Crossover of(List<Crossover> crossovers, int width) {
        for (int i = 0; i < crossovers.size(); i++) {
            if (crossovers.get(i).columns() == width) {
                return crossovers.get(i);
            }
        }
        Crossover made = new Crossover(width);
        crossovers.add(made);
        return made;
    }

    /** Whether this call goes over the non-zeros. */
    boolean sparse(Crossover crossover) {
        return path == SparsePath.ALWAYS || crossover.sparse(density());
    }

    /** Rows of filters, cut into taps: entries in the order of tap, then channel, the index being what they read. */
    SparseRows byTap(Workers workers, SparseOrders orders, SparseWindow window) {
        if (window.taps() == 1) {
            return byRow;
        }
        if (tapVersion != version || byTap.window != window) {
            orders.byTap(workers, this, window, byTap);
            byTap.window = window;
            tapVersion = version;
        }
        return byTap;
    }

    /** Rows of channels, each its taps' columns of P: entries in the order of tap, then filter, the index being what they read. */
    SparseRows byColumn(Workers workers, SparseOrders orders, SparseWindow window) {
        if (columnVersion != version || byColumn.window != window) {
            orders.byColumn(workers, this, window, byColumn);
            byColumn.window = window;
            columnVersion = version;
        }
        return byColumn;
    }

    @Override
    public String toString() {
        return "%d×%d, %.4f remaining, listed %s%n  forward %s%n  input gradient %s%n  evaluation %s".formatted(rows, columns, density(), listed,
                forward, backward, evaluation);
    }
}
