package dev.thresher.app.window.runs;

import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A run in the list: the same row for as long as it is listed, whatever becomes of the run. */
public final class RunRow {
    private final ReadOnlyObjectWrapper<RunOverview> run;

    RunRow(RunOverview first) {
        run = new ReadOnlyObjectWrapper<>(first);
    }

    public Path folder() {
        return run.get().folder();
    }

    /** As it was last read. */
    public RunOverview get() {
        return run.get();
    }

    public ReadOnlyObjectProperty<RunOverview> run() {
        return run.getReadOnlyProperty();
    }

    void set(RunOverview now) {
        run.set(now);
    }

    /** Whether there is a run to be opened or compared. */
    public boolean readable() {
        return get().experiment() != null && get().state() != RunOverview.State.GONE;
    }
}
