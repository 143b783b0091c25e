package dev.thresher.app.figure;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A recorded run that a figure is drawn from, ended or still going on.
 *
 * @param folder where it was recorded
 * @param log all that was, up to now
 */
public record BoundRun(Path folder, RunLog log) {
    /** @throws UserError where the folder is gone, no run folder, or damaged */
    public static BoundRun open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder; choose another run, or mend the path");
        }
        return new BoundRun(folder, RecordedRun.open(folder).log());
    }

    public Experiment experiment() {
        return log.experiment();
    }

    public String name() {
        return log.name();
    }

    public boolean dense() {
        return experiment().method().kind() == MethodKind.DENSE;
    }

    /** α; NaN for a dense run, which has none. */
    public double alpha() {
        return dense() ? Double.NaN : experiment().method().alpha();
    }

    public List<String> layers() {
        return log.steps().layers();
    }

    /** Steps of an epoch: as recorded, else as many as there are. */
    double stepsPerEpoch() {
        return log.epochs().size() > 0 ? (double) log.epochs().get(0).step() / log.epochs().get(0).epoch() : Math.max(1, log.steps().size());
    }

    /** Share of the test set answered rightly, of the best epoch or the last that was tested; NaN where none was. */
    public double accuracy(boolean best) {
        double found = Double.NaN;
        for (EpochRow row : log.epochs().all()) {
            double value = row.testAccuracy();
            if (!Double.isNaN(value)) {
                found = best && found > value ? found : value;
            }
        }
        return found;
    }

    /** Mean accuracy of those dense runs among {@code runs} that are of the same network on the same data, to compare this run with. */
    public MeanAndDeviation denseAccuracy(List<BoundRun> runs, boolean best) {
        ToDoubleFunction<BoundRun> accuracy = run -> run.accuracy(best);
        return MeanAndDeviation.of(runs.stream().filter(run -> run.dense() && run.experiment().model().equals(experiment().model())
                && run.experiment().data().dataset().equals(experiment().data().dataset())).mapToDouble(accuracy).toArray());
    }

    /** Kept fraction of the model in the end; NaN where nothing is recorded. */
    public double remaining() {
        EpochRow end = end();
        return end != null ? end.modelRemaining() : last(StepLog.MODEL_REMAINING);
    }

    /** Kept fraction of each layer in the end; NaN where nothing is recorded. */
    List<Double> layerRemaining() {
        EpochRow end = end();
        if (end != null) {
            return end.layerRemaining();
        }
        List<Double> found = new ArrayList<>();
        layers().forEach(layer -> found.add(last(StepLog.remaining(layer))));
        return found;
    }

    /** Kept fraction of a layer in the end; NaN where there is no such layer, or nothing is recorded. */
    public double remaining(String layer) {
        int index = layers().indexOf(layer);
        return index < 0 ? Double.NaN : layerRemaining().get(index);
    }

    /** The last epoch, unless steps have been done since; null where the last step tells more. */
    private EpochRow end() {
        int epochs = log.epochs().size();
        EpochRow row = epochs == 0 ? null : log.epochs().get(epochs - 1);
        return row != null && row.step() >= log.steps().size() ? row : null;
    }

    private double last(String column) {
        FloatColumn values = log.steps().column(column);
        int size = log.steps().size();
        return size == 0 ? Double.NaN : values.get(size - 1);
    }
}
