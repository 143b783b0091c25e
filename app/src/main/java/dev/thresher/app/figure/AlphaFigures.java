package dev.thresher.app.figure;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FixedPoints;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Numbers;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Spread;
import dev.thresher.app.chart.ViewState;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures 3 and 7: what α does. */
final class AlphaFigures {
    private AlphaFigures() {
    }

    /** Figure 3: a pair of curves for each setting that was run with several α. */
    static Content overAlpha(Figure figure, List<BoundRun> runs) {
        List<List<RunGroup>> settings = settings(figure, runs);
        List<String> names = settings.size() == 1 ? List.of("") : Names.telling(settings.stream().map(groups -> groups.getFirst().apartFromAlpha()).toList(),
                settings.stream().map(groups -> groups.getFirst().first().name()).toList()).stream().map(name -> name + ", ").toList();
        ToDoubleFunction<BoundRun> accuracy = run -> run.accuracy(figure.options().best());
        List<Series> series = new ArrayList<>();
        Set<String> compared = new HashSet<>();
        boolean several = settings.stream().map(groups -> groups.getFirst().experiment().model()).distinct().count() > 1;
        for (int i = 0; i < settings.size(); i++) {
            List<RunGroup> groups = settings.get(i);
            series.add(curve(names.get(i) + "remaining ratio", groups, BoundRun::remaining, settings.size() > 1 ? i : Palette.MAIN, Series.Side.LEFT));
            series.add(curve(names.get(i) + "test accuracy", groups, accuracy, i, Series.Side.RIGHT));
            Experiment e = groups.getFirst().experiment();
            MeanAndDeviation dense = groups.getFirst().first().denseAccuracy(runs, figure.options().best());
            if (dense.count() > 0 && compared.add(e.model() + " " + e.data().dataset())) {
                FixedPoints level = new FixedPoints(new double[] {groups.getFirst().alpha(), groups.getLast().alpha()}, new double[] {100 * dense.mean(), 100 * dense.mean()});
                series.add(new Series((several ? Names.network(e.model()) + ", " : "") + "dense test accuracy", level, i, Series.Dash.DOTTED, Series.Side.RIGHT, false, 1.2));
            }
        }
        return new Content.Chart(new ChartModel(figure.template().title(), Axis.number("α"), Axis.percent("Model remaining ratio"),
                Axis.fittedPercent("Test accuracy"), series, Marks.none()), ViewState.FIT.withLogX(true));
    }

    /** Sparse runs by all that sets them apart but α and seed, α rising. One α alone makes no curve, and is shown as a point beside those that do. */
    private static List<List<RunGroup>> settings(Figure figure, List<BoundRun> runs) {
        Map<Experiment, List<RunGroup>> found = RunGroup.by(RunGroup.of(runs.stream().filter(run -> !run.dense() && run.alpha() > 0).toList()), RunGroup::apartFromAlpha);
        if (found.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs sparse runs of two α above 0 at least, and there is none");
        }
        if (found.values().stream().noneMatch(groups -> groups.size() > 1)) {
            RunGroup one = found.values().iterator().next().getFirst();
            throw new UserError(figure.template().number() + ": needs two α at least, and " + (found.size() == 1
                    ? "all runs of " + Names.network(one.experiment().model()) + " have α = " + Numbers.text(one.alpha()) : "no two of these runs differ in α alone")
                    + "; add runs of another α");
        }
        return found.values().stream().map(groups -> groups.stream().sorted(Comparator.comparingDouble(RunGroup::alpha)).toList()).toList();
    }

    private static Series curve(String name, List<RunGroup> groups, ToDoubleFunction<BoundRun> value, int colour, Series.Side side) {
        double[] alphas = groups.stream().mapToDouble(RunGroup::alpha).toArray();
        List<MeanAndDeviation> means = groups.stream().map(group -> group.over(value)).toList();
        FixedPoints points = new FixedPoints(alphas, means.stream().mapToDouble(mean -> 100 * mean.mean()).toArray());
        Series plain = new Series(name, points, colour, side == Series.Side.LEFT ? Series.Dash.SOLID : Series.Dash.DASHED, side, true, 1.4);
        return withError(plain, points, new FixedPoints(alphas, means.stream().mapToDouble(mean -> 100 * mean.deviation()).toArray()), means);
    }

    private static Series withError(Series plain, FixedPoints points, FixedPoints deviation, List<MeanAndDeviation> means) {
        return means.stream().anyMatch(mean -> mean.count() > 1) ? plain.withSpread(Spread.around(points, deviation, Spread.Kind.ERROR_BARS)) : plain;
    }

    /** Figure 7. */
    static Content perLayer(Figure figure, List<BoundRun> runs) {
        List<RunGroup> groups = RunGroup.of(runs.stream().filter(run -> !run.dense()).toList()).stream()
                .sorted(Comparator.comparingDouble(RunGroup::alpha)).toList();
        if (groups.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs a sparse run, and there are only dense ones");
        }
        List<String> layers = groups.getFirst().first().layers();
        if (layers.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs masked layers, and " + groups.getFirst().first().name() + " has none");
        }
        groups.forEach(group -> group.runs().forEach(run -> require(figure, run, groups.getFirst().first())));
        List<String> names = Names.ofGroups(groups);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            RunGroup group = groups.get(i);
            List<MeanAndDeviation> means = IntStream.range(0, layers.size()).mapToObj(layer -> group.over(run -> run.layerRemaining().get(layer))).toList();
            FixedPoints points = FixedPoints.ofCategories(means.stream().mapToDouble(mean -> 100 * mean.mean()).toArray());
            FixedPoints deviation = FixedPoints.ofCategories(means.stream().mapToDouble(mean -> 100 * mean.deviation()).toArray());
            series.add(withError(Series.bars(names.get(i), points, i), points, deviation, means));
        }
        return new Content.Chart(new ChartModel(figure.template().title(), Axis.categories("Layer", layers), Axis.percent("Remaining ratio"), null, series, Marks.none()));
    }

    private static void require(Figure figure, BoundRun run, BoundRun first) {
        if (!run.layers().equals(first.layers())) {
            throw new UserError(figure.template().number() + ": needs runs of one network, and " + run.name() + " has other layers than "
                    + first.name() + "; leave one of them out");
        }
        if (run.layerRemaining().stream().allMatch(value -> value.isNaN())) {
            throw new UserError(figure.template().number() + ": " + run.name() + " has no recorded step yet; let it train on, or leave it out");
        }
    }

    /** Figures 8 to 12: the same of networks whose name begins so. */
    static Template.Maker perLayerOf(String network) {
        return (figure, runs) -> {
            for (BoundRun run : runs) {
                String model = run.experiment().model();
                if (!(network.endsWith("-") ? model.startsWith(network) : model.equals(network))) {
                    throw new UserError(figure.template().number() + ": needs " + figure.template().needs() + ", and " + run.name() + " trained "
                            + Names.network(model) + "; Figure 7 draws the same of any network");
                }
            }
            return perLayer(figure, runs);
        };
    }
}
