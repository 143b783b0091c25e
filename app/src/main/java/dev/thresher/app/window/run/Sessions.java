package dev.thresher.app.window.run;

import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;

/** Makes a run of an experiment: loads its data, makes its folder, builds its network. */
@FunctionalInterface
public interface Sessions {
    /**
     * May take seconds: never called on the thread of the window.
     *
     * @param runs folder in which the run gets a folder of its own
     * @param progress hears how far loading has come
     * @throws dev.thresher.datasets.UserError where data, settings or folder are at fault
     */
    TrainingSession open(Experiment experiment, Path runs, Progress progress);
}
