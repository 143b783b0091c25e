package dev.thresher.app.figure;

import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Numbers;
import dev.thresher.app.chart.PointSource;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunEvent;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Points of a recorded run. */
final class Sources {
    private Sources() {
    }

    /** A column of the step log, in per cent, over epochs. */
    static PointSource perStep(BoundRun run, String column) {
        FloatColumn values = run.log().steps().column(column);
        double perEpoch = run.stepsPerEpoch();
        int size = run.log().steps().size();
        return new PointSource() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double x(int index) {
                return (index + 1) / perEpoch;
            }

            @Override
            public double y(int index) {
                return 100.0 * values.get(index);
            }
        };
    }

    /** Something of every epoch, in per cent. */
    static PointSource perEpoch(BoundRun run, ToDoubleFunction<EpochRow> value) {
        List<EpochRow> rows = List.copyOf(run.log().epochs().all());
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

    /** When the learning rate was changed, by the schedule or by hand. */
    static List<RunEvent> decays(BoundRun run) {
        return run.log().events().all().stream()
                .filter(event -> event.kind() == RunEvent.Kind.DECAY || event.kind() == RunEvent.Kind.LEARNING_RATE).toList();
    }

    /** The decays as marks over epochs, each with the new learning rate. */
    static Marks decayMarks(BoundRun run) {
        List<RunEvent> decays = decays(run);
        double perEpoch = run.stepsPerEpoch();
        return new Marks() {
            @Override
            public String name() {
                return "learning-rate decay";
            }

            @Override
            public int size() {
                return decays.size();
            }

            @Override
            public double x(int index) {
                return decays.get(index).step() / perEpoch;
            }

            @Override
            public String label(int index) {
                return "η = " + shortly(decays.get(index).detail());
            }

            @Override
            public String text(int index) {
                return label(index);
            }
        };
    }

    private static String shortly(String detail) {
        try {
            return Numbers.text(Double.parseDouble(Float.toString(Float.parseFloat(detail)))); // 0.01, not 0.010000000000000002
        } catch (NumberFormatException e) {
            return detail;
        }
    }
}
