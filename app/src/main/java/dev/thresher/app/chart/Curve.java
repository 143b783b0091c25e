package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * One line (or set of bars) as it is about to be drawn: already decimated, in its colour.
 *
 * @param low lower ends of its spread, or null
 * @param high upper ends of its spread, or null
 */
record Curve(Series series, PointBuffer points, PointBuffer low, PointBuffer high, Color colour, Series.Dash dash, float width,
             boolean markers) {
    /** A series as it looks, without its points. */
    static Curve plain(Series one, Look look, boolean dark) {
        return new Curve(one, new PointBuffer(), null, null, look.colour(one, dark), look.dash(one),
                (float) (one.weight() * look.lines()), one.markers());
    }

    Curve with(PointBuffer drawn, PointBuffer lowEnds, PointBuffer highEnds) {
        return new Curve(series, drawn, lowEnds, highEnds, colour, dash, width, markers);
    }

    Curve faint(int opacity) {
        return new Curve(series, points, low, high, transparent(opacity), dash, Math.min(width, 1), markers);
    }

    Color transparent(int opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity);
    }

    BasicStroke stroke() {
        float[] pattern = dash.pattern();
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] *= Math.max(1, width);
        }
        return pattern.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, pattern, 0);
    }
}
