package dev.thresher.engine.run;

import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * What a run folder tells at a glance, without its thousands of steps. Accuracies are shares of the test set in 0 … 1, ratios are
 * kept fractions in 0 … 1; NaN where nothing is known yet.
 *
 * @param problem what is wrong with the folder, or why the run failed, one line; empty where there is nothing to say
 * @param experiment null where it cannot be read
 * @param started null where it cannot be read
 * @param steps done
 * @param plannedSteps of the whole run; 0 where it cannot be read
 * @param epochs evaluated
 * @param bestEpoch first epoch of the best accuracy; 0 for none
 * @param layerRemaining of each masked layer, in the network's order
 * @param seconds of training as recorded so far, pauses left out
 */
public record RunOverview(Path folder, State state, String problem, Experiment experiment, OffsetDateTime started, int steps,
                          int plannedSteps, int epochs, double accuracyLast, double accuracyBest, int bestEpoch,
                          double modelRemaining, Map<String, Double> layerRemaining, double seconds, RunNotes notes) {
    /** Where a run stands, as its folder shows it from outside. */
    public enum State {
        /** A process holds the folder and writes it. */
        RUNNING,
        FINISHED,
        STOPPED,
        FAILED,
        /** Its process ended without a word: killed, or the machine went down. */
        BROKEN_OFF,
        /** A file of it cannot be read. */
        DAMAGED,
        /** The folder was there and is not any more. */
        GONE;

        /** Whether its numbers can still change by themselves. */
        public boolean live() {
            return this == RUNNING;
        }
    }

    /** Name of the folder. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** Share of the planned steps done, 0 … 1. */
    public double progress() {
        return plannedSteps > 0 ? Math.min(1, (double) steps / plannedSteps) : 0;
    }

    /** A folder of which nothing can be read. */
    static RunOverview damaged(Path folder, String problem) {
        return new RunOverview(folder, State.DAMAGED, problem, null, null, 0, 0, 0, Double.NaN, Double.NaN, 0, Double.NaN, Map.of(),
                Double.NaN, RunNotes.NONE);
    }

    /** The same in another state. */
    RunOverview as(State other, String why) {
        return new RunOverview(folder, other, why, experiment, started, steps, plannedSteps, epochs, accuracyLast, accuracyBest, bestEpoch,
                modelRemaining, layerRemaining, seconds, notes);
    }

    RunOverview with(RunNotes written) {
        return new RunOverview(folder, state, problem, experiment, started, steps, plannedSteps, epochs, accuracyLast, accuracyBest,
                bestEpoch, modelRemaining, layerRemaining, seconds, written);
    }
}
