package dev.thresher.app.window.figures;

import dev.thresher.app.chart.Numbers;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Recorded runs as the page needs them: those of a folder, and their logs, which are read once and then only further. */
final class RunShelf {
    private static final String MARK = "experiment.json";

    /** What was read of a run. */
    private record Open(RecordedRun run, Object key) {
    }

    private final Map<Path, Open> open = new HashMap<>();

    /** The run's log as far as it has come. @throws UserError where the folder is gone, no run folder, or damaged */
    synchronized BoundRun open(Path folder) {
        Object key = key(folder);
        Open known = open.get(folder);
        if (known == null || key == null || !key.equals(known.key())) {
            open.remove(folder);
            if (!Files.isDirectory(folder)) {
                return BoundRun.open(folder); // says what is wrong
            }
            known = new Open(RecordedRun.open(folder), key);
            open.put(folder, known);
        } else {
            known.run().poll();
        }
        return new BoundRun(folder, known.run().log());
    }

    /** Another one once the folder holds another run. */
    private static Object key(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve(MARK));
        } catch (IOException e) {
            return null;
        }
    }

    /** Run folders in a folder, newest first, and others that are known already. */
    static List<RunChoice> look(Path folder, List<Path> known) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(each -> Files.isRegularFile(each.resolve(MARK))).map(each -> each.toAbsolutePath().normalize())
                        .sorted((a, b) -> Long.compare(modified(b), modified(a))).forEach(found::add);
            } catch (IOException e) {
                found.clear(); // a folder that cannot be read shows no runs; those known stay
            }
        }
        known.stream().filter(path -> !found.contains(path) && Files.isDirectory(path)).forEach(found::add);
        return found.stream().map(each -> new RunChoice(each, about(each))).toList();
    }

    private static long modified(Path folder) {
        return folder.resolve(MARK).toFile().lastModified();
    }

    /** {@code lenet-300-100 on mnist, DST α = 5e-4, seed 1}; the reason where that cannot be told. */
    static String about(Path folder) {
        try {
            Experiment e = RecordedRun.origin(folder).experiment();
            return e.model() + " on " + e.data().dataset() + ", " + (e.method().kind() == MethodKind.DENSE ? "dense"
                    : e.method().kind().id().toUpperCase(Locale.ROOT) + " α = " + Numbers.text(e.method().alpha())) + ", seed " + e.seed();
        } catch (UserError e) {
            return Files.isDirectory(folder) ? "cannot be read" : "the folder is gone";
        }
    }
}
