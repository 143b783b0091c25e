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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of a comparison, as the runs are now. */
public final class CompareCharts {
    public static final String FIGURE_3 = "Accuracy and remaining ratio over α";
    public static final String FIGURE_7 = "Remaining ratio of each layer";

    private CompareCharts() {
    }

    /** Every run in one chart. */
    public static ChartModel overlaid(Comparison comparison, Quantity quantity) {
        List<Series> series = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            series.add(line(comparison.label(run), quantity.points(run.log()), series.size(), quantity));
        }
        return chart(quantity, series);
    }

    /** Every setting in one chart: mean over its seeds, with a band of ± one standard deviation where there are several. */
    public static ChartModel means(Comparison comparison, Quantity quantity) {
        List<Series> series = new ArrayList<>();
        for (RunGroup group : comparison.groups()) {
            series.add(mean(group, quantity, series.size()));
        }
        return chart(quantity, series);
    }

    private static ChartModel chart(Quantity quantity, List<Series> series) {
        return new ChartModel(quantity.title(), quantity.x(), quantity.axis(), null, series, Marks.none());
    }

    private static Series mean(RunGroup group, Quantity quantity, int index) {
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
        Series line = line(at.length == 1 ? group.label() : group.label() + " (" + at.length + " seeds)", counted(means), index, quantity);
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
        private final Function<ComparedRun, ChartModel> chart;

        Single(String title, Function<ComparedRun, ChartModel> chart) {
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
        double low = java.util.Arrays.stream(values).min().orElseThrow();
        double high = java.util.Arrays.stream(values).max().orElseThrow();
        double room = Math.max(0.05 * (high - low), 0.05);
        return new Range(Math.max(0, low - room), Math.min(100.5, high + room));
    }

    /**
     * Figure 3 of the paper: what remains of the model (left) and the last test accuracy (right) over α, mean over seeds with error bars;
     * the dense accuracy as a line across. To be seen with {@link ViewState#logX}. Null where there are not two α above 0.
     */
    public static ChartModel figure3(Comparison comparison) {
        List<RunGroup> sparse = comparison.groups().stream().filter(group -> group.alpha() > 0).toList();
        double[] alphas = sparse.stream().mapToDouble(RunGroup::alpha).distinct().sorted().toArray();
        if (alphas.length < 2) {
            return null;
        }
        List<Series> series = new ArrayList<>();
        series.add(overAlpha(RunCharts.REMAINING, sparse, alphas, run -> run.at().modelRemaining(), Palette.MAIN, Series.Side.LEFT));
        series.add(overAlpha(RunCharts.ACCURACY, sparse, alphas, run -> run.at().accuracyLast(), 0, Series.Side.RIGHT));
        double dense = MeanAndDeviation.of(sparse.stream().flatMap(group -> group.runs().stream()).mapToDouble(comparison::denseAccuracy).toArray()).mean();
        if (!Double.isNaN(dense)) {
            series.add(new Series("dense accuracy", new FixedPoints(new double[] {alphas[0], alphas[alphas.length - 1]},
                    new double[] {100 * dense, 100 * dense}), 0, Series.Dash.DASHED, Series.Side.RIGHT, false, 1.1));
        }
        return new ChartModel(FIGURE_3, Axis.number("α"), Axis.percent("Model remaining ratio"), Axis.fittedPercent("Test accuracy"), series,
                Marks.none());
    }

    private static Series overAlpha(String name, List<RunGroup> groups, double[] alphas, ToDoubleFunction<ComparedRun> share, int colour,
                                    Series.Side side) {
        double[] means = new double[alphas.length];
        double[] deviations = new double[alphas.length];
        for (int i = 0; i < alphas.length; i++) {
            double alpha = alphas[i];
            MeanAndDeviation m = MeanAndDeviation.of(groups.stream().filter(group -> group.alpha() == alpha)
                    .flatMap(group -> group.runs().stream()).mapToDouble(share).toArray());
            means[i] = 100 * m.mean();
            deviations[i] = 100 * m.deviation();
        }
        FixedPoints points = new FixedPoints(alphas, means);
        Series line = new Series(name, points, colour, Series.Dash.SOLID, side, true, 1.6);
        boolean several = java.util.Arrays.stream(deviations).anyMatch(value -> !Double.isNaN(value));
        return several ? line.withSpread(Spread.around(points, new FixedPoints(alphas, deviations), Spread.Kind.ERROR_BARS)) : line;
    }

    /** Figure 7 of the paper: what remains of each layer, a bar for every setting. Null where the layers do not match. */
    public static ChartModel figure7(Comparison comparison) {
        List<String> layers = comparison.layers();
        List<RunGroup> groups = comparison.groups().stream().filter(group -> !group.dense()).toList();
        if (layers.isEmpty() || groups.isEmpty()) {
            return null;
        }
        List<Series> series = new ArrayList<>();
        for (RunGroup group : groups) {
            List<MeanAndDeviation> bars = layers.stream().map(layer -> group.over(run -> 100 * run.remaining(layer))).toList();
            FixedPoints means = FixedPoints.ofCategories(bars.stream().mapToDouble(MeanAndDeviation::mean).toArray());
            Series one = Series.bars(group.label(), means, series.size());
            series.add(group.runs().size() == 1 ? one : one.withSpread(Spread.around(means,
                    FixedPoints.ofCategories(bars.stream().mapToDouble(MeanAndDeviation::deviation).toArray()), Spread.Kind.ERROR_BARS)));
        }
        return new ChartModel(FIGURE_7, Axis.categories("Layer", layers), Axis.percent("Remaining ratio"), null, series, Marks.none());
    }
}
