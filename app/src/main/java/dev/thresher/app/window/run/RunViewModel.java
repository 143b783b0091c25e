package dev.thresher.app.window.run;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * The run that the window shows: one that it trains, or one opened from its folder. Its properties change on the
 * window's thread only; the trainer never calls it, it looks at the trainer now and then.
 */
public final class RunViewModel {
    /** How often the window looks at a trainer at work: each look costs the training some milliseconds of a processor. */
    static final Duration LOOK = Duration.ofMillis(500);
    /** How often where the answer to a command is awaited; a look that sees nothing new costs next to nothing. */
    static final Duration ATTENTIVE = Duration.ofMillis(40);

    private static final String UNDER_WAY = "A run is under way";

    private final Sessions sessions;
    private final WindowThreads threads;
    private final Ticker ticker;
    private final Problems problems;

    private final ReadOnlyObjectWrapper<RunPhase> phase = new ReadOnlyObjectWrapper<>(RunPhase.EMPTY);
    private final ReadOnlyObjectWrapper<RunLog> log = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunReading> reading = new ReadOnlyObjectWrapper<>(RunReading.NONE);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Path> folder = new ReadOnlyObjectWrapper<>();

    private final ReadOnlyStringWrapper resumeProblem = new ReadOnlyStringWrapper("");

    private final RunLoader loader;
    private final RunFollower follower;
    /** Null while there is none to command, as during loading. */
    private volatile TrainingSession session;
    private boolean goingOn;
    private ResetCount resets = new ResetCount();
    private volatile CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

    public RunViewModel(Sessions sessions, WindowThreads threads, Ticker ticker, Problems problems) {
        this.sessions = sessions;
        this.threads = threads;
        this.ticker = ticker;
        this.problems = problems;
        this.loader = new RunLoader(threads, problems, this::loading);
        this.follower = new RunFollower(threads, ticker, problems, this::showRecorded);
    }

    public ReadOnlyObjectProperty<RunPhase> phase() {
        return phase.getReadOnlyProperty();
    }

