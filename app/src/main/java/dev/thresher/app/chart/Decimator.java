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
     * @param extremes of the points, of which the first {@code size} are looked at; follows them where there are many
     * @param visible what is seen of x
     * @param columns pixel columns that it spans
     * @param log whether x is on a logarithmic scale; then {@code visible} lies above 0, and points at or below 0 are left out
     * @param out cleared, then filled with at most about 2·columns + 6 points
     */
    static void decimate(Extremes extremes, int size, Range visible, int columns, boolean log, PointBuffer out) {
        PointSource source = extremes.source();
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
            extremes.grow(size);
            columns(extremes, first + 1, last - 1, new Columns(visible, columns, log), out);
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

    private static void columns(Extremes extremes, int from, int to, Columns columns, PointBuffer out) {
        PointSource source = extremes.source();
        int i = from;
        while (i < to) {
            double start = source.x(i);
            int column = columns.of(start);
            int lowest = -1;
            int highest = -1;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            while (i < to && columns.of(source.x(i)) == column) {
                // x ascends, so a block whose last point lies in this column lies in it whole
                boolean whole = i + Extremes.BLOCK <= to && extremes.begins(i) && columns.of(source.x(i + Extremes.BLOCK - 1)) == column;
                int least = whole ? extremes.lowestFrom(i) : i;
                int most = whole ? extremes.highestFrom(i) : i;
                i += whole ? Extremes.BLOCK : 1;
                if (least < 0) {
                    continue;
                }
                double down = source.y(least);
                if (down < low && Double.isFinite(down)) {
                    low = down;
                    lowest = least;
                }
                double up = source.y(most);
                if (up > high && Double.isFinite(up)) {
                    high = up;
                    highest = most;
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
