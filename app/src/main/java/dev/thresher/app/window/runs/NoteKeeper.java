package dev.thresher.app.window.runs;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.engine.run.RunNotes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes into run folders what the user noted of them. What could not be kept is told once: it is tried again when it is written otherwise, or
 * {@link #tryAgain()} says so, not at every step through the page. On the window's thread.
 */
final class NoteKeeper {
    private final Background background;
    private final Runnable kept;
    private final Map<RunRow, RunNotes> tried = new HashMap<>(); // not kept, or not yet

    /** @param kept called on the window's thread when notes were written */
    NoteKeeper(WindowThreads threads, Problems problems, Runnable kept) {
        background = new Background(threads, problems);
        this.kept = kept;
    }

    /** What was refused may be possible by now. */
    void tryAgain() {
        tried.clear();
    }

    /** Writes notes, if they are new. */
    void keep(RunRow row, RunNotes notes) {
        if (notes.equals(row.get().notes()) || notes.equals(tried.get(row))) {
            return;
        }
        tried.put(row, notes);
        Path run = row.folder();
        background.run("The notes could not be kept", "keeping notes", () -> {
            notes.write(run);
            return () -> {
                tried.remove(row);
                kept.run();
            };
        });
    }
}
