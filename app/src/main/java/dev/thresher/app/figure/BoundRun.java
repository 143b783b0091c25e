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

/**
 * A recorded run that a figure is drawn from.
 *
 * @param folder where it was recorded
 * @param log all that was, up to now
 */
public record BoundRun(Path folder, RunLog log) {
    /** @throws UserError where the folder is gone, no run folder, or damaged */
    public static BoundRun open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder; bind another run, or mend the path");
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

    List<String> layers() {
        return log.steps().layers();
    }

    /** Steps of an epoch: as recorded, else as many as there are. */
    double stepsPerEpoch() {
        return log.epochs().size() > 0 ? (double) log.epochs().get(0).step() / log.epochs().get(0).epoch() : Math.max(1, log.steps().size());
    }

    /** Share of the test set answered rightly, of the best epoch or the last that was tested; NaN where none was. */
    double accuracy(boolean best) {
        double found = Double.NaN;
        for (EpochRow row : log.epochs().all()) {
            double value = row.testAccuracy();
            if (!Double.isNaN(value)) {
                found = best && found > value ? found : value;
            }
        }
        return found;
    }

    /** Kept fraction of the model in the end; NaN where nothing is recorded. */
    double remaining() {
        int epochs = log.epochs().size();
        return epochs > 0 ? log.epochs().get(epochs - 1).modelRemaining() : last(StepLog.MODEL_REMAINING);
    }

    /** Kept fraction of each layer in the end. */
    List<Double> layerRemaining() {
        int epochs = log.epochs().size();
        if (epochs > 0) {
            return log.epochs().get(epochs - 1).layerRemaining();
        }
        List<Double> found = new ArrayList<>();
        layers().forEach(layer -> found.add(last(StepLog.remaining(layer))));
        return found;
    }

    private double last(String column) {
        FloatColumn values = log.steps().column(column);
        return log.steps().size() == 0 ? Double.NaN : values.get(log.steps().size() - 1);
    }
}
