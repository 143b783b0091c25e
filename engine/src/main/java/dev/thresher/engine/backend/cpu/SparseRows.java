package dev.thresher.engine.backend.cpu;

/**
 * The left operand of a product by its non-zeros: rows of entries in the order in which they are multiplied and added. A row of a
 * convolution is cut into taps. Row i's entries of tap j stand from {@code bounds[i · (taps + 1) + j]} up to the bound that follows.
 */
final class SparseRows {
    int taps;
    SparseWindow window; // by which entries were placed; null of a list by rows
    int[] bounds = new int[0];
    float[] values = new float[0];
    // row of the right operand that an entry is multiplied with; of a convolution, (tap row · inner + i) · columns + column
    int[] index = new int[0];

    void shape(int rows, int newTaps) {
        taps = newTaps;
        if (bounds.length < rows * (newTaps + 1)) {
            bounds = new int[rows * (newTaps + 1)];
        }
    }

    /** Room for so many entries, with some to spare so that slowly changing masks seldom need more. What was listed may be lost. */
    void room(int entries) {
        if (values.length < entries) {
            values = new float[entries + entries / 4];
            index = new int[entries + entries / 4];
        }
    }

    int from(int row, int tap) {
        return bounds[row * (taps + 1) + tap];
    }
}
