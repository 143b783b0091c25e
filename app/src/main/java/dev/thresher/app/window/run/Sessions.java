package dev.thresher.app.window.run;

import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;

/** Makes runs ready to train: loads their data, makes or opens their folders, builds their networks. */
public interface Sessions {
    /**
     * May take seconds: never called on the thread of the window.
     *
     * @param runs folder in which the run gets a folder of its own
     * @param progress hears how far loading has come
     * @throws dev.thresher.datasets.UserError where data, settings or folder are at fault
     */
    TrainingSession open(Experiment experiment, Path runs, Progress progress);

    /**
     * Makes a recorded run ready to go on from its last checkpoint. May take seconds, too.
     *
     * @param runFolder the folder of the run, in which it goes on
     * @param epochs up to so many; null for as many as planned
     * @param progress hears how far loading has come
     * @throws dev.thresher.datasets.UserError where it cannot go on; then nothing in its folder was changed
     */
    TrainingSession resume(Path runFolder, Integer epochs, Progress progress);
}
