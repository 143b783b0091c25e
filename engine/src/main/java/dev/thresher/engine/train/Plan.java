package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import java.util.List;
import java.util.Locale;

/** How many steps a run takes, and which of them end an epoch. */
record Plan(int stepsPerEpoch, int totalSteps) {
    /** @throws UserError where there are no examples, the steps are too many to be counted, or too few for a planned change */
    static Plan of(Experiment experiment, Dataset dataset) {
        int examples = dataset.train().count();
        if (examples == 0) {
            throw new UserError(dataset.name() + ": holds no training examples; name another data set");
        }
        int stepsPerEpoch = BatchFeed.stepsPerEpoch(examples, batchSize(experiment, dataset));
        if (experiment.steps() != null) {
            return new Plan(stepsPerEpoch, experiment.steps()).reaching(experiment.changes());
        }
        long steps = Math.multiplyFull(stepsPerEpoch, experiment.epochs());
        if (steps > Integer.MAX_VALUE) {
            throw new UserError(String.format(Locale.ROOT, "--epochs: %d epochs of %,d steps are %,d steps, at most %,d can be counted; "
                    + "name fewer epochs or a larger batch", experiment.epochs(), stepsPerEpoch, steps, Integer.MAX_VALUE));
        }
        return new Plan(stepsPerEpoch, (int) steps).reaching(experiment.changes());
    }

    private Plan reaching(List<PlannedChange> changes) {
        for (PlannedChange change : changes) {
            if (change.step() >= totalSteps) {
                throw new UserError(String.format(Locale.ROOT, "--change: %s is never reached, for the run ends after step %,d; name an earlier step or train longer",
                        change.text(), totalSteps));
            }
        }
        return this;
    }

    /** Examples a step. */
    static int batchSize(Experiment experiment, Dataset dataset) {
        return Math.min(experiment.data().batch(), dataset.train().count());
    }

    /** The epoch, from 1, that step {@code stepsDone + 1} belongs to. */
    int epoch(int stepsDone) {
        return stepsDone / stepsPerEpoch + 1;
    }

    /** Whether an epoch, perhaps an unfinished one with the run, ends with this step. */
    boolean endsEpoch(int step) {
        return step > 0 && (step % stepsPerEpoch == 0 || step >= totalSteps);
    }
}
