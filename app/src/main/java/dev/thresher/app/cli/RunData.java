package dev.thresher.app.cli;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.train.TrainingData;
import java.nio.file.Path;

/** The data that a recorded run was trained on, found again. */
final class RunData {
    private RunData() {
    }

    /** @param folder where to look first; null for where the run did */
    static Dataset load(Experiment experiment, Surroundings surroundings, Path folder) {
        Path first = folder == null && experiment.data().folder() != null ? Path.of(experiment.data().folder()) : folder;
        try (Bars bars = Bars.on(surroundings, false)) {
            return TrainingData.load(experiment.data(), surroundings.dataFolders(first), bars);
        }
    }
}
