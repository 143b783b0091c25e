package dev.thresher.app.window.masks;

import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.engine.mask.LayerWeights;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Copies of W and t from the run that this window trains, one asked for at a time. On the window's thread. */
final class LiveCopies {
    private final RunViewModel run;
    private final Executor ui;
    private final Runnable came;
    private LayerWeights newest;
    private String layer = ""; // that it is of
    private String wanted;     // the layer last asked for
    private int copiedAt = -1; // steps
    private boolean waiting;

    /** @param came hears of a new copy */
    LiveCopies(RunViewModel run, Executor ui, Runnable came) {
        this.run = run;
        this.ui = ui;
        this.came = came;
    }

    /** The last copy; null where there is none, or the run is over. */
    LayerWeights newest() {
        return run.live() ? newest : null;
    }

    /** Another layer or run is looked at. */
    void forget() {
        newest = null;
        copiedAt = -1;
        wanted = null;
    }

    /** Asks for a copy, unless one is on its way or nothing was trained since the last. @param name of the layer; null for none */
    void ask(String name) {
        int done = run.log().get() == null ? 0 : run.log().get().steps().size();
        if (name == null || waiting || !run.live() || copiedAt == done && name.equals(layer)) {
            return;
        }
        waiting = true;
        wanted = name;
        Path folder = run.folder().get();
        run.copyWeights(name).whenComplete((copy, fault) -> ui.execute(() -> copied(folder, name, copy)));
    }

    private void copied(Path folder, String name, LayerWeights copy) {
        waiting = false;
        if (copy != null && name.equals(wanted) && folder != null && folder.equals(run.folder().get()) && run.live()) {
            newest = copy;
            layer = name;
            copiedAt = copy.step();
            came.run();
        }
    }
}
