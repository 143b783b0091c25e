package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All runs below some folders. What did not change since the last reading is not read again, so a thousand runs cost little more than
 * a look at the dates of their files. One thread at a time.
 */
public final class RunCatalogue {
    /** Folders below a root that are looked into for runs: a user may add a folder with much besides. */
    private static final int DEPTH = 6;
    /** All that an overview is made of. */
    private static final List<String> FILES = List.of(RunFolder.EXPERIMENT, RunFolder.SUMMARY, RunFolder.EPOCHS, RunFolder.STEPS,
            RunFolder.EVENTS, RunNotes.FILE);

    /**
     * What was found.
     *
     * @param problems folders that could not be looked into, one line each
     */
    public record Listing(List<RunOverview> runs, List<String> problems) {
    }

    private record Known(List<Long> stamp, RunOverview run) {
    }

    private final Map<Path, Known> known = new HashMap<>();

    /** Reads the runs at and below the roots. A root that does not exist holds none yet. */
    public synchronized Listing read(Collection<Path> roots) {
        List<String> problems = new ArrayList<>();
        Map<Path, RunOverview> runs = new LinkedHashMap<>();
        for (Path root : roots) {
            for (Path folder : find(root.toAbsolutePath().normalize(), problems)) {
                runs.computeIfAbsent(folder, this::overview);
            }
        }
        known.forEach((folder, before) -> {
            if (!runs.containsKey(folder) && roots.stream().anyMatch(root -> folder.startsWith(root.toAbsolutePath().normalize()))) {
                runs.put(folder, before.run.as(RunOverview.State.GONE, folder + ": is not there any more"));
            }
        });
        return new Listing(List.copyOf(runs.values()), List.copyOf(problems));
    }

    /** Does not remember this folder: when it is gone, it is gone. */
    public synchronized void forget(Path folder) {
        known.remove(folder.toAbsolutePath().normalize());
    }

    /** One run at a glance, whatever its folder holds. */
    public static RunOverview look(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        return OverviewReader.read(whole);
    }

    private RunOverview overview(Path folder) {
        List<Long> stamp = stamp(folder);
        Known before = known.get(folder);
        if (before != null && before.stamp.equals(stamp) && settled(before.run.state())) {
            return before.run;
        }
        RunOverview run = OverviewReader.read(folder);
        if (run.state() == RunOverview.State.DAMAGED && !Files.isDirectory(folder)) {
            return null; // went away while it was read
        }
        known.put(folder, new Known(stamp, run));
        return run;
    }

    /** Whether a run is as it was while its files are. One under way may lose its process; what could not be read may be read by now. */
    private static boolean settled(RunOverview.State state) {
        return !state.live() && state != RunOverview.State.DAMAGED;
    }

    private static List<Long> stamp(Path folder) {
        List<Long> stamp = new ArrayList<>(2 * FILES.size());
        for (String name : FILES) {
            try {
                BasicFileAttributes file = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
                stamp.add(file.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
                stamp.add(file.size());
            } catch (IOException _) {
                stamp.add(-1L); // absent, or not to be read: the reading will say which
                stamp.add(-1L);
            }
        }
        return stamp;
    }

    /** Folders of runs at and below {@code root}; hidden folders, the trash among them, are passed over. */
    static List<Path> find(Path root, List<String> problems) {
        List<Path> found = new ArrayList<>();
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        try {
            Files.walkFileTree(root, Set.copyOf(EnumSet.of(FileVisitOption.FOLLOW_LINKS)), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (!folder.equals(root) && folder.getFileName().toString().startsWith(".")) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    try {
                        if (!OverviewReader.isRun(folder)) {
                            return FileVisitResult.CONTINUE;
                        }
                        found.add(folder);
                    } catch (UserError e) {
                        problems.add(e.getMessage()); // of this folder alone: the others are listed
                    }
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (file.equals(root)) {
                        problems.add(FileErrors.reading(root, e).getMessage());
                    }
                    return FileVisitResult.CONTINUE; // below: went away meanwhile, is closed to us, or is a link in a circle
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add(FileErrors.reading(root, e).getMessage());
        }
        return found;
    }
}
