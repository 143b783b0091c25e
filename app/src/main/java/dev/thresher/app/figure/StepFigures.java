package dev.thresher.app.figure;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.PointSource;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Figures 4 to 6: how a run goes. */
final class StepFigures {
    private static final double THIN = 0.9;
    private static final double BOLD = 1.6;

    private StepFigures() {
    }

    /** Figure 4a. */
    static Content perStep(Figure figure, List<BoundRun> runs) {
        BoundRun run = runs.getFirst();
        steps(figure, run);
        return new Content.Chart(RunCharts.remainingPerStep(run.log()), ViewState.FIT.withSmoothing(figure.options().smoothing()));
    }

    /** Figure 4b. */
    static Content perEpoch(Figure figure, List<BoundRun> runs) {
        List<BoundRun> sparse = runs.stream().filter(run -> !run.dense()).toList();
        List<BoundRun> dense = runs.stream().filter(BoundRun::dense).toList();
        if (sparse.size() != 1) {
            throw new UserError(figure.template().number() + ": needs exactly one sparse run, and " + sparse.size() + " are bound; bind one, and at most one dense run");
        }
        List<Series> series = new ArrayList<>();
        series.add(new Series("remaining ratio", epochs(figure, sparse.getFirst(), EpochRow::modelRemaining), Palette.MAIN, Series.Dash.SOLID,
                Series.Side.LEFT, true, BOLD));
        series.add(new Series("sparse test accuracy", epochs(figure, sparse.getFirst(), EpochRow::testAccuracy), 0, Series.Dash.SOLID, Series.Side.RIGHT, true, BOLD));
        if (!dense.isEmpty()) {
            series.add(new Series("dense test accuracy", epochs(figure, dense.getFirst(), EpochRow::testAccuracy), 1, Series.Dash.DASHED, Series.Side.RIGHT,
                    true, BOLD));
        }
        return new Content.Chart(new ChartModel("Accuracy and remaining ratio per epoch", Axis.counting("Epoch"), Axis.percent("Model remaining ratio"),
                Axis.fittedPercent("Test accuracy"), series, Marks.none()));
    }

    private static PointSource epochs(Figure figure, BoundRun run, ToDoubleFunction<EpochRow> value) {
        if (run.log().epochs().size() == 0) {
            throw new UserError(figure.template().number() + ": " + run.name() + " has no finished epoch yet; let it train on, or bind another run");
        }
        return Sources.perEpoch(run, value);
    }

    /** Figure 5a. */
    static Content throughDecays(Figure figure, List<BoundRun> runs) {
        BoundRun run = runs.getFirst();
        decayed(figure, run);
        String layer = layer(figure, run);
        return new Content.Chart(new ChartModel("Output layer and learning-rate decay", Axis.counting("Epoch"), Axis.percent("Remaining ratio"), null, List.of(
                new Series("model", Sources.perStep(run, StepLog.MODEL_REMAINING), 0, Series.Dash.SOLID, Series.Side.LEFT, false, THIN),
                new Series(layer, Sources.perStep(run, StepLog.remaining(layer)), Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, false, BOLD)),
                Sources.decayMarks(run)), ViewState.FIT.withSmoothing(figure.options().smoothing()));
    }

    /** Figure 5b. */
    static Content aroundDecay(Figure figure, List<BoundRun> runs) {
        BoundRun run = runs.getFirst();
        decayed(figure, run);
        String output = layer(figure, run);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < run.layers().size(); i++) {
            String layer = run.layers().get(i);
            if (!layer.equals(output)) {
                series.add(new Series(layer, Sources.perStep(run, StepLog.remaining(layer)), i, Palette.dashOf(i), Series.Side.LEFT, false, THIN));
            }
        }
        series.add(new Series(output, Sources.perStep(run, StepLog.remaining(output)), Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, false, BOLD));
        double decay = Sources.decays(run).getFirst().step() / run.stepsPerEpoch();
        double end = run.log().steps().size() / run.stepsPerEpoch();
        double around = figure.options().around() != null ? figure.options().around() : Math.max(0.5, Math.min(decay, end - decay) / 2);
        Range seen = new Range(Math.max(0, decay - around), Math.max(Math.min(end, decay + around), decay + 0.01));
        return new Content.Chart(new ChartModel("All layers around a learning-rate decay", Axis.number("Epoch"), Axis.percent("Remaining ratio"), null, series,
                Sources.decayMarks(run)), ViewState.FIT.withSmoothing(figure.options().smoothing()).withX(seen));
    }

    /** Figure 6a. */
    static Content outputLayers(Figure figure, List<BoundRun> runs) {
        return several(figure, runs, "Remaining (output layer)", run -> StepLog.remaining(layer(figure, run)));
    }

    /** Figure 6b. */
    static Content models(Figure figure, List<BoundRun> runs) {
        return several(figure, runs, "Remaining (model)", _ -> StepLog.MODEL_REMAINING);
    }

    private static Content several(Figure figure, List<BoundRun> runs, String label, Function<BoundRun, String> column) {
        List<String> names = Names.ofRuns(runs);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            steps(figure, runs.get(i));
            series.add(new Series(names.get(i), Sources.perStep(runs.get(i), column.apply(runs.get(i))), i, Palette.dashOf(i), Series.Side.LEFT, false, 1.2));
        }
        return new Content.Chart(new ChartModel(figure.template().title(), Axis.counting("Epoch"), Axis.percent(label), null, series, Marks.none()),
                ViewState.FIT.withSmoothing(figure.options().smoothing()));
    }

    private static void steps(Figure figure, BoundRun run) {
        if (run.log().steps().size() == 0) {
            throw new UserError(figure.template().number() + ": " + run.name() + " has no recorded step yet; let it train on, or bind another run");
        }
    }

    private static void decayed(Figure figure, BoundRun run) {
        steps(figure, run);
        if (Sources.decays(run).isEmpty()) {
            throw new UserError(figure.template().number() + ": needs a run with a learning-rate decay, and " + run.name()
                    + " has none; bind a run trained with --lr-decay, or one whose learning rate was lowered by hand");
        }
    }

    private static String layer(Figure figure, BoundRun run) {
        String asked = figure.options().layer();
        if (asked == null || asked.isBlank()) {
            return run.layers().getLast();
        }
        if (!run.layers().contains(asked)) {
            throw new UserError(figure.template().number() + ": " + run.name() + " has no masked layer '" + asked + "'; it has " + String.join(", ", run.layers()));
        }
        return asked;
    }
}
