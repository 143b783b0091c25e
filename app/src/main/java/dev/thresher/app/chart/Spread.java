package dev.thresher.app.chart;

import java.util.Objects;

/**
 * What lies around the points of a series: from {@code low} to {@code high} at every x.
 *
 * @param low lower ends, with the x of the series' points
 * @param high upper ends, likewise
 * @param kind how it is drawn
 */
public record Spread(PointSource low, PointSource high, Kind kind) {
    /** BAND fills between the two (many points); ERROR_BARS draws a whisker at every point (few). */
    public enum Kind { BAND, ERROR_BARS }

    public Spread {
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        Objects.requireNonNull(kind, "kind");
    }

    /** Mean ± standard deviation. @param deviation with the x of {@code mean} */
    public static Spread around(PointSource mean, PointSource deviation, Kind kind) {
        return new Spread(new Shifted(mean, deviation, -1), new Shifted(mean, deviation, 1), kind);
    }

    private record Shifted(PointSource mean, PointSource deviation, int sign) implements PointSource {
        @Override
        public int size() {
            return Math.min(mean.size(), deviation.size());
        }

        @Override
        public double x(int index) {
            return mean.x(index);
        }

        @Override
        public double y(int index) {
            return mean.y(index) + sign * deviation.y(index);
        }
    }
}
