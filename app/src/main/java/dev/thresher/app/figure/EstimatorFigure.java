package dev.thresher.app.figure;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FixedPoints;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Series;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure 2: S(x), and the estimators of its derivative that the engine computes with. */
final class EstimatorFigure {
    private static final double REACH = 1.5;
    /** So fine that jumps look upright; its bounds meet the kinks at 0.4 and 1. */
    private static final double STEP = 0.0005;

    private EstimatorFigure() {
    }

    static Content make() {
        Axis y = new Axis("Value", "", false, new Range(0, 2.1), null);
        return new Content.Chart(new ChartModel("Step function and its estimators", Axis.number("x"), y, null, List.of(
                curve("S(x)", Palette.MAIN, Series.Dash.SOLID, x -> x > 0 ? 1 : 0),
                curve("long-tailed estimator H(x)", 0, Series.Dash.SOLID, x -> StepEstimator.LONG_TAILED.at((float) x)),
                curve("straight-through estimator", 1, Series.Dash.DASHED, x -> StepEstimator.STRAIGHT_THROUGH.at((float) x))), Marks.none()));
    }

    private static Series curve(String name, int colour, Series.Dash dash, DoubleUnaryOperator function) {
        int steps = (int) Math.round(2 * REACH / STEP);
        double[] xs = new double[steps + 1];
        double[] ys = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            xs[i] = -REACH + i * STEP;
            ys[i] = function.applyAsDouble(xs[i]);
        }
        return new Series(name, new FixedPoints(xs, ys), colour, dash, Series.Side.LEFT, false, 1.4);
    }
}
