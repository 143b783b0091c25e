package dev.thresher.app.window.compare;

import dev.thresher.app.figure.BoundRun;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the runs of a comparison from their folders; of those that go on, only what has come since. One thread at a time. */
final class ComparisonReader {
    /**
     * @param runs those that could be read
     * @param refused folders that could not, with one line each
     * @param settled whether nothing more is to come of any
     */
    record Reading(List<BoundRun> runs, Map<Path, String> refused, boolean settled) {
    }

    private final Map<Path, RecordedRun> open = new HashMap<>();
    private final Map<Path, BoundRun> settled = new HashMap<>();

    synchronized Reading read(List<Path> folders) {
        open.keySet().retainAll(folders);
        settled.keySet().retainAll(folders);
        List<BoundRun> runs = new ArrayList<>();
        Map<Path, String> refused = new HashMap<>();
        for (Path folder : folders) {
            try {
                runs.add(read(folder));
            } catch (UserError e) {
                open.remove(folder);
                settled.remove(folder);
                refused.put(folder, e.getMessage());
            }
        }
        return new Reading(runs, refused, open.isEmpty());
    }

    private BoundRun read(Path folder) {
        BoundRun before = settled.get(folder);
        if (before != null && Files.isDirectory(folder)) {
            return before; // nothing more is to come
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": is not there any more; leave it out, or put it back");
        }
        RecordedRun run = open.get(folder);
        if (run == null) {
            run = RecordedRun.open(folder);
            open.put(folder, run);
        }
        boolean live = RunCatalogue.look(folder).state().live();
        run.poll(); // after the look: a run that has ended is then read to its end
        BoundRun now = new BoundRun(folder, run.log());
        if (!live) {
            settled.put(folder, now);
            open.remove(folder);
        }
        return now;
    }

    /** Reads this run from its beginning next time: it has gone on. */
    synchronized void again(Path folder) {
        settled.remove(folder);
        open.remove(folder);
    }
}
