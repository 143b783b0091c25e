package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.CheckpointState;
import dev.thresher.engine.run.SavedRun;
import dev.thresher.engine.run.Scores;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What must hold of a run that is to go on. */
final class Resumption {
    private Resumption() {
    }

    /** Where a run stands before its first step. */
    static CheckpointState start(Experiment experiment) {
        return new CheckpointState(0, 0, 0, experiment.method().alpha(), experiment.optimiser().learningRate(), 0, 0, Scores.NONE, 0, 0,
                false, 0, 0, List.of());
    }

    /** @throws UserError where the data are not those that the run was trained on */
    static void checkData(Path runFolder, String checksum, Dataset dataset) {
        if (!checksum.equals(dataset.checksum())) {
            throw new UserError(runFolder + ": was trained on other data than " + dataset.name() + " (" + checksum
                    + ", not " + dataset.checksum() + "); name the data set that it was trained on");
        }
    }

    /**
     * The experiment of a run, with more epochs if wished.
     *
     * @param epochs null for as many as planned
     * @throws UserError where a run cannot become that long
     */
    static Experiment extended(SavedRun saved, Integer epochs) {
        Experiment experiment = saved.experiment();
        if (epochs == null || epochs == experiment.epochs()) {
            return experiment;
        }
        if (experiment.steps() != null) {
            throw new UserError(String.format(Locale.ROOT, "--epochs: the run of %s ends after %,d steps, whatever its epochs; resume it without",
                    saved.folder(), experiment.steps()));
        }
        if (epochs < experiment.epochs()) {
            throw new UserError("--epochs: the run of " + saved.folder() + " was planned for " + experiment.epochs()
                    + " epochs, and cannot become shorter; name more, or stop it when you like");
        }
        return experiment.withEpochs(epochs);
    }

    /** @throws UserError where the run went all the way */
    static void checkUnfinished(SavedRun saved, Plan plan) {
        CheckpointState state = saved.state();
        if (state.step() >= plan.totalSteps() && state.epochSteps() == 0) {
            throw new UserError(String.format(Locale.ROOT, "%s: its run is finished, after step %,d; name more epochs to go on, or another run",
                    saved.folder(), state.step()));
        }
    }
}
