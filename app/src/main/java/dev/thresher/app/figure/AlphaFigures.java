package dev.thresher.app.figure;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FixedPoints;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Spread;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.figure.RunGroup.Mean;
import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures 3 and 7: what α does. */
final class AlphaFigures {
    private AlphaFigures() {
    }

    /** Figure 3. */
    static Content overAlpha(Figure figure, List<BoundRun> runs) {
        Map<String, List<RunGroup>> networks = new LinkedHashMap<>();
        for (RunGroup group : RunGroup.of(runs.stream().filter(run -> !run.dense() && run.experiment().method().alpha() > 0).toList())) {
            networks.computeIfAbsent(group.experiment().model(), _ -> new ArrayList<>()).add(group);
        }
        List<Series> series = new ArrayList<>();
        int colour = 0;
        for (Map.Entry<String, List<RunGroup>> network : networks.entrySet()) {
            List<RunGroup> groups = network.getValue().stream().sorted(Comparator.comparingDouble(RunGroup::alpha)).toList();
            distinct(figure, network.getKey(), groups);
            String prefix = networks.size() > 1 ? Names.network(network.getKey()) + ", " : "";
            series.add(curve(prefix + "remaining ratio", groups, BoundRun::remaining, networks.size() > 1 ? colour : Palette.MAIN, Series.Side.LEFT));
            ToDoubleFunction<BoundRun> accuracy = run -> run.accuracy(figure.options().best());
            series.add(curve(prefix + "test accuracy", groups, accuracy, colour, Series.Side.RIGHT));
            Mean dense = Mean.of(runs.stream().filter(run -> run.dense() && run.experiment().model().equals(network.getKey())).mapToDouble(accuracy).toArray());
            if (dense.count() > 0) {
                FixedPoints level = new FixedPoints(new double[] {groups.getFirst().alpha(), groups.getLast().alpha()}, new double[] {100 * dense.mean(), 100 * dense.mean()});
                series.add(new Series(prefix + "dense test accuracy", level, colour, Series.Dash.DOTTED, Series.Side.RIGHT, false, 1.2));
            }
            colour++;
        }
        if (series.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs sparse runs of two α above 0 at least, and none is bound");
        }
        return new Content.Chart(new ChartModel("Accuracy and remaining ratio over α", Axis.number("α"), Axis.percent("Model remaining ratio"),
                Axis.fittedPercent("Test accuracy"), series, Marks.none()), ViewState.FIT.withLogX(true));
    }

    private static void distinct(Figure figure, String network, List<RunGroup> groups) {
        long alphas = groups.stream().mapToDouble(RunGroup::alpha).distinct().count();
        if (alphas < 2) {
            throw new UserError(figure.template().number() + ": needs two α at least, and all runs of " + Names.network(network) + " have α = "
                    + Names.number(groups.getFirst().alpha()) + "; bind runs of another α");
        }
        if (alphas < groups.size()) {
            throw new UserError(figure.template().number() + ": runs of " + Names.network(network)
                    + " with the same α differ in other settings, which one curve cannot show; bind those alone that differ in α and seed");
        }
    }

    private static Series curve(String name, List<RunGroup> groups, ToDoubleFunction<BoundRun> value, int colour, Series.Side side) {
        double[] alphas = groups.stream().mapToDouble(RunGroup::alpha).toArray();
        List<Mean> means = groups.stream().map(group -> group.mean(value)).toList();
        FixedPoints points = new FixedPoints(alphas, means.stream().mapToDouble(mean -> 100 * mean.mean()).toArray());
        Series plain = new Series(name, points, colour, side == Series.Side.LEFT ? Series.Dash.SOLID : Series.Dash.DASHED, side, true, 1.4);
        return withError(plain, points, new FixedPoints(alphas, means.stream().mapToDouble(mean -> 100 * mean.deviation()).toArray()), means);
    }

    private static Series withError(Series plain, FixedPoints points, FixedPoints deviation, List<Mean> means) {
        return means.stream().anyMatch(mean -> mean.count() > 1) ? plain.withSpread(Spread.around(points, deviation, Spread.Kind.ERROR_BARS)) : plain;
    }

    /** Figure 7. */
    static Content perLayer(Figure figure, List<BoundRun> runs) {
        List<RunGroup> groups = RunGroup.of(runs.stream().filter(run -> !run.dense()).toList()).stream()
                .sorted(Comparator.comparingDouble(RunGroup::alpha)).toList();
        if (groups.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs a sparse run, and only dense ones are bound");
        }
        List<String> layers = groups.getFirst().first().layers();
        for (RunGroup group : groups) {
            for (BoundRun run : group.runs()) {
                if (!run.layers().equals(layers)) {
                    throw new UserError(figure.template().number() + ": needs runs of one network, and " + run.name() + " has other layers than "
                            + groups.getFirst().first().name() + "; bind runs of one network");
                }
                if (run.layerRemaining().stream().allMatch(value -> value.isNaN())) {
                    throw new UserError(figure.template().number() + ": " + run.name() + " has no recorded step yet; let it train on, or bind another run");
                }
            }
        }
        List<String> names = groups.size() == 1 ? List.of("α = " + Names.number(groups.getFirst().alpha()))
                : Names.telling(groups.stream().map(group -> group.experiment().withSeed(0)).toList(), StepFigures.unique(groups.stream().map(RunGroup::first).toList()));
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            RunGroup group = groups.get(i);
            List<Mean> means = IntStream.range(0, layers.size()).mapToObj(layer -> group.mean(run -> run.layerRemaining().get(layer))).toList();
            FixedPoints points = FixedPoints.ofCategories(means.stream().mapToDouble(mean -> 100 * mean.mean()).toArray());
            FixedPoints deviation = FixedPoints.ofCategories(means.stream().mapToDouble(mean -> 100 * mean.deviation()).toArray());
            series.add(withError(Series.bars(names.get(i), points, i), points, deviation, means));
        }
        return new Content.Chart(new ChartModel(figure.template().title(), Axis.categories("Layer", layers), Axis.percent("Remaining ratio"), null, series, Marks.none()));
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
