package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;

/** One line as it is about to be drawn: already decimated, in its colour. */
record Curve(Series series, PointBuffer points, Color colour, float width, boolean markers) {
    BasicStroke stroke() {
        float[] pattern = series.dash().pattern();
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] *= Math.max(1, width);
        }
        return pattern.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, pattern, 0);
    }
}
