package dev.thresher.engine.backend.cpu;

/**
 * A of a product, packed in panels of a few rows in the order in which tiles read it: {@code [panels, taps, inner, height]}. The last
 * panel reaches back over rows of the one before, so that every row that a tile writes is one of C's; only a matrix lower than a panel is
 * filled up with zeros.
 */
final class RowPanels {
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
        if (packs && data.length < count() * taps * inner * height) {
            data = new float[count() * taps * inner * height];
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
        return panel * taps * inner * height;
    }

    void pack(int panel) {
        int real = Math.min(height, rows);
        for (int tap = 0; tap < taps; tap++) {
            int first = firstRow(panel) * rowStep + tap * tapStep;
            int to = at(panel) + tap * inner * height;
            switch (real) {
                case 6 -> six(first, to);
                case 5 -> five(first, to);
                case 4 -> four(first, to);
                default -> few(first, to, real);
            }
        }
    }

    private void six(int first, int to) {
        float[] a = from;
        float[] packed = data;
        int step = rowStep;
        for (int k = 0; k < inner; k++) {
            int at = first + k * innerStep;
            int of = to + 6 * k;
            packed[of] = a[at];
            packed[of + 1] = a[at + step];
            packed[of + 2] = a[at + 2 * step];
            packed[of + 3] = a[at + 3 * step];
            packed[of + 4] = a[at + 4 * step];
            packed[of + 5] = a[at + 5 * step];
        }
    }

    private void five(int first, int to) {
        float[] a = from;
        float[] packed = data;
        int step = rowStep;
        for (int k = 0; k < inner; k++) {
            int at = first + k * innerStep;
            int of = to + 5 * k;
            packed[of] = a[at];
            packed[of + 1] = a[at + step];
            packed[of + 2] = a[at + 2 * step];
            packed[of + 3] = a[at + 3 * step];
            packed[of + 4] = a[at + 4 * step];
        }
    }

    private void four(int first, int to) {
        float[] a = from;
        float[] packed = data;
        int step = rowStep;
        for (int k = 0; k < inner; k++) {
            int at = first + k * innerStep;
            int of = to + 4 * k;
            packed[of] = a[at];
            packed[of + 1] = a[at + step];
            packed[of + 2] = a[at + 2 * step];
            packed[of + 3] = a[at + 3 * step];
        }
    }

    private void few(int first, int to, int real) {
        for (int k = 0; k < inner; k++) {
            for (int row = 0; row < height; row++) {
                data[to + k * height + row] = row < real ? from[first + row * rowStep + k * innerStep] : 0f;
            }
        }
    }
}