    /** What is drawn; null before the first run. */
    public ReadOnlyObjectProperty<RunLog> log() {
        return log.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<RunReading> reading() {
        return reading.getReadOnlyProperty();
    }

    /** What is being loaded, or how the run ended; empty if there is nothing to say. */
    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    /** Folder of the run shown; null before the first run. */
    public ReadOnlyObjectProperty<Path> folder() {
        return folder.getReadOnlyProperty();
    }

    /** Why the run shown cannot go on from its folder, one line; empty if it can, or if none is shown. */
    public ReadOnlyStringProperty resumeProblem() {
        return resumeProblem.getReadOnlyProperty();
    }

    /** Whether a run of this window is under way. */
    public boolean live() {
        return phase.get().live();
    }

    /** Loads and trains; does nothing during a run. */
    public void start(Experiment experiment, Path runs) {
        if (!live()) {
            goingOn = false;
            load("Loading " + experiment.data().dataset(), progress -> sessions.open(experiment, runs, progress),
                    "The run could not start", this::empty);
        }
    }

    /** Whether the run shown can go on from its folder, in this window. */
    public boolean canGoOn() {
        return !live() && folder.get() != null && log.get() != null && resumeProblem.get().isEmpty();
    }

    /** Loads and goes on with the run shown, from its last checkpoint; where that fails, it is shown as its folder has it. */
    public void goOn() {
        if (canGoOn()) {
            Path at = folder.get();
            RunPhase before = phase.get();
            goingOn = true;
            load("Going on with " + at.getFileName(), progress -> sessions.resume(at, progress), "The run could not go on", () -> {
                phase.set(before);
                message.set("");
                open(at);
            });
        }
    }

    /** Whether what is being loaded, or trained, is the run that was shown before. */
    public boolean goingOn() {
        return goingOn;
    }

    private void load(String what, Function<Progress, TrainingSession> opening, String refusal, Runnable refused) {
        follower.close();
        CompletableFuture<Void> thisEnd = new CompletableFuture<>();
        session = null;
        end = thisEnd;
        resumeProblem.set(UNDER_WAY);
        phase.set(RunPhase.LOADING);
        message.set(what);
        loader.load(opening, refusal, opened -> begin(opened, thisEnd), () -> {
            refused.run();
            thisEnd.complete(null);
        });
    }

    private void loading(String what) {
        if (phase.get() == RunPhase.LOADING) {
            message.set(what);
        }
    }

    private void empty() {
        phase.set(RunPhase.EMPTY);
        message.set("");
        log.set(null);
        folder.set(null);
        resumeProblem.set("");
        reading.set(RunReading.NONE);
    }

    private void begin(TrainingSession opened, CompletableFuture<Void> thisEnd) {
        session = opened;
        resets = new ResetCount();
        if (phase.get() == RunPhase.STOPPING) {
            opened.stop();
        } else {
            phase.set(RunPhase.RUNNING);
        }
        message.set("");
        log.set(opened.log());
        folder.set(opened.folder());
        look();
        ticker.start(LOOK, this::look);
        threads.training().execute(() -> train(opened, thisEnd));
    }

    private void train(TrainingSession running, CompletableFuture<Void> thisEnd) {
        try (running) {
            Summary summary = running.run();
            threads.ui().execute(() -> ended(RunPhase.ended(summary.state()), summary.message()));
            if (summary.state() == RunState.FAILED) {
                problems.tell("The run failed", summary.message());
            }
        } catch (UserError e) {
            threads.ui().execute(() -> ended(RunPhase.FAILED, e.getMessage()));
            problems.tell("The run failed", e.getMessage());
        } catch (RuntimeException | Error e) {
            threads.ui().execute(() -> ended(RunPhase.FAILED, "a fault of the program"));
            problems.unexpected("training", e);
        } finally {
            // Only now is the folder complete and closed, whatever happened. Said from here, for at the end of the
            // program the window's thread no longer listens.
            thisEnd.complete(null);
            Resumption now = Resumption.of(running.folder());
            threads.ui().execute(() -> canNowGoOn(running, now));
        }
    }

    private void canNowGoOn(TrainingSession closed, Resumption now) {
        if (session == closed && !live()) {
            resumeProblem.set(now.problem());
        }
    }

    private void ended(RunPhase outcome, String why) {
        ticker.stop();
        look();
        phase.set(outcome);
        message.set(why == null ? "" : why);
    }

    /** Reads the trainer's numbers; called by the ticker. */
    private void look() {
        reading.set(RunReading.live(session, resets));
        RunState state = session.state();
        if (phase.get() == RunPhase.PAUSING && state == RunState.PAUSED) {
            phase.set(RunPhase.PAUSED);
        }
    }

    public boolean canPause() {
        return phase.get() == RunPhase.RUNNING;
    }

    public void pause() {
        if (canPause()) {
            phase.set(RunPhase.PAUSING);
            session.pause();
            ticker.start(ATTENTIVE, this::look);
        }
    }

    public boolean canResume() {
        return phase.get() == RunPhase.PAUSED || phase.get() == RunPhase.PAUSING;
    }

    public void resume() {
        if (canResume()) {
            phase.set(RunPhase.RUNNING);
            session.resume();
            ticker.start(LOOK, this::look);
        }
    }

    public boolean canStep() {
        return phase.get() == RunPhase.PAUSED;
    }

    public void step() {
        if (canStep()) {
            session.stepOnce();
        }
    }

    public boolean canStop() {
        return live() && phase.get() != RunPhase.STOPPING;
    }

    /** Ends the run, or the loading for it, as soon as the step at hand is done. */
    public void stop() {
        if (canStop()) {
            boolean training = phase.get() != RunPhase.LOADING;
            phase.set(RunPhase.STOPPING);
            if (training) {
                session.stop();
            } else {
                loader.giveUp();
            }
        }
    }

    /** W and t of a masked layer of the run that this window trains; failed or cancelled where it trains none. Answered on any thread. */
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        TrainingSession running = session;
        return running == null || !live() ? CompletableFuture.failedFuture(new IllegalStateException("no run is under way"))
                : running.copyWeights(layer);
    }

    /** Done, on whichever thread, when no run is under way and its folder is complete. */
    public CompletableFuture<Void> end() {
        return end;
    }

    /** Ends the run at the end of the program: stops it and waits until its folder is complete. From any thread. */
    public void endNow(Duration patience) throws InterruptedException, TimeoutException {
        TrainingSession running = session;
        if (running != null && !end.isDone()) {
            running.stop();
            try {
                end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of a run is never a failure", e);
            }
        }
    }

    /** Opens a run folder, and follows it while it has no end; does nothing during a run. */
    public void open(Path runFolder) {
        if (!live()) {
            follower.open(runFolder);
        }
    }

    private void showRecorded(RunFollower.Shown shown) {
        if (live()) {
            return;
        }
        phase.set(shown.phase());
        message.set(shown.message());
        folder.set(shown.folder());
        if (log.get() != shown.log()) {
            log.set(shown.log());
        }
        reading.set(shown.reading());
        session = null;
        resumeProblem.set(shown.resumeProblem());
    }

    /** Back to no run; does nothing during a run. */
    public void clear() {
        if (!live()) {
            follower.close();
            session = null;
            empty();
        }
    }
}
