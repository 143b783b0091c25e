package dev.thresher.app.window.runs;

import dev.thresher.engine.run.FolderWatch;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the runs, and again whenever something changes in their folders, by whichever process. It sleeps in between: the system wakes
 * it. Where the system tells of nothing, as on folders of other machines, it looks every ten seconds.
 */
public final class RunListing implements AutoCloseable {
    /** Also sees a process that died, which changes no file. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** A run in progress writes twice a second. */
    private static final Duration PACE = Duration.ofSeconds(1);

    private final RunCatalogue catalogue = new RunCatalogue();
    private final Supplier<Collection<Path>> roots;
    private final Consumer<RunCatalogue.Listing> heard;
    private FolderWatch watch;
    private CountDownLatch ended; // of the thread that follows; null where none does

    /**
     * @param roots where to look; asked on the thread that reads
     * @param heard hears every reading, in their order, on the thread that read
     */
    public RunListing(Supplier<Collection<Path>> roots, Consumer<RunCatalogue.Listing> heard) {
        this.roots = roots;
        this.heard = heard;
    }

    /** Reads now, on the calling thread. */
    public synchronized void read() {
        Collection<Path> now = roots.get();
        RunCatalogue.Listing listing = catalogue.read(now);
        if (watch != null) {
            watch.watch(toWatch(now, listing.runs()));
        }
        heard.accept(listing);
    }

    /** Runs that are written, and the folders in which runs come and go. */
    private static Set<Path> toWatch(Collection<Path> roots, List<RunOverview> runs) {
        Set<Path> folders = new HashSet<>();
        roots.forEach(root -> folders.add(root.toAbsolutePath().normalize()));
        for (RunOverview run : runs) {
            folders.add(run.folder().getParent());
            if (run.state().live()) {
                folders.add(run.folder());
            }
        }
        return folders;
    }

    /** Does not remember a run that is gone. */
    public void forget(Path run) {
        catalogue.forget(run);
    }

    /** Reads at once on a thread of its own, and again whenever something changes, until {@link #close()}. */
    public synchronized void follow() {
        if (ended == null) {
            FolderWatch opened = FolderWatch.open();
            CountDownLatch end = new CountDownLatch(1);
            watch = opened;
            ended = end;
            Thread.ofPlatform().daemon().name("thresher-runs").start(() -> follow(opened, end));
        }
    }

    private void follow(FolderWatch opened, CountDownLatch end) {
        try {
            do {
                read();
                opened.await(LONGEST);
            } while (!end.await(PACE.toMillis(), TimeUnit.MILLISECONDS)); // what comes in the meantime waits for the next reading
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody does; but it ends a thread wherever it comes from
        }
    }

    /**
     * Ends following; it can be begun again. The thread is told, never interrupted: that would close the very file that it reads, and the
     * run would look damaged.
     */
    @Override
    public void close() {
        FolderWatch closed;
        synchronized (this) {
            if (ended == null) {
                return;
            }
            ended.countDown();
            closed = watch;
            ended = null;
            watch = null;
        }
        closed.close();
    }
}
