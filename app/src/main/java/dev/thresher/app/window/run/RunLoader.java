package dev.thresher.app.window.run;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a run ready off the window's thread, and tells why where it cannot be. */
final class RunLoader {
    private final WindowThreads threads;
    private final Problems problems;
    private final Consumer<String> said;
    /** Set from the window's thread, read by the one that loads. */
    private volatile boolean givenUp;

    /** @param said hears on the window's thread how far loading has come */
    RunLoader(WindowThreads threads, Problems problems, Consumer<String> said) {
        this.threads = threads;
        this.problems = problems;
        this.said = said;
    }

    /**
     * Loads; one of the two is called in the end, on the window's thread.
     *
     * @param refusal what is said above the reason where it cannot be made
     * @param refused it could not be made, or was given up
     */
    void load(Function<Progress, TrainingSession> open, String refusal, Consumer<TrainingSession> ready, Runnable refused) {
        givenUp = false;
        threads.background().execute(() -> {
            try {
                TrainingSession opened = open.apply(this::progress);
                threads.ui().execute(() -> ready.accept(opened));
            } catch (CancellationException e) {
                threads.ui().execute(refused);
            } catch (UserError e) {
                threads.ui().execute(refused);
                problems.tell(refusal, e.getMessage());
            } catch (RuntimeException | Error e) {
                threads.ui().execute(refused);
                problems.unexpected("making the run ready", e);
            }
        });
    }

    private void progress(String what, long done, long total) {
        if (givenUp) {
            throw new CancellationException(what);
        }
        threads.ui().execute(() -> said.accept(total > 0 ? what + ", " + 100 * done / total + " %" : what));
    }

    /** Leaves the loading at the next chance. */
    void giveUp() {
        givenUp = true;
    }
}
