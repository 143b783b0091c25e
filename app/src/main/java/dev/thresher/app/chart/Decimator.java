package dev.thresher.app.chart;

/**
 * Fewer points that draw the same picture: of each pixel column the lowest and the highest, in the order in which they
 * come. The first and the last visible point are always kept, as is one point beyond either edge, so that the curve
 * reaches it.
 */
final class Decimator {
    private Decimator() {
    }

    /**
     * @param source points, of which the first {@code size} are looked at
     * @param visible what is seen of x
     * @param columns pixel columns that it spans
     * @param out cleared, then filled with at most about 2·columns + 6 points
     */
    static void decimate(PointSource source, int size, Range visible, int columns, PointBuffer out) {
        out.clear();
        int from = Math.max(0, source.indexFrom(visible.low(), size) - 1);
        int past = Math.min(size, source.indexFrom(Math.nextUp(visible.high()), size) + 1);
        if (past - from <= 2 * columns) {
            for (int i = from; i < past; i++) {
                put(source.x(i), source.y(i), out);
            }
            return;
        }
        int first = from;
        while (first < past && source.x(first) < visible.low()) {
            put(source.x(first), source.y(first++), out);
        }
        int last = past;
        while (last > first && source.x(last - 1) > visible.high()) {
            last--;
        }
        if (first < last) {
            put(source.x(first), source.y(first), out);
            columns(source, first + 1, last - 1, visible, columns, out);
            if (last - 1 > first) {
                put(source.x(last - 1), source.y(last - 1), out);
            }
        }
        for (int i = last; i < past; i++) {
            put(source.x(i), source.y(i), out);
        }
    }

    private static void columns(PointSource source, int from, int to, Range visible, int columns, PointBuffer out) {
        double perX = columns / visible.length();
        int i = from;
        while (i < to) {
            int column = (int) ((source.x(i) - visible.low()) * perX);
            double start = source.x(i);
            int lowest = -1;
            int highest = -1;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (; i < to && (int) ((source.x(i) - visible.low()) * perX) == column; i++) {
                double y = source.y(i);
                if (Double.isFinite(y)) {
                    if (y < low) {
                        low = y;
                        lowest = i;
                    }
                    if (y > high) {
                        high = y;
                        highest = i;
                    }
                }
            }
            if (lowest < 0) {
                out.gap(start);
            } else if (lowest == highest) {
                out.add(source.x(lowest), low);
            } else if (lowest < highest) {
                out.add(source.x(lowest), low);
                out.add(source.x(highest), high);
            } else {
                out.add(source.x(highest), high);
                out.add(source.x(lowest), low);
            }
        }
    }

    private static void put(double x, double y, PointBuffer out) {
        if (Double.isFinite(y)) {
            out.add(x, y);
        } else {
            out.gap(x);
        }
    }
}
