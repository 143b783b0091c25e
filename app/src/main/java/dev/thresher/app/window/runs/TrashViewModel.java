package dev.thresher.app.window.runs;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.run.RunTrash;
import dev.thresher.engine.run.RunTrash.Thrown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The runs that were thrown away: the last ones can be undone from a notice, all can be put back until the trash is emptied. */
public final class TrashViewModel {
    private final Supplier<Set<Path>> parents;
    private final WindowThreads threads;
    private final Problems problems;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<List<Thrown>> content = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private List<Thrown> last = List.of();

    /**
     * @param parents folders that a trash may lie in; asked on the window's thread
     * @param changed called on the window's thread when runs have come or gone
     */
    TrashViewModel(Supplier<Set<Path>> parents, WindowThreads threads, Problems problems, Runnable changed) {
        this.parents = parents;
        this.threads = threads;
        this.problems = problems;
        this.changed = changed;
    }

    /** All that lies in the trash. */
    public ReadOnlyObjectProperty<List<Thrown>> content() {
        return content.getReadOnlyProperty();
    }

    /** What was thrown away last and can be undone, one line; empty if there is nothing. */
    public ReadOnlyStringProperty notice() {
        return notice.getReadOnlyProperty();
    }

    /** Waves the notice away; the runs stay in the trash. */
    public void dismiss() {
        last = List.of();
        notice.set("");
    }

    void throwAway(List<Path> runs, Consumer<Path> thrown) {
        work("deleting runs", () -> {
            List<Thrown> done = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            for (Path run : runs) {
                try {
                    done.add(RunTrash.throwAway(run));
                    thrown.accept(run);
                } catch (UserError e) {
                    refused.add(e.getMessage());
                }
            }
            threads.ui().execute(() -> thrown(done));
            if (!refused.isEmpty()) {
                problems.tell(refused.size() == 1 ? "A run could not be deleted" : refused.size() + " runs could not be deleted",
                        String.join("\n", refused));
            }
        });
    }

    private void thrown(List<Thrown> done) {
        if (!done.isEmpty()) {
            last = done;
            notice.set(done.size() == 1 ? done.getFirst().from().getFileName() + " is in the trash."
                    : done.size() + " runs are in the trash.");
        }
        changed.run();
    }

    /** Puts back what was thrown away last. */
    public void undo() {
        List<Thrown> back = last;
        dismiss();
        putBack(back);
    }

    public void putBack(List<Thrown> runs) {
        work("putting runs back", () -> {
            try {
                runs.forEach(RunTrash::putBack);
            } finally {
                threads.ui().execute(changed);
            }
        });
    }

    /** Asks how much room the trash takes. @param heard hears the bytes, on the window's thread */
    public void measure(Consumer<Long> heard) {
        List<Thrown> now = content.get();
        work("measuring the trash", () -> {
            long bytes = RunTrash.bytes(now);
            threads.ui().execute(() -> heard.accept(bytes));
        });
    }

    /** Deletes for good what {@link #content()} lists. */
    public void empty() {
        List<Thrown> now = content.get();
        dismiss();
        work("emptying the trash", () -> {
            try {
                RunTrash.empty(now);
            } finally {
                threads.ui().execute(changed);
            }
        });
    }

    void refresh() {
        Set<Path> now = parents.get();
        work("reading the trash", () -> {
            List<Thrown> found = new ArrayList<>();
            now.forEach(parent -> found.addAll(RunTrash.in(parent)));
            threads.ui().execute(() -> content.set(List.copyOf(found)));
        });
    }

    private void work(String doing, Runnable work) {
        new Background(threads, problems).run("The trash could not be used", doing, () -> {
            work.run();
            return () -> { };
        });
    }
}
