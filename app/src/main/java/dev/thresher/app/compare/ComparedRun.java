package dev.thresher.app.compare;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.List;

/**
 * A run in a comparison, ended or still going on.
 *
 * @param at what its folder tells at a glance
 * @param log all of its steps and epochs
 */
public record ComparedRun(RunOverview at, RunLog log) {
    /** Reads a run folder. @throws dev.thresher.datasets.UserError where it is none, is gone or is damaged */
    public static ComparedRun open(Path folder) {
        RunLog log = RecordedRun.open(folder).log();
        return new ComparedRun(RunCatalogue.look(folder), log);
    }

    public String name() {
        return at.name();
    }

    public Path folder() {
        return at.folder();
    }

    public Experiment experiment() {
        return log.experiment();
    }

    public boolean dense() {
        return experiment().method().kind() == MethodKind.DENSE;
    }

    /** α; NaN for a dense run, which has none. */
    public double alpha() {
        return dense() ? Double.NaN : experiment().method().alpha();
    }

    public List<String> layers() {
        return log.steps().layers();
    }

    /** Kept fraction of a layer at the end, 0 … 1; NaN where it is not known. */
    public double remaining(String layer) {
        return at.layerRemaining().getOrDefault(layer, Double.NaN);
    }
}
