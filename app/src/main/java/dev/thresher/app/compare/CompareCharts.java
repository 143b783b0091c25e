package dev.thresher.app.compare;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FixedPoints;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.PointSource;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Spread;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.MeanAndDeviation;
import dev.thresher.app.figure.RunGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The curves of a comparison, as the runs are now; what is drawn over α and over layers is the business of the figures. */
public final class CompareCharts {
    private CompareCharts() {
    }

    /** Every run in one chart. */
    public static ChartModel overlaid(Comparison comparison, Quantity quantity) {
        List<Series> series = new ArrayList<>();
        for (BoundRun run : comparison.runs()) {
            series.add(line(comparison.label(run), quantity.points(run.log()), series.size(), quantity));
        }
        return chart(quantity, series);
    }

    /** Every setting in one chart: mean over its seeds, with a band of ± one standard deviation where there are several. */
    public static ChartModel means(Comparison comparison, Quantity quantity) {
        List<Series> series = new ArrayList<>();
        for (RunGroup group : comparison.groups()) {
            series.add(mean(group, comparison.label(group), quantity, series.size()));
        }
        return chart(quantity, series);
    }

    private static ChartModel chart(Quantity quantity, List<Series> series) {
        return new ChartModel(quantity.title(), quantity.x(), quantity.axis(), null, series, Marks.none());
    }

    private static Series mean(RunGroup group, String label, Quantity quantity, int index) {
        List<double[]> runs = group.runs().stream().map(run -> quantity.values(run.log())).toList();
        // Where one run has come further than another the mean would leap: it ends with the shortest.
        int length = runs.stream().mapToInt(values -> values.length).min().orElse(0);
        double[] means = new double[length];
        double[] deviations = new double[length];
        double[] at = new double[runs.size()];
        for (int i = 0; i < length; i++) {
            for (int k = 0; k < at.length; k++) {
                at[k] = runs.get(k)[i];
            }
            MeanAndDeviation m = MeanAndDeviation.of(at);
            means[i] = m.mean();
            deviations[i] = m.deviation();
        }
        Series line = line(at.length == 1 ? label : label + " (" + at.length + " seeds)", counted(means), index, quantity);
        return at.length == 1 ? line : line.withSpread(Spread.around(counted(means), counted(deviations), Spread.Kind.BAND));
    }

    private static Series line(String name, PointSource points, int index, Quantity quantity) {
        return new Series(name, points, index, Palette.dashOf(index), Series.Side.LEFT, !quantity.perStep(), 1.4);
    }

    private static FixedPoints counted(double[] values) {
        return FixedPoints.ofCategories(values);
    }

    /** The chart that every run has for itself. */
    public enum Single {
        LAYERS("Layers, step by step", run -> RunCharts.remainingPerStep(run.log())),
        EPOCHS("Accuracy and remaining ratio", run -> RunCharts.perEpoch(run.log()));

        private final String title;
        private final Function<BoundRun, ChartModel> chart;

        Single(String title, Function<BoundRun, ChartModel> chart) {
            this.title = title;
            this.chart = chart;
        }

        public String title() {
            return title;
        }
    }

    /** The same chart for every run, in the order of the comparison, titled by what sets the run apart. */
    public static List<ChartModel> multiples(Comparison comparison, Single single) {
        return comparison.runs().stream().map(run -> single.chart.apply(run).withTitle(comparison.label(run))).toList();
    }

    /** How such charts are looked at so that all have the same axes. */
    public static ViewState shared(List<ChartModel> charts) {
        return ViewState.FIT.withRanges(x(charts), null, right(charts));
    }

    private static Range x(List<ChartModel> charts) {
        double last = charts.stream().flatMap(chart -> chart.series().stream()).map(Series::points).filter(points -> points.size() > 0)
                .mapToDouble(points -> points.x(points.size() - 1)).max().orElse(1);
        boolean markers = charts.stream().flatMap(chart -> chart.series().stream()).anyMatch(Series::markers);
        return markers ? new Range(1 - 0.03 * last, last + 0.03 * last) : new Range(0, last);
    }

    private static Range right(List<ChartModel> charts) {
        if (charts.stream().anyMatch(chart -> chart.right() == null)) {
            return null;
        }
        double[] values = charts.stream().flatMap(chart -> chart.series().stream()).filter(one -> one.side() == Series.Side.RIGHT)
                .map(Series::points).flatMapToDouble(points -> IntStream.range(0, points.size()).mapToDouble(points::y))
                .filter(Double::isFinite).toArray();
        if (values.length == 0) {
            return null;
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        double room = Math.max(0.05 * (high - low), 0.05);
        return new Range(Math.max(0, low - room), Math.min(100.5, high + room));
    }
}
