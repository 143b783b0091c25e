package dev.thresher.app.window.run;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.Summary;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run that this window trains, from the trainer made ready until its folder is closed. */
final class LiveRun {
    /** Who hears of its end, on the window's thread. */
    interface Listener {
        void ended(RunPhase outcome, String why);

        /** Its folder is complete and closed. */
        void closed(LiveRun which, Resumption now);
    }

    private final TrainingSession session;
    private final WindowThreads threads;
    private final Problems problems;
    private final Listener listener;
    private final CompletableFuture<Void> end;
    private final ResetCount resets = new ResetCount();

    /** @param end completed, on whichever thread, when its folder is complete */
    LiveRun(TrainingSession session, WindowThreads threads, Problems problems, Listener listener, CompletableFuture<Void> end) {
        this.session = session;
        this.threads = threads;
        this.problems = problems;
        this.listener = listener;
        this.end = end;
    }

    TrainingSession session() {
        return session;
    }

    /** Its numbers now. */
    RunReading read() {
        return RunReading.live(session, resets);
    }

    /** Trains on a thread of its own. */
    void start() {
        threads.training().execute(this::train);
    }

    /** Stops it, and waits until its folder is complete. From any thread. */
    void stopAndWait(Duration patience) throws InterruptedException, TimeoutException {
        if (!end.isDone()) {
            session.stop();
            try {
                end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of a run is never a failure", e);
            }
        }
    }

    private void train() {
        try (session) {
            Summary summary = session.run();
            tell(RunPhase.ended(summary.state()), summary.message());
            if (summary.state() == RunState.FAILED) {
                problems.tell("The run failed", summary.message());
            }
        } catch (UserError e) {
            tell(RunPhase.FAILED, e.getMessage());
            problems.tell("The run failed", e.getMessage());
        } catch (RuntimeException | Error e) {
            tell(RunPhase.FAILED, "a fault of the program");
            problems.unexpected("training", e);
        } finally {
            // Only now is the folder complete and closed, whatever happened. Said from here, for at the end of the
            // program the window's thread no longer listens.
            end.complete(null);
            Resumption now = Resumption.of(session.folder());
            threads.ui().execute(() -> listener.closed(this, now));
        }
    }

    private void tell(RunPhase outcome, String why) {
        threads.ui().execute(() -> listener.ended(outcome, why == null ? "" : why));
    }
}
