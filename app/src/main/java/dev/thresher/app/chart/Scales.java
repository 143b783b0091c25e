package dev.thresher.app.chart;

import java.util.List;

/** Which ranges a chart shows: what the user asked for, else what fits the data. */
final class Scales {
    /** Room above a fixed top, so that a curve on it is not cut in half. */
    private static final double HEADROOM = 0.02;
    private static final double MARGIN = 0.05;

    private Scales() {
    }

    /** What is seen of x; hidden series count too, so that hiding one moves nothing. */
    static Range x(ChartModel model, ViewState view, int[] sizes) {
        if (view.x() != null && (!view.logX() || view.x().low() > 0)) {
            return view.x();
        }
        if (!model.x().categories().isEmpty()) {
            return new Range(0.5, model.x().categories().size() + 0.5);
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean markers = false;
        boolean bars = false;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 0) {
                PointSource points = model.series().get(i).points();
                int first = view.logX() ? points.indexFrom(Double.MIN_VALUE, sizes[i]) : 0;
                if (first == sizes[i]) {
                    continue;
                }
                low = Math.min(low, points.x(first));
                high = Math.max(high, points.x(sizes[i] - 1));
                markers |= model.series().get(i).markers();
                bars |= model.series().get(i).form() == Series.Form.BARS;
            }
        }
        if (view.logX()) {
            return logarithmicX(view.x(), low, high, markers);
        }
        if (low > high) {
            return new Range(0, model.x().whole() ? 10 : 1);
        }
        if (bars) {
            return new Range(low - 0.5, high + 0.5);
        }
        if (markers || low == high) {
            double room = Math.max(0.03 * (high - low), low == high ? 1 : 0);
            return new Range(low - room, high + room);
        }
        return new Range(model.x().whole() && low == 1 ? 0 : low, high);
    }

    private static Range logarithmicX(Range asked, double low, double high, boolean markers) {
        if (asked != null && asked.high() > 0) { // asked from 0 or below, which a logarithm cannot show
            return new Range(low < asked.high() ? low : asked.high() / 1000, asked.high());
        }
        if (low > high) {
            return new Range(1, 10);
        }
        double room = low == high ? 2 : markers ? Math.pow(high / low, 0.04) : 1;
        return new Range(low / room, high * room);
    }

    /** What is seen of one of the two vertical axes, by the curves that are about to be drawn on it. */
    static Range y(Axis axis, Range asked, boolean log, List<Curve> drawn) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : drawn) {
            if (curve.series().form() == Series.Form.BARS && !log && curve.points().size() > 0) {
                low = Math.min(low, 0);
                high = Math.max(high, 0);
            }
            for (PointBuffer points : curve.low() == null ? List.of(curve.points()) : List.of(curve.points(), curve.low(), curve.high())) {
                for (int i = 0; i < points.size(); i++) {
                    double y = points.y(i);
                    if (!Double.isNaN(y) && (y > 0 || !log)) {
                        low = Math.min(low, y);
                        high = Math.max(high, y);
                    }
                }
            }
        }
        if (log) {
            return logarithmic(axis, asked, low, high);
        }
        if (asked != null) {
            return asked;
        }
        if (axis.fixed() != null) {
            return new Range(axis.fixed().low(), axis.fixed().high() + HEADROOM * axis.fixed().length());
        }
        if (low > high) {
            return axis.limit() == null ? new Range(0, 1) : axis.limit();
        }
        Range padded = padded(axis, low, high);
        boolean bars = drawn.stream().anyMatch(curve -> curve.series().form() == Series.Form.BARS);
        return bars && low == 0 && high > 0 ? new Range(0, padded.high()) : padded;
    }

    private static Range padded(Axis axis, double low, double high) {
        double room = high > low ? MARGIN * (high - low) : high == 0 ? 1 : 0.05 * Math.abs(high);
        double bottom = low - room;
        double top = high + room;
        if (axis.limit() != null) {
            bottom = Math.max(bottom, axis.limit().low());
            top = Math.min(top, axis.limit().high() + HEADROOM * (high - low));
        }
        return bottom < top ? new Range(bottom, top) : new Range(low - 1, high + 1);
    }

    private static Range logarithmic(Axis axis, Range asked, double low, double high) {
        if (asked != null && asked.high() > 0) {
            double bottom = asked.low() > 0 ? asked.low() : Math.min(low, asked.high() / 1000);
            return new Range(bottom, asked.high());
        }
        double top = axis.fixed() != null && axis.fixed().high() >= high ? axis.fixed().high()
                : low <= high ? high : 1;
        double bottom = low <= high ? stepBelow(Math.min(low, top / 10)) : top / 100;
        return new Range(bottom, top * Math.pow(top / bottom, HEADROOM));
    }

    /** The largest of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that is not above {@code value}. */
    private static double stepBelow(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digits = value / power * (1 + 1e-9);
        return power * (digits >= 5 ? 5 : digits >= 2 ? 2 : 1);
    }
}
