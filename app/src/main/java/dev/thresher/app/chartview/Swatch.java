package dev.thresher.app.chartview;

import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.Series;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;

/** A short piece of a curve, as legend and read-out show it. */
final class Swatch {
    private static final double LENGTH = 16;

    private Swatch() {
    }

    static Line of(Series series, boolean dark) {
        Line line = new Line(0, 0, LENGTH, 0);
        line.setStroke(colour(series, dark));
        line.setStrokeWidth(Math.max(1.8, series.weight() * 1.2));
        line.setStrokeLineCap(StrokeLineCap.BUTT);
        for (float length : series.dash().pattern()) {
            line.getStrokeDashArray().add(length * line.getStrokeWidth() * 0.7);
        }
        return line;
    }

    static Color colour(Series series, boolean dark) {
        java.awt.Color colour = Palette.colour(series.colour(), dark);
        return Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
