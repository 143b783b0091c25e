package dev.thresher.app.window.run;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;

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

    private final ShownRun shown = new ShownRun();
    private final RunLoader loader;
    private final RunFollower follower;
    /** Null while there is none to command, as during loading. */
    private volatile LiveRun running;
    private boolean goingOn;
    private volatile CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

    private final LiveRun.Listener listener = new LiveRun.Listener() {
        @Override
        public void ended(RunPhase outcome, String why) {
            ticker.stop();
            look();
            shown.phase.set(outcome);
            shown.message.set(why);
        }

        @Override
        public void closed(LiveRun which, Resumption now) {
            if (running == which && !live()) {
                shown.say(now);
            }
        }
    };

    public RunViewModel(Sessions sessions, WindowThreads threads, Ticker ticker, Problems problems) {
        this.sessions = sessions;
        this.threads = threads;
        this.ticker = ticker;
        this.problems = problems;
        this.loader = new RunLoader(threads, problems, this::loading);
        this.follower = new RunFollower(threads, ticker, problems, this::showRecorded);
    }

    public ReadOnlyObjectProperty<RunPhase> phase() {
        return shown.phase.getReadOnlyProperty();
    }

    /** What is drawn; null before the first run. */
    public ReadOnlyObjectProperty<RunLog> log() {
        return shown.log.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<RunReading> reading() {
        return shown.reading.getReadOnlyProperty();
    }

    /** What is being loaded, or how the run ended; empty if there is nothing to say. */
    public ReadOnlyStringProperty message() {
        return shown.message.getReadOnlyProperty();
    }

    /** Folder of the run shown; null before the first run. */
    public ReadOnlyObjectProperty<Path> folder() {
        return shown.folder.getReadOnlyProperty();
    }

    /** Why the run shown cannot go on from its folder, one line; empty if it can, or if none is shown. */
    public ReadOnlyStringProperty resumeProblem() {
        return shown.resumeProblem.getReadOnlyProperty();
    }

    /** The trainer at work; null while there is none to command. */
    TrainingSession session() {
        return running == null || !live() || shown.phase.get() == RunPhase.STOPPING ? null : running.session();
    }

    /** Whether a run of this window is under way. */
    public boolean live() {
        return shown.live();
    }

    /** Loads and trains; does nothing during a run. */
    public void start(Experiment experiment, Path runs) {
        if (!live()) {
            goingOn = false;
            load("Loading " + experiment.data().dataset(), progress -> sessions.open(experiment, runs, progress),
                    "The run could not start", shown::empty);
        }
    }

    /** Whether the run shown can go on from its folder, in this window. */
    public boolean canGoOn() {
        return shown.canGoOn();
    }

    /** Whether it cannot, but with more epochs it could. */
    public boolean canGoFurther() {
        return shown.canGoFurther();
    }

    /** Loads and goes on with the run shown, from its last checkpoint; where that fails, it is shown as its folder has it. */
    public void goOn() {
        if (canGoOn()) {
            goOn(shown.folder.get(), null);
        }
    }

    /** The same with more epochs than were planned, or fewer: {@code epochs} in all. */
    public void goFurther(int epochs) {
        if (canGoOn() || canGoFurther()) {
            goOn(shown.folder.get(), epochs);
        }
    }

    /** Goes on with the run of any folder, shown or not, as far as planned. */
    public void goOn(Path at) {
        goOn(at, null);
    }

    private void goOn(Path at, Integer epochs) {
        if (!live()) {
            RunPhase before = shown.phase.get();
            goingOn = true;
            load("Going on with " + at.getFileName(), progress -> sessions.resume(at, epochs, progress), "The run could not go on", () -> {
                shown.phase.set(before);
                shown.message.set("");
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
        running = null;
        end = thisEnd;
        shown.say(new Resumption(UNDER_WAY, false, false));
        shown.phase.set(RunPhase.LOADING);
        shown.message.set(what);
        loader.load(opening, refusal, opened -> begin(opened, thisEnd), () -> {
            refused.run();
            thisEnd.complete(null);
        });
    }

    private void loading(String what) {
        if (shown.phase.get() == RunPhase.LOADING) {
            shown.message.set(what);
        }
    }

    private void begin(TrainingSession opened, CompletableFuture<Void> thisEnd) {
        running = new LiveRun(opened, threads, problems, listener, thisEnd);
        if (shown.phase.get() == RunPhase.STOPPING) {
            opened.stop();
        } else {
            shown.phase.set(RunPhase.RUNNING);
        }
        shown.trained(opened);
        look();
        ticker.start(LOOK, this::look);
        running.start();
    }

    /** Reads the trainer's numbers; called by the ticker. */
    private void look() {
        shown.reading.set(running.read());
        RunState state = running.session().state();
        if (shown.phase.get() == RunPhase.PAUSING && state == RunState.PAUSED) {
            shown.phase.set(RunPhase.PAUSED);
        }
    }

    public boolean canPause() {
        return shown.phase.get() == RunPhase.RUNNING;
    }

    public void pause() {
        if (canPause()) {
            shown.phase.set(RunPhase.PAUSING);
            running.session().pause();
            ticker.start(ATTENTIVE, this::look);
        }
    }

    public boolean canResume() {
        return shown.phase.get() == RunPhase.PAUSED || shown.phase.get() == RunPhase.PAUSING;
    }

    public void resume() {
        if (canResume()) {
            shown.phase.set(RunPhase.RUNNING);
            running.session().resume();
            ticker.start(LOOK, this::look);
        }
    }

    public boolean canStep() {
        return shown.phase.get() == RunPhase.PAUSED;
    }

    public void step() {
        if (canStep()) {
            running.session().stepOnce();
        }
    }

    public boolean canStop() {
        return live() && shown.phase.get() != RunPhase.STOPPING;
    }

    /** Ends the run, or the loading for it, as soon as the step at hand is done. */
    public void stop() {
        if (canStop()) {
            boolean training = shown.phase.get() != RunPhase.LOADING;
            shown.phase.set(RunPhase.STOPPING);
            if (training) {
                running.session().stop();
            } else {
                loader.giveUp();
            }
        }
    }

    /** W and t of a masked layer of the run that this window trains; failed or cancelled where it trains none. Answered on any thread. */
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        TrainingSession training = session();
        return training == null ? CompletableFuture.failedFuture(new IllegalStateException("no run is under way"))
                : training.copyWeights(layer);
    }

    /** Done, on whichever thread, when no run is under way and its folder is complete. */
    public CompletableFuture<Void> end() {
        return end;
    }

    /** Ends the run at the end of the program: stops it and waits until its folder is complete. From any thread. */
    public void endNow(Duration patience) throws InterruptedException, TimeoutException {
        LiveRun now = running;
        if (now != null) {
            now.stopAndWait(patience);
        }
    }

    /** Opens a run folder, and follows it while it has no end; does nothing during a run. */
    public void open(Path runFolder) {
        if (!live()) {
            follower.open(runFolder);
        }
    }

    private void showRecorded(RunFollower.Shown found) {
        if (live()) {
            return;
        }
        running = null;
        shown.recorded(found);
    }

    /** Back to no run; does nothing during a run. */
    public void clear() {
        if (!live()) {
            follower.close();
            running = null;
            shown.empty();
        }
    }
}
