package dev.thresher.app.chart;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of a run, after Figure 4 of the paper. */
public final class RunCharts {
    public static final String MODEL = "model";
    public static final String REMAINING = "remaining ratio";
    public static final String ACCURACY = "test accuracy";
    public static final String RESETS = "reset";

    private RunCharts() {
    }

    /** Figure 4a: what remains of each masked layer, and of the model, at every step, with the resets. */
    public static ChartModel remainingPerStep(RunLog log) {
        StepLog steps = log.steps();
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < steps.layers().size(); i++) {
            String layer = steps.layers().get(i);
            series.add(new Series(layer, ratios(steps, StepLog.remaining(layer)), i, Palette.dashOf(i),
                    Series.Side.LEFT, false, 1.1));
        }
        series.add(new Series(MODEL, ratios(steps, StepLog.MODEL_REMAINING), Palette.MAIN, Series.Dash.SOLID,
                Series.Side.LEFT, false, 2));
        return new ChartModel("Remaining ratio per step", Axis.counting("Step"), Axis.percent("Remaining ratio"), null,
                series, new ResetMarks(log.events()));
    }

    /** Figure 4b: what remains of the model (left), and the test accuracy (right), after every epoch. */
    public static ChartModel perEpoch(RunLog log) {
        return new ChartModel("Accuracy and remaining ratio per epoch", Axis.counting("Epoch"),
                Axis.percent("Model remaining ratio"), Axis.fittedPercent("Test accuracy"),
                List.of(new Series(REMAINING, epochs(log.epochs(), EpochRow::modelRemaining), Palette.MAIN,
                                Series.Dash.SOLID, Series.Side.LEFT, true, 1.6),
                        new Series(ACCURACY, epochs(log.epochs(), EpochRow::testAccuracy), 0,
                                Series.Dash.SOLID, Series.Side.RIGHT, true, 1.6)),
                Marks.none());
    }

    private static PointSource ratios(StepLog steps, String name) {
        FloatColumn column = steps.column(name);
        return new PointSource() {
            @Override
            public int size() {
                return steps.size();
            }

            @Override
            public double x(int index) {
                return index + 1.0;
            }

            @Override
            public double y(int index) {
                return 100.0 * column.get(index);
            }
        };
    }

    private static PointSource epochs(AppendLog<EpochRow> rows, ToDoubleFunction<EpochRow> value) {
        return new PointSource() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public double x(int index) {
                return rows.get(index).epoch();
            }

            @Override
            public double y(int index) {
                return 100 * value.applyAsDouble(rows.get(index));
            }
        };
    }
}
