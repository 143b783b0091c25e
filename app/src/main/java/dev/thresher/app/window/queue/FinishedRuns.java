package dev.thresher.app.window.queue;

import dev.thresher.app.compare.Sweep;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds runs that went all the way already, so that they need not be trained again. */
final class FinishedRuns {
    private final RunCatalogue catalogue = new RunCatalogue();

    /** A finished run of this very experiment below a folder, which nobody changed on its way. May take a second. */
    Optional<Path> find(Experiment experiment, Path runs) {
        return catalogue.read(List.of(runs)).runs().stream()
                .filter(run -> run.state() == RunOverview.State.FINISHED && Sweep.same(run.experiment(), experiment))
                .map(RunOverview::folder).filter(folder -> !RecordedRun.changedByHand(folder)).findFirst();
    }
}
