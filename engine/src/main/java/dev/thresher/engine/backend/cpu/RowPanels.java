package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A of a product, packed in panels of a few rows in the order in which tiles read it: {@code [panels, taps, inner, height]}. The last
 * panel reaches back over rows of the one before, so that every row that a tile writes is one of C's; only a matrix lower than a panel is
 * filled up with zeros.
 */
final class RowPanels {
    private static final int PIECE = 64; // of the inner dimension
    private static final int SLACK = Lanes.COUNT; // between panels: a last vector may reach into it

    private float[] data = new float[0];
    private float[] from;
    private int rows;
    private int height;
    private int rowStep;
    private int taps;
    private int tapStep;
    private int inner;
    private int innerStep;

    /**
     * Entry (row, tap, k) of A is {@code from[row · rowStep + tap · tapStep + k · innerStep]}.
     *
     * @param packs whether panels are going to be packed, rather than only numbered
     */
    void plan(boolean packs, float[] newFrom, int newRows, int newHeight, int newRowStep, int newTaps, int newTapStep, int newInner,
              int newInnerStep) {
        from = newFrom;
        rows = newRows;
        height = newHeight;
        rowStep = newRowStep;
        taps = newTaps;
        tapStep = newTapStep;
        inner = newInner;
        innerStep = newInnerStep;
        if (packs && data.length < at(count())) {
            data = new float[at(count())];
        }
    }

    int count() {
        return Math.ceilDiv(rows, height);
    }

    /** The row that a panel begins with. */
    int firstRow(int panel) {
        return Math.max(0, Math.min(panel * height, rows - height));
    }

    float[] data() {
        return data;
    }

    /** Where a panel begins. */
    int at(int panel) {
        return panel * (taps * inner * height + SLACK);
    }

    void pack(int panel) {
        int real = Math.min(height, rows);
        int from = firstRow(panel) * rowStep;
        if (rowStep == 1 && taps == 1 && real == height) {
            copy(from, at(panel));
            return;
        }
        for (int start = 0; start < inner; start += PIECE) {
            pack(from, at(panel), real, start, Math.min(start + PIECE, inner));
        }
        if (real < height) {
            clear(at(panel), real);
        }
    }

    /** Rows are neighbours already: vectors of them, of which a next column's overwrites what is too much. */
    private void copy(int at, int to) {
        for (int k = 0; k < inner; k++) {
            int of = at + k * innerStep;
            for (int row = 0; row < height; row += Lanes.COUNT) {
                if (of + row + Lanes.COUNT <= from.length) {
                    FloatVector.fromArray(Lanes.SPECIES, from, of + row).intoArray(data, to + k * height + row);
                } else {
                    System.arraycopy(from, of + row, data, to + k * height + row, height - row);
                }
            }
        }
    }

    /** Of a short piece of the inner dimension, whose entries of all rows and taps stay in the nearest cache until they are whole lines. */
    private void pack(int at, int to, int real, int start, int end) {
        for (int tap = 0; tap < taps; tap++) {
            int of = at + tap * tapStep;
            int place = to + tap * inner * height;
            int row = 0;
            for (; row <= real - 4; row += 4) {
                if (innerStep == 1) {
                    fourLying(of + row * rowStep, place + row, start, end);
                } else {
                    four(of + row * rowStep, place + row, start, end);
                }
            }
            for (; row < real; row++) {
                one(of + row * rowStep, place + row, start, end);
            }
        }
    }

    /** Four rows whose entries are neighbours: a distance that is a constant spares the compiler most of the checks. */
    private void fourLying(int at, int to, int start, int end) {
        float[] a = from;
        float[] packed = data;
        int far = height;
        int second = at + rowStep;
        int third = second + rowStep;
        int fourth = third + rowStep;
        for (int k = start; k < end; k++) {
            int place = to + k * far;
            packed[place] = a[at + k];
            packed[place + 1] = a[second + k];
            packed[place + 2] = a[third + k];
            packed[place + 3] = a[fourth + k];
        }
    }

    private void four(int at, int to, int start, int end) {
        float[] a = from;
        float[] packed = data;
        int far = height;
        int step = innerStep;
        int apart = rowStep;
        for (int k = start; k < end; k++) {
            int place = to + k * far;
            int of = at + k * step;
            packed[place] = a[of];
            packed[place + 1] = a[of + apart];
            packed[place + 2] = a[of + 2 * apart];
            packed[place + 3] = a[of + 3 * apart];
        }
    }

    private void one(int at, int to, int start, int end) {
        for (int k = start; k < end; k++) {
            data[to + k * height] = from[at + k * innerStep];
        }
    }

    private void clear(int to, int real) {
        for (int k = 0; k < taps * inner; k++) {
            Arrays.fill(data, to + k * height + real, to + (k + 1) * height, 0f);
        }
    }
}
