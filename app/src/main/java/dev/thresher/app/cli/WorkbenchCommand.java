package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "workbench", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = "Open the workbench with an experiment filled in; it takes the settings of 'thresher train'.",
        footerHeading = "%nExample:%n", footer = "  thresher workbench --dataset synth-digits --alpha 1e-3 --epochs 5")
final class WorkbenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    WorkbenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        DataFolders folders = surroundings.dataFolders(options.dataFolder());
        Experiment experiment = options.experiment(surroundings, folders).experiment();
        Complaints.check(experiment);
        try {
            surroundings.windows().workbench(experiment);
        } catch (Windows.NoDisplay e) {
            throw new UserError("no display (" + e.getMessage() + "); 'thresher train' runs the same experiment in the terminal", e);
        }
        return Cli.OK;
    }
}
