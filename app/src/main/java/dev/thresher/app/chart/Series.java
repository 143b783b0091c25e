package dev.thresher.app.chart;

import java.util.Objects;

/**
 * One curve, or one set of bars.
 *
 * @param name as in the legend; names are unique in a chart
 * @param points live
 * @param colour index into {@link Palette}; {@link Palette#MAIN} is the one that stands out
 * @param dash line style
 * @param side the axis it is read on
 * @param markers whether every point gets a mark (few points) or only a line joins them (many)
 * @param weight line width in points at the usual size
 * @param form what is drawn of the points
 * @param spread what lies around every point, such as mean ± standard deviation; null for nothing
 * @param aside whether it is a detail that a window shows only when it is asked for
 */
public record Series(String name, PointSource points, int colour, Dash dash, Side side, boolean markers, double weight,
                     Form form, Spread spread, boolean aside) {
    public Series {
        Objects.requireNonNull(form, "form");
    }

    /** A line with nothing around it. */
    public Series(String name, PointSource points, int colour, Dash dash, Side side, boolean markers, double weight) {
        this(name, points, colour, dash, side, markers, weight, Form.LINE, null, false);
    }

    /** Bars on the left axis, one at each x; all bars of a chart at the same x stand side by side. */
    public static Series bars(String name, PointSource points, int colour) {
        return new Series(name, points, colour, Dash.SOLID, Side.LEFT, false, 1, Form.BARS, null, false);
    }

    /** The same with that around its points. */
    public Series withSpread(Spread around) {
        return new Series(name, points, colour, dash, side, markers, weight, form, around, aside);
    }

    /** The same as a detail. */
    public Series setAside() {
        return new Series(name, points, colour, dash, side, markers, weight, form, spread, true);
    }

    public Series withName(String other) {
        return new Series(other, points, colour, dash, side, markers, weight, form, spread, aside);
    }

    public enum Side { LEFT, RIGHT }

    /** DOTS are marks that no line joins. */
    public enum Form { LINE, BARS, DOTS }

    /** Line styles; the pattern is in multiples of the line width. */
    public enum Dash {
        SOLID, DASHED(5, 2.5f), DOTTED(1.2f, 2), DASH_DOT(6, 2, 1.2f, 2);

        private final float[] pattern;

        Dash(float... pattern) {
            this.pattern = pattern;
        }

        /** Lengths of strokes and gaps in multiples of the line width; empty for a solid line. */
        public float[] pattern() {
            return pattern.clone();
        }
    }
}
