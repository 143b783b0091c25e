package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The rows of an image that a band of a convolution over non-zeros reads, copied into scratch, and where in it the taps of a row that is
 * written find what they read: a few runs of taps, most often one.
 */
final class HeldRows {
    private static final int PIECE = 4; // numbers that tell of one
    private static final int SPARE_ROWS = 5; // kept longer than needed: rows in their order leave all taps in one run

    private float[] data = new float[0]; // [places, inner, columns, width of the batch's tile]
    private int[] pieces = new int[0];   // of a row, copied at once: column, columns, column of the image or −1 for zeros, step of it
    private int pieceCount;              // of them
    private int[] runs = new int[0];     // of taps that read something: the first, the one behind the last, where what they read begins
    private int count;                   // of them
    private SparseWindow window;
    private float[] in;
    private int stride;
    private int inner;
    private int first;        // vector of the batch
    private int width;        // vectors
    private int size;         // of a row in scratch
    private int places;       // for rows, taken in turn
    private int copied;       // rows of the image, up to this one, as far as they were needed
    private int together;     // runs whose taps stay near
    private boolean singly;   // whether each tap is a run, for what a tap row reads does not stay near

    /** Begins with another band. @param left column of the image that is written @param rowsTogether rows that are written at a time */
    void place(SparseWindow newWindow, float[] image, int newStride, int newInner, int newFirst, int newWidth, int left, int positions,
               int rowsTogether) {
        window = newWindow;
        in = image;
        stride = newStride;
        inner = newInner;
        first = newFirst;
        width = newWidth;
        size = inner * window.columns() * width * Lanes.COUNT;
        int needed = window.rowsRead(rowsTogether);
        places = Math.min(needed + SPARE_ROWS, Math.max(needed, window.heightRead()));
        data = Scratch.room(data, places * size);
        if (pieces.length < PIECE * window.columns() || runs.length < 3 * window.taps() * rowsTogether) {
            pieces = new int[PIECE * window.columns()];
            runs = new int[3 * window.taps() * rowsTogether];
        }
        pieceCount = 0;
        for (int i = 0; i < window.columns(); i++) {
            piece(i, window.source(left, i));
        }
        copied = 0;
        singly = size > SparseWindow.NEAR;
        together = Math.max(1, SparseWindow.NEAR / (singly ? inner * positions * width * Lanes.COUNT : size));
    }

    float[] data() {
        return data;
    }

    int[] runs() {
        return runs;
    }

    /** How many runs there are. */
    int count() {
        return count;
    }

    /** How many runs stay near. */
    int together() {
        return together;
    }

    /** Whether all that is read for a row stays near. */
    boolean near() {
        return !singly && together >= window.rowsHeld();
    }

    /**
     * Holds what is read for some rows that are written, and drops all runs. Rows that follow are copied with them as far as there is room: rows of a
     * channel follow each other in memory, which a processor makes use of only where it is read on and on.
     *
     * @param lastOfBand row that will be written last
     */
    void hold(int firstRow, int lastRow, int lastOfBand) {
        count = 0;
        int lastNeeded = window.lastRead(lastRow);
        if (copied > lastNeeded) {
            return;
        }
        int firstNeeded = window.firstRead(firstRow);
        int begin = Math.max(copied, firstNeeded);
        int end = window.skipsRows() ? lastNeeded + 1 : Math.min(firstNeeded + places, window.lastRead(lastOfBand) + 1);
        for (int i = 0; i < inner; i++) {
            for (int row = begin; row < end; row++) {
                copy(i, row);
            }
        }
        copied = end;
    }

    /** Appends a column: to the piece before where that goes on with the same step. */
    private void piece(int column, int source) {
        int last = PIECE * (pieceCount - 1);
        if (pieceCount > 0 && source < 0 == pieces[last + 2] < 0) {
            int count = pieces[last + 1];
            int step = count == 1 ? source - pieces[last + 2] : pieces[last + 3];
            if (source < 0 || source == pieces[last + 2] + count * step) {
                pieces[last + 1]++;
                pieces[last + 3] = step;
                return;
            }
        }
        int at = PIECE * pieceCount++;
        pieces[at] = column;
        pieces[at + 1] = 1;
        pieces[at + 2] = source;
        pieces[at + 3] = 1;
    }

    private void copy(int channel, int row) {
        int lanes = width * Lanes.COUNT;
        int at = Scratch.FIRST + row % places * size + channel * window.columns() * lanes;
        int from = (channel * window.heightRead() + row) * window.widthRead() * stride + first * Lanes.COUNT;
        for (int piece = 0; piece < PIECE * pieceCount; piece += PIECE) {
            int to = at + pieces[piece] * lanes;
            int columns = pieces[piece + 1];
            int source = pieces[piece + 2];
            int step = pieces[piece + 3] * stride;
            if (source < 0) {
                Arrays.fill(data, to, to + columns * lanes, 0f);
            } else if (step == lanes) {
                System.arraycopy(in, from + source * stride, data, to, columns * lanes);
            } else {
                columns(from + source * stride, step, to, columns, lanes);
            }
        }
    }

    private void columns(int from, int step, int to, int columns, int lanes) {
        if (lanes == 4 * Lanes.COUNT) {
            columnsOfFour(from, step, to, columns);
            return;
        }
        for (int column = 0; column < columns; column++) {
            for (int n = 0; n < lanes; n += Lanes.COUNT) {
                FloatVector.fromArray(Lanes.SPECIES, in, from + column * step + n).intoArray(data, to + column * lanes + n);
            }
        }
    }

    /** The same of the usual width, without a loop of four rounds in each column. */
    private void columnsOfFour(int from, int step, int to, int columns) {
        float[] read = in;
        float[] write = data;
        for (int column = 0; column < columns; column++) {
            int at = from + column * step;
            int place = to + column * (4 * Lanes.COUNT);
            FloatVector first = FloatVector.fromArray(Lanes.SPECIES, read, at);
            FloatVector second = FloatVector.fromArray(Lanes.SPECIES, read, at + Lanes.COUNT);
            FloatVector third = FloatVector.fromArray(Lanes.SPECIES, read, at + 2 * Lanes.COUNT);
            FloatVector fourth = FloatVector.fromArray(Lanes.SPECIES, read, at + 3 * Lanes.COUNT);
            first.intoArray(write, place);
            second.intoArray(write, place + Lanes.COUNT);
            third.intoArray(write, place + 2 * Lanes.COUNT);
            fourth.intoArray(write, place + 3 * Lanes.COUNT);
        }
    }

    /** Appends the runs of a row that is written. */
    void read(int row) {
        int from = count;
        for (int tapRow = 0; tapRow < window.tapRows(); tapRow++) {
            int read = window.rowRead(row, tapRow);
            if (read < 0) {
                continue;
            }
            int tap = tapRow * window.tapColumns();
            int begin = Scratch.FIRST + (read % places - window.rowOffset(tapRow)) * size;
            for (int i = 0; i < (singly ? window.tapColumns() : 1); i++) {
                append(from, tap + i, tap + (singly ? i + 1 : window.tapColumns()), begin);
            }
        }
    }

    /** Some taps: with those before, if these are of the same row and find theirs likewise, and all of it stays near. */
    private void append(int firstOfRow, int tap, int endTap, int begin) {
        int last = 3 * (count - 1);
        if (count > firstOfRow && near() && runs[last + 1] == tap && runs[last + 2] == begin) {
            runs[last + 1] = endTap;
            return;
        }
        runs[3 * count] = tap;
        runs[3 * count + 1] = endTap;
        runs[3 * count++ + 2] = begin;
    }
}
