package dev.thresher.engine.log;

import dev.thresher.engine.experiment.Experiment;
import java.util.List;

/**
 * All that is recorded of a run, live or opened from a folder; charts and figures are drawn from it. Written by one
 * thread (the trainer, or whoever follows the folder), read by any.
 */
public record RunLog(String name, Experiment experiment, StepLog steps, AppendLog<EpochRow> epochs,
                     AppendLog<RunEvent> events) {
    /** An empty log for a run with these masked layers. */
    public static RunLog empty(String name, Experiment experiment, List<String> layers, int expectedSteps) {
        return new RunLog(name, experiment, new StepLog(layers, expectedSteps), new AppendLog<>(), new AppendLog<>());
    }
}
