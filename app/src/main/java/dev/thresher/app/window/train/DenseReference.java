package dev.thresher.app.window.train;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.run.RecordedRun;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A recorded dense run of the same network and data, whose accuracy is drawn beside the run's own, as in Figure 4b of the paper. */
public final class DenseReference {
    private final Problems problems;
    private final Background background;
    private final ReadOnlyObjectWrapper<RunLog> log = new ReadOnlyObjectWrapper<>();
    private Experiment sparse;

    public DenseReference(WindowThreads threads, Problems problems) {
        this.problems = problems;
        background = new Background(threads, problems);
    }

    /** Null where there is none. */
    public ReadOnlyObjectProperty<RunLog> log() {
        return log.getReadOnlyProperty();
    }

    /** Takes the run of a folder, read off the window's thread; one that does not belong beside the run shown is refused in one line. */
    public void choose(Path folder) {
        background.run("The dense run could not be opened", "opening " + folder, () -> {
            RunLog found = RecordedRun.open(folder).log();
            return () -> take(folder, found);
        });
    }

    private void take(Path folder, RunLog found) {
        String problem = problem(found.experiment());
        if (problem.isEmpty()) {
            log.set(found);
        } else {
            problems.tell("This run is no dense reference", folder.getFileName() + ": " + problem);
        }
    }

    private String problem(Experiment found) {
        if (found.method().kind() != MethodKind.DENSE) {
            return "it was trained by another method than the dense baseline; choose a run of the dense baseline";
        }
        if (sparse != null && !sameTask(found)) {
            return "it trains " + found.model() + " on " + found.data().dataset() + ", but the run shown trains " + sparse.model() + " on "
                    + sparse.data().dataset() + "; choose a run of the same";
        }
        return "";
    }

    private boolean sameTask(Experiment found) {
        return found.model().equals(sparse.model()) && found.data().dataset().equals(sparse.data().dataset());
    }

    public void clear() {
        log.set(null);
    }

    /** Another run is shown: a reference that does not belong beside it goes. */
    void fit(RunLog shown) {
        sparse = shown == null ? null : shown.experiment();
        if (log.get() != null && sparse != null && !problem(log.get().experiment()).isEmpty()) {
            clear();
        }
    }
}
