package dev.thresher.app.chart;

/**
 * A sequence of points, x ascending, that may grow while it is read: what lies below {@link #size()} never changes.
 * Read from any thread. A y that is not finite is a gap.
 */
public interface PointSource {
    int size();

    /** x of point {@code index}, which is below {@link #size()}. */
    double x(int index);

    /** y of point {@code index}, which is below {@link #size()}. */
    double y(int index);

    /** Index of the first of the first {@code size} points whose x is not below {@code x}; {@code size} where there is none. */
    default int indexFrom(double x, int size) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x(middle) < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Index of the point nearest to {@code x}; −1 where there is no point. */
    default int nearest(double x) {
        int size = size();
        int after = indexFrom(x, size);
        if (after == size) {
            return size - 1;
        }
        return after > 0 && x - x(after - 1) <= x(after) - x ? after - 1 : after;
    }
}
