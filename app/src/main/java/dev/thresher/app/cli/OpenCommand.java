package dev.thresher.app.cli;

import dev.thresher.engine.run.RecordedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "open", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = {"Open a run folder in the workbench, also one that another process is still writing.",
            "Without a display its summary is printed."},
        footerHeading = "%nExample:%n", footer = "  thresher open runs/lenet-300-100-mnist-dst-a5e-4-s1-20260131-101500")
final class OpenCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run folder: the one that holds experiment.json.")
    private Path folder;

    OpenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path run = surroundings.resolve(folder);
        // Opened here first, so that a damaged folder is refused on the command line it was named on.
        RecordedRun recorded = RecordedRun.open(run);
        try {
            surroundings.windows().run(run);
        } catch (Windows.NoDisplay e) {
            surroundings.err().println("No display (" + e.getMessage() + "): here is the run's summary.");
            recorded.summary().ifPresentOrElse(
                    summary -> surroundings.out().print(SummaryTable.of(summary, run)),
                    () -> surroundings.out().printf("%s: %d steps so far, not ended%n", run, recorded.log().steps().size()));
        }
        return Cli.OK;
    }
}
