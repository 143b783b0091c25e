package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;

/**
 * How a convolution over non-zeros, or its input gradient, reads an image: strip by strip of what is written, and there row by row, each from
 * a few rows that were copied as {@code [inner, columns]}, inner being the channels of the image that is read. Columns stand so that what
 * a tap reads for neighbouring positions stands side by side: with zeros for the padding; for windows that move by s columns, every s-th
 * column together; for the gradient of such windows, with zeros for the columns that they leave out. Which taps read a row at all
 * differs from row to row: no tap row that reads nothing is multiplied.
 *
 * <p>A strip is as wide as can be while the rows for one that is written stay in the second-level cache.
 */
final class SparseWindow {
    /** Most vectors of the batch that are multiplied at a time: a run of a few lines of the cache. */
    private static final int BATCH_VECTORS = 4;
    /** Numbers that stay in the second-level cache over all rows of A. */
    static final int NEAR = NearCache.numbers();
    /** Of a product that is no convolution: one tap, one column. */
    static final SparseWindow NONE = new SparseWindow(Window.square(1, 1, 1, 1, 1, 0), false, 1);

    private final Window window;
    private final int inner;
    private final boolean backward;
    private final int batchVectors;
    private final int strip;
    private final int[] place;  // [columns] column of the image that is read, for the first strip, padding and all
    private final int[] offset; // [kernel width] column that a tap reads for the first position

    private SparseWindow(Window window, boolean backward, int inner) {
        this.window = window;
        this.inner = inner;
        this.backward = backward;
        int batch = BATCH_VECTORS;
        while (!near(Math.min(SparseTile.MOST / batch, width()), batch) && batch / 2 * width() >= SparseTile.MOST / 2) {
            batch /= 2;
        }
        batchVectors = batch;
        int together = Math.max(1, SparseTile.MOST / batch); // positions that fill a tile
        int width = together;
        while (width < width() && near(width + together, batch)) {
            width += together;
        }
        int even = Math.ceilDiv(width(), Math.ceilDiv(width(), width)); // as wide as others
        strip = Math.min(Math.ceilDiv(even, together) * together, width());
        place = new int[columns(strip)];
        offset = new int[window.kernelWidth()];
        int step = window.strideWidth();
        int apart = place.length / step;
        if (backward) {
            Arrays.setAll(place, i -> i + window.padWidth() - window.kernelWidth() + 1);
            Arrays.setAll(offset, tap -> window.kernelWidth() - 1 - tap);
        } else {
            Arrays.setAll(place, i -> i % apart * step + i / apart - window.padWidth());
            Arrays.setAll(offset, tap -> tap % step * apart + tap / step);
        }
    }

    private boolean near(int positions, int batch) {
        return (long) rowsHeld() * inner * columns(positions) * batch * Lanes.COUNT <= NEAR;
    }

    private int columns(int positions) {
        int step = window.strideWidth();
        return backward ? positions + window.kernelWidth() - 1 : Math.ceilDiv((positions - 1) * step + window.kernelWidth(), step) * step;
    }

    /** @param inner channels of the image that is read */
    static SparseWindow forward(Window w, int inner) {
        return new SparseWindow(w, false, inner);
    }

    /** @param inner filters */
    static SparseWindow backward(Window w, int inner) {
        return new SparseWindow(w, true, inner);
    }

    boolean of(Window other, int otherInner) {
        return inner == otherInner && window.equals(other);
    }

    /** Vectors of the batch that are multiplied at a time, at most. */
    int batchVectors() {
        return batchVectors;
    }

    /** Columns of a strip of the image that is written; the last may be narrower. */
    int strip() {
        return strip;
    }

    int taps() {
        return tapRows() * tapColumns();
    }

    int tapRows() {
        return window.kernelHeight();
    }

    int tapColumns() {
        return window.kernelWidth();
    }

    /** Rows that are read for so many neighbouring rows that are written, going forward; of an input gradient for one. */
    int rowsRead(int together) {
        return tapRows() + (together - 1) * window.strideHeight();
    }

    /** Rows that are read for one that is written, at most. */
    int rowsHeld() {
        return Math.min(tapRows(), heightRead());
    }

    /** Columns of a row as it is copied for a strip. */
    int columns() {
        return place.length;
    }

    /** The column of the image that is read which is copied to this one for the strip that begins at {@code first}; −1 for zeros. */
    int source(int first, int column) {
        if (!backward) {
            int from = first * window.strideWidth() + place[column];
            return from >= 0 && from < window.width() ? from : -1;
        }
        int from = first + place[column];
        int step = window.strideWidth();
        return from >= 0 && from % step == 0 && from / step < window.outWidth() ? from / step : -1;
    }

    /** The column that a tap reads for the first position; its neighbours follow. */
    int offset(int tap) {
        return offset[tap % offset.length];
    }

    /** The first row of the image that any row of taps reads for a row that is written, as it would be without the image's end. */
    int firstRead(int row) {
        int first = backward ? Math.ceilDiv(row + window.padHeight() - tapRows() + 1, window.strideHeight())
                : row * window.strideHeight() - window.padHeight();
        return Math.max(0, first);
    }

    /** The last such row; −1 if none. */
    int lastRead(int row) {
        int last = backward ? Math.floorDiv(row + window.padHeight(), window.strideHeight())
                : row * window.strideHeight() - window.padHeight() + tapRows() - 1;
        return Math.min(last, heightRead() - 1);
    }

    /** Whether rows are left out between those that are read. */
    boolean skipsRows() {
        return !backward && window.strideHeight() > tapRows();
    }

    /** How many rows behind that of the first row of taps another one's lies. */
    int rowOffset(int tapRow) {
        return backward ? -tapRow : tapRow;
    }

    /** Rows of the image that is written. */
    int height() {
        return backward ? window.height() : window.outHeight();
    }

    /** Columns of the image that is written. */
    int width() {
        return backward ? window.width() : window.outWidth();
    }

    /** Rows of the image that is read. */
    int heightRead() {
        return backward ? window.outHeight() : window.height();
    }

    /** Columns of the image that is read. */
    int widthRead() {
        return backward ? window.outWidth() : window.width();
    }

    /** The row that a row of taps reads for a row that is written, −1 if none. All that are read for one stand next to each other. */
    int rowRead(int row, int tapRow) {
        int step = window.strideHeight();
        int from = backward ? row + window.padHeight() - tapRow : row * step + tapRow - window.padHeight();
        if (backward) {
            from = from >= 0 && from % step == 0 ? from / step : -1;
        }
        return from < heightRead() ? Math.max(from, -1) : -1;
    }
}
