package dev.thresher.app.window.queue;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.Continuation;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes runs of the queue from waiting to their end, each on a thread of its own. Commanded on the window's thread. */
final class QueueTrainer {
    /** Who hears what becomes of a run; on the window's thread. */
    interface Listener {
        /** It is trained from now on. */
        void began();

        /** There is something new in its folder: it began, ended, or was found. */
        void recorded(Path folder);

        /** Another may begin. */
        void ended();
    }

    private final Sessions sessions;
    private final WindowThreads threads;
    private final Problems problems;
    private final Listener listener;
    private final FinishedRuns finished = new FinishedRuns();
    /** Completed, on whichever thread, when the folder of its run is complete and closed. */
    private final Set<CompletableFuture<Void>> ends = ConcurrentHashMap.newKeySet();
    private final Set<TrainingSession> running = ConcurrentHashMap.newKeySet();

    QueueTrainer(Sessions sessions, WindowThreads threads, Problems problems, Listener listener) {
        this.sessions = sessions;
        this.threads = threads;
        this.problems = problems;
        this.listener = listener;
    }

    /** Loads a run and trains it; one that was finished before is only found. @param experiment its own, with its share of the threads */
    void train(QueuedRun item, Experiment experiment) {
        item.become(QueueState.LOADING, "");
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.add(end);
        end.thenRun(() -> ends.remove(end));
        threads.background().execute(() -> {
            try {
                Optional<Path> before = finished.find(item.experiment(), item.runs());
                if (before.isPresent()) {
                    end.complete(null);
                    threads.ui().execute(() -> found(item, before.get()));
                    return;
                }
                TrainingSession opened = goesOn(item) ? sessions.resume(item.folder(), null, (what, _, _) -> progress(item, what))
                        : sessions.open(experiment, item.runs(), (what, _, _) -> progress(item, what));
                threads.ui().execute(() -> begin(item, opened, end));
            } catch (CancellationException _) {
                refused(item, end, QueueState.STOPPED, "before it began");
            } catch (UserError e) {
                refused(item, end, QueueState.FAILED, e.getMessage());
            } catch (RuntimeException | Error e) {
                refused(item, end, QueueState.FAILED, "a fault of the program");
                problems.unexpected("making a run of the queue ready", e);
            }
        });
    }

    private static boolean goesOn(QueuedRun item) {
        return item.folder() != null && Continuation.of(item.folder()) == Continuation.POSSIBLE;
    }

    private void progress(QueuedRun item, String what) {
        if (item.givenUp) {
            throw new CancellationException(what);
        }
        threads.ui().execute(() -> item.say(what));
    }

    private void refused(QueuedRun item, CompletableFuture<Void> end, QueueState how, String why) {
        end.complete(null);
        threads.ui().execute(() -> {
            item.become(how, why);
            listener.ended();
        });
    }

    private void found(QueuedRun item, Path folder) {
        item.folder = folder;
        item.become(QueueState.FOUND, folder.getFileName().toString());
        listener.recorded(folder);
        listener.ended();
    }

    private void begin(QueuedRun item, TrainingSession opened, CompletableFuture<Void> end) {
        item.session = opened;
        item.folder = opened.folder();
        running.add(opened);
        if (item.givenUp) {
            opened.stop();
        } else {
            item.become(QueueState.TRAINING, "");
        }
        listener.recorded(opened.folder());
        listener.began();
        threads.training().execute(() -> train(item, opened, end));
    }

    private void train(QueuedRun item, TrainingSession opened, CompletableFuture<Void> end) {
        QueueState how = QueueState.FAILED;
        String why = "a fault of the program";
        try (opened) {
            Summary summary = opened.run();
            how = QueueState.ended(summary.state());
            why = summary.message();
        } catch (UserError e) {
            why = e.getMessage();
        } catch (RuntimeException | Error e) {
            problems.unexpected("training a run of the queue", e);
        } finally {
            running.remove(opened);
            end.complete(null);
            ended(item, how, why);
        }
    }

    private void ended(QueuedRun item, QueueState how, String why) {
        threads.ui().execute(() -> {
            item.look();
            item.session = null;
            item.become(how, why);
            listener.recorded(item.folder());
            listener.ended();
        });
    }

    /** Gives up what is loaded, or ends what is trained as soon as the step at hand is done. */
    void stop(QueuedRun item) {
        boolean training = item.state().get() == QueueState.TRAINING;
        item.givenUp = !training;
        item.become(QueueState.STOPPING, "");
        if (training) {
            item.session.stop();
        }
    }

    /** Done, on whichever thread, when the folders of all runs under way are complete. */
    CompletableFuture<Void> end() {
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    /** Stops all and waits until their folders are complete. From any thread. */
    void endNow(Duration patience) throws InterruptedException, TimeoutException {
        running.forEach(TrainingSession::stop);
        if (!running.isEmpty()) {
            try {
                end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of a run is never a failure", e);
            }
        }
    }
}
