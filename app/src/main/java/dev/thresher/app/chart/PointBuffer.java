package dev.thresher.app.chart;

import java.util.Arrays;

/** Points to be drawn; reused from drawing to drawing. A y of NaN is a gap. */
final class PointBuffer {
    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /** A gap at {@code x}; gaps in a row, and those before the first point, come to one or none. */
    void gap(double x) {
        if (size > 0 && !Double.isNaN(ys[size - 1])) {
            add(x, Double.NaN);
        }
    }

    int size() {
        return size;
    }

    double x(int index) {
        return xs[index];
    }

    double y(int index) {
        return ys[index];
    }
}
