package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;

/** What {@code thresher} without a word does: the workbench on the default experiment, or the same in the terminal. */
public final class FirstStart {
    private FirstStart() {
    }

    /** @return the exit code */
    public static int run(Surroundings surroundings) {
        return run(surroundings, Experiment.standard());
    }

    /** As above; {@code standard} is what is trained where there is no window. */
    static int run(Surroundings surroundings, Experiment standard) {
        try {
            surroundings.windows().workbench();
            return Cli.OK;
        } catch (Windows.NoDisplay e) {
            surroundings.err().println("No display (" + e.getMessage() + "): training in the terminal instead.");
            DataFolders folders = surroundings.dataFolders(null);
            DataChoice choice = DataChoice.of(standard.data().dataset(), folders);
            Experiment experiment = standard.withData(standard.data().withDataset(choice.name()));
            return new Training(surroundings, Training.Wishes.withFigures())
                    .run(experiment, folders, choice.remark());
        }
    }
}
