package dev.thresher.app.chart;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of a run; the first two after Figure 4 of the paper. Resets and changes of the training are marked on all of them. */
public final class RunCharts {
    public static final String MODEL = "model";
    public static final String REMAINING = "remaining ratio";
    public static final String ACCURACY = "test accuracy";
    public static final String DENSE_ACCURACY = "dense test accuracy";
    public static final String TASK_LOSS = "task loss";
    public static final String SPARSE_LOSS = "sparse loss";
    public static final String LEARNING_RATE = "learning rate";
    public static final String PRUNED = "pruned";
    public static final String RECOVERED = "recovered";
    public static final String RESETS = "reset";
    /** Decays of the learning rate, and what the user changed. */
    public static final String CHANGES = "change";

    private final RunLog log;
    private final Timeline time;
    private final StepSources steps;

    private RunCharts(RunLog log, XUnit unit) {
        this.log = log;
        time = new Timeline(log, unit);
        steps = new StepSources(log.steps(), time);
    }

    /** The charts of a run over steps, epochs or seconds. */
    public static RunCharts of(RunLog log, XUnit unit) {
        return new RunCharts(log, unit);
    }

    /** Figure 4a: what remains of each masked layer, and of the model, at every step, with the resets. */
    public static ChartModel remainingPerStep(RunLog log) {
        return of(log, XUnit.STEPS).remaining(false);
    }

    /** Figure 4b: what remains of the model (left), and the test accuracy (right), after every epoch. */
    public static ChartModel perEpoch(RunLog log) {
        return of(log, XUnit.EPOCHS).accuracy(null);
    }

    /** @param grouped layers by {@link LayerGroup}, each as its mean in a band from the least to the most; else each by itself */
    public ChartModel remaining(boolean grouped) {
        List<Series> series = new ArrayList<>();
        List<LayerGroup> groups = groups(grouped);
        for (int i = 0; i < groups.size(); i++) {
            List<String> members = groups.get(i).layers();
            Series one = new Series(groups.get(i).name(), members.size() == 1 ? steps.ratio(members.getFirst()) : steps.mean(members), i,
                    Palette.dashOf(i), Series.Side.LEFT, false, 1.1);
            series.add(members.size() == 1 ? one
                    : one.withSpread(new Spread(steps.least(members), steps.most(members), Spread.Kind.BAND)));
        }
        series.add(new Series(MODEL, steps.column(StepLog.MODEL_REMAINING, 100), Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, false, 2));
        return chart("Remaining ratio per step", Axis.percent("Remaining ratio"), null, series);
    }

    /** @param dense a run of the same network without masks, whose accuracy is drawn beside; null for none */
    public ChartModel accuracy(RunLog dense) {
        List<Series> series = new ArrayList<>();
        series.add(new Series(REMAINING, epochs(log.epochs(), time, EpochRow::modelRemaining), Palette.MAIN, Series.Dash.SOLID,
                Series.Side.LEFT, true, 1.6));
        if (dense != null) {
            series.add(new Series(DENSE_ACCURACY, epochs(dense.epochs(), new Timeline(dense, time.unit()), EpochRow::testAccuracy), 1,
                    Series.Dash.DASHED, Series.Side.RIGHT, true, 1.2));
        }
        series.add(new Series(ACCURACY, epochs(log.epochs(), time, EpochRow::testAccuracy), 0, Series.Dash.SOLID, Series.Side.RIGHT, true, 1.6));
        return chart("Accuracy and remaining ratio per epoch", Axis.percent("Model remaining ratio"), Axis.fittedPercent("Test accuracy"), series);
    }

    /** Task loss of every step (left), and the sparse loss Σ exp(−t) without α (right). */
    public ChartModel losses() {
        return chart("Task and sparse loss per step", Axis.number("Task loss"), Axis.number("Sparse loss Σ exp(−t)"), List.of(
                new Series(SPARSE_LOSS, steps.column(StepLog.SPARSE_LOSS, 1), 1, Series.Dash.SOLID, Series.Side.RIGHT, false, 1.4),
                new Series(TASK_LOSS, steps.column(StepLog.TASK_LOSS, 1), 0, Series.Dash.SOLID, Series.Side.LEFT, false, 1.1)));
    }

    private List<LayerGroup> groups(boolean grouped) {
        List<String> layers = log.steps().layers();
        return grouped ? LayerGroup.of(layers) : layers.stream().map(layer -> new LayerGroup(layer, List.of(layer))).toList();
    }

    /**
     * How many weights each step's masks drop and bring back, over all layers, and set aside those of each layer.
     *
     * @param grouped layers by {@link LayerGroup}, each with the sum over its layers; else each by itself
     */
    public ChartModel changes(boolean grouped) {
        List<Series> series = new ArrayList<>();
        List<LayerGroup> groups = countsLayers() ? groups(grouped) : List.of();
        for (int i = 0; i < groups.size(); i++) {
            List<String> members = groups.get(i).layers();
            series.add(new Series(groups.get(i).name() + " " + RECOVERED, steps.sum(members.stream().map(StepLog::recovered).toList()), i,
                    Series.Dash.DOTTED, Series.Side.LEFT, false, 1).setAside());
            series.add(new Series(groups.get(i).name() + " " + PRUNED, steps.sum(members.stream().map(StepLog::pruned).toList()), i,
                    Palette.dashOf(i), Series.Side.LEFT, false, 1).setAside());
        }
        series.add(new Series(RECOVERED, steps.column(StepLog.RECOVERED, 1), 2, Series.Dash.SOLID, Series.Side.LEFT, false, 1.1));
        series.add(new Series(PRUNED, steps.column(StepLog.PRUNED, 1), 1, Series.Dash.SOLID, Series.Side.LEFT, false, 1.1));
        return chart("Weights pruned and recovered per step", new Axis("Weights", "", true, null, null), null, series);
    }

    /** Whether the counts of layers are known, as they are of a run that is about to begin. */
    private boolean countsLayers() {
        List<String> layers = log.steps().layers();
        return log.steps().size() == 0 || !layers.isEmpty() && !Float.isNaN(log.steps().column(StepLog.pruned(layers.getFirst())).get(0));
    }

    /** What remains of the output layer (left) over the learning rate (right). */
    public ChartModel decays() {
        String output = output(log);
        return chart("Output layer's answer to decays", Axis.fittedPercent("Remaining ratio"), Axis.number("Learning rate η"), List.of(
                new Series(LEARNING_RATE, steps.column(StepLog.LEARNING_RATE, 1), 1, Series.Dash.DASHED, Series.Side.RIGHT, false, 1.3),
                new Series(output, steps.ratio(output), Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, false, 1.6)));
    }

    /** The last masked layer; in an LSTM network, whose output layer is dense, the last gate. */
    public static String output(RunLog log) {
        return log.steps().layers().getLast();
    }

    private ChartModel chart(String title, Axis left, Axis right, List<Series> series) {
        return new ChartModel(title, time.unit().axis(), left, right, series, new RunMarks(log.events(), time));
    }

    private static PointSource epochs(AppendLog<EpochRow> rows, Timeline time, ToDoubleFunction<EpochRow> value) {
        return new PointSource() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public double x(int index) {
                return time.at(rows.get(index));
            }

            @Override
            public double y(int index) {
                return 100 * value.applyAsDouble(rows.get(index));
            }
        };
    }
}
