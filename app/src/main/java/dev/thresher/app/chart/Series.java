package dev.thresher.app.chart;

/**
 * One curve.
 *
 * @param name as in the legend; names are unique in a chart
 * @param points live
 * @param colour index into {@link Palette}; {@link Palette#MAIN} is the one that stands out
 * @param dash line style
 * @param side the axis it is read on
 * @param markers whether every point gets a mark (few points) or only a line joins them (many)
 * @param weight line width in points at the usual size
 */
public record Series(String name, PointSource points, int colour, Dash dash, Side side, boolean markers, double weight) {
    public enum Side { LEFT, RIGHT }

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
