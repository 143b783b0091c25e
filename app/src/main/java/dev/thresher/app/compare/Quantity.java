package dev.thresher.app.compare;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.PointSource;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.function.ToDoubleFunction;

/** What is drawn of every run over the course of its training. */
public enum Quantity {
    ACCURACY("Test accuracy", Axis.fittedPercent("Test accuracy"), EpochRow::testAccuracy, null, 100),
    REMAINING("Model remaining ratio", Axis.percent("Model remaining ratio"), EpochRow::modelRemaining, null, 100),
    REMAINING_PER_STEP("Model remaining ratio per step", Axis.percent("Model remaining ratio"), null, StepLog.MODEL_REMAINING, 100),
    TEST_LOSS("Test loss", Axis.number("Test loss"), EpochRow::testLoss, null, 1),
    TASK_LOSS("Task loss per step", Axis.number("Task loss"), null, StepLog.TASK_LOSS, 1);

    private final String title;
    private final Axis axis;
    private final ToDoubleFunction<EpochRow> perEpoch;
    private final String perStep;
    private final double factor;

    Quantity(String title, Axis axis, ToDoubleFunction<EpochRow> perEpoch, String perStep, double factor) {
        this.title = title;
        this.axis = axis;
        this.perEpoch = perEpoch;
        this.perStep = perStep;
        this.factor = factor;
    }

    public String title() {
        return title;
    }

    Axis axis() {
        return axis;
    }

    boolean perStep() {
        return perStep != null;
    }

    Axis x() {
        return Axis.counting(perStep() ? "Step" : "Epoch");
    }

    /** The curve of a run, which grows with it. */
    PointSource points(RunLog log) {
        FloatColumn column = perStep() ? log.steps().column(perStep) : null;
        return new PointSource() {
            @Override
            public int size() {
                return perStep() ? log.steps().size() : log.epochs().size();
            }

            @Override
            public double x(int index) {
                return index + 1.0;
            }

            @Override
            public double y(int index) {
                return factor * (perStep() ? column.get(index) : perEpoch.applyAsDouble(log.epochs().get(index)));
            }
        };
    }

    /** All values of a run as they are now: at step or epoch 1, 2, 3, … */
    double[] values(RunLog log) {
        if (perStep()) {
            int size = log.steps().size();
            float[] column = log.steps().column(perStep).range(0, size);
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = factor * column[i];
            }
            return values;
        }
        return log.epochs().all().stream().mapToDouble(row -> factor * perEpoch.applyAsDouble(row)).toArray();
    }
}
