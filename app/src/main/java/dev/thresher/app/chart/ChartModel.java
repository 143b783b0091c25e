package dev.thresher.app.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a chart shows: live, so the same model is drawn again and again while a run grows.
 *
 * @param title above the figure, and proposed as a file name
 * @param x the horizontal axis
 * @param left the left axis; the only one with a logarithmic scale
 * @param right the right axis; null where no series is on it
 * @param series in drawing order, the last on top
 * @param marks vertical lines behind the series
 */
public record ChartModel(String title, Axis x, Axis left, Axis right, List<Series> series, Marks marks) {
    public ChartModel {
        Objects.requireNonNull(left, "left axis");
        series = List.copyOf(series);
        Set<String> names = new HashSet<>();
        for (Series one : series) {
            if (!names.add(one.name()) || one.name().equals(marks.name())) {
                throw new IllegalArgumentException("two series named '" + one.name() + "'");
            }
            if (one.side() == Series.Side.RIGHT && right == null) {
                throw new IllegalArgumentException("'" + one.name() + "' needs a right axis");
            }
        }
    }

    /** A chart with nothing in it, to be shown before there is a run. */
    public static ChartModel empty(String title, Axis x, Axis left) {
        return new ChartModel(title, x, left, null, List.of(), Marks.none());
    }

    /** Number of points and marks there are now; the same number means that nothing has come since. */
    public long count() {
        long count = marks.size();
        for (Series one : series) {
            count += one.points().size();
        }
        return count;
    }

    public ChartModel withTitle(String other) {
        return new ChartModel(other, x, left, right, series, marks);
    }

    /** The same on other axes. */
    public ChartModel withAxes(Axis newX, Axis newLeft, Axis newRight) {
        return new ChartModel(title, newX, newLeft, newRight, series, marks);
    }

    public ChartModel withSeries(List<Series> others) {
        return new ChartModel(title, x, left, right, others, marks);
    }

    public ChartModel withMarks(Marks others) {
        return new ChartModel(title, x, left, right, series, others);
    }

    public Axis axisOf(Series one) {
        return one.side() == Series.Side.LEFT ? left : right;
    }
}
