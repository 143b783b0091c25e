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
        decimate(source, size, visible, columns, false, out);
    }

    /** @param log whether x is on a logarithmic scale; then {@code visible} lies above 0, and points at or below 0 are left out */
    static void decimate(PointSource source, int size, Range visible, int columns, boolean log, PointBuffer out) {
        out.clear();
        int from = Math.max(log ? source.indexFrom(Double.MIN_VALUE, size) : 0, source.indexFrom(visible.low(), size) - 1);
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
            columns(source, first + 1, last - 1, new Columns(visible, columns, log), out);
            if (last - 1 > first) {
                put(source.x(last - 1), source.y(last - 1), out);
            }
        }
        for (int i = last; i < past; i++) {
            put(source.x(i), source.y(i), out);
        }
    }

    /** Which pixel column an x lies in. */
    private record Columns(double low, double perX, boolean log) {
        Columns(Range visible, int columns, boolean log) {
            this(visible.low(), columns / (log ? Math.log(visible.high() / visible.low()) : visible.length()), log);
        }

        int of(double x) {
            return (int) ((log ? Math.log(x / low) : x - low) * perX);
        }
    }

    private static void columns(PointSource source, int from, int to, Columns columns, PointBuffer out) {
        int i = from;
        while (i < to) {
            int column = columns.of(source.x(i));
            double start = source.x(i);
            int lowest = -1;
            int highest = -1;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (; i < to && columns.of(source.x(i)) == column; i++) {
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
