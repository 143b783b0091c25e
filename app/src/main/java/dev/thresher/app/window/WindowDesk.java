package dev.thresher.app.window;

import dev.thresher.app.window.compare.CompareViewModel;
import dev.thresher.app.window.runs.RunDesk;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What the page of runs asks of the rest of the window. */
final class WindowDesk implements RunDesk {
    private final WorkbenchViewModel workbench;
    private final CompareViewModel compare;

    WindowDesk(WorkbenchViewModel workbench, CompareViewModel compare) {
        this.workbench = workbench;
        this.compare = compare;
    }

    @Override
    public Path runsFolder() {
        try {
            return workbench.experiment().runsFolder();
        } catch (InvalidPathException _) {
            return Path.of("runs"); // what is being typed is no path yet
        }
    }

    @Override
    public void open(Path run) {
        workbench.open(run);
        if (!workbench.run().live()) {
            workbench.page().set(Page.TRAIN);
        }
    }

    @Override
    public void repeat(Experiment experiment) {
        workbench.experiment().show(experiment);
        workbench.page().set(Page.TRAIN);
        workbench.start();
    }

    @Override
    public void resume(Path run, Experiment experiment) {
        workbench.experiment().show(experiment);
        workbench.page().set(Page.TRAIN);
        workbench.run().goOn(run);
    }

    @Override
    public void compare(List<Path> runs) {
        compare.join(runs);
        workbench.page().set(Page.COMPARE);
    }

    @Override
    public void say(String line) {
        workbench.notice().set(line);
    }
}
