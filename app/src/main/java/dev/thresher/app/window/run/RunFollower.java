package dev.thresher.app.window.run;

import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a run folder off the window's thread, and again every second until the run has ended. */
final class RunFollower {
    static final Duration PERIOD = Duration.ofSeconds(1);

    /**
     * The state of a run folder at one moment.
     *
     * @param resumption whether its run can go on
     * @param settled whether nothing more is to come: it has its end, and nobody writes it
     */
    record Shown(RunPhase phase, String message, Path folder, RunLog log, RunReading reading, Resumption resumption, boolean settled) {
    }

    private final WindowThreads threads;
    private final Ticker ticker;
    private final Problems problems;
    private final Consumer<Shown> show;
    /** What is followed now: an answer for anything else comes too late and is dropped. Window's thread only. */
    private Object current;
    private boolean reading;

    RunFollower(WindowThreads threads, Ticker ticker, Problems problems, Consumer<Shown> show) {
        this.threads = threads;
        this.ticker = ticker;
        this.problems = problems;
        this.show = show;
    }

    void open(Path folder) {
        close();
        Object ticket = new Object();
        current = ticket;
        threads.background().execute(() -> {
            try {
                RecordedRun run = RecordedRun.open(folder);
                ResetCount resets = new ResetCount();
                Shown shown = shown(folder, run, resets);
                threads.ui().execute(() -> opened(ticket, folder, run, resets, shown));
            } catch (UserError e) {
                problems.tell("The run could not be opened", e.getMessage());
            } catch (RuntimeException e) {
                problems.unexpected("opening " + folder, e);
            }
        });
    }

    private void opened(Object ticket, Path folder, RecordedRun run, ResetCount resets, Shown shown) {
        if (current != ticket) {
            return;
        }
        show.accept(shown);
        ticker.stop();
        if (!shown.settled()) {
            ticker.start(PERIOD, () -> follow(ticket, folder, run, resets));
        }
    }

    private void follow(Object ticket, Path folder, RecordedRun run, ResetCount resets) {
        if (reading || current != ticket) {
            return;
        }
        reading = true;
        threads.background().execute(() -> {
            try {
                try {
                    run.poll();
                } catch (UserError e) {
                    reopen(ticket, folder); // a run that another process resumed was cut back to its checkpoint: seen anew it is whole
                    return;
                }
                // Also without news: that its process has died is seen by nothing in the logs.
                Shown shown = shown(folder, run, resets);
                threads.ui().execute(() -> followed(ticket, shown));
            } catch (UserError e) {
                threads.ui().execute(() -> lost(ticket));
                problems.tell("The run can no longer be followed", e.getMessage());
            } catch (RuntimeException e) {
                threads.ui().execute(() -> lost(ticket));
                problems.unexpected("following " + folder, e);
            }
        });
    }

    /** Reads the folder from its begin, and follows that. @throws UserError where it is really damaged */
    private void reopen(Object ticket, Path folder) {
        RecordedRun anew = RecordedRun.open(folder);
        ResetCount resets = new ResetCount();
        Shown shown = shown(folder, anew, resets);
        threads.ui().execute(() -> {
            reading = false;
            opened(ticket, folder, anew, resets, shown);
        });
    }

    private void followed(Object ticket, Shown shown) {
        reading = false;
        if (current != ticket) {
            return;
        }
        if (shown.settled()) {
            close();
        }
        show.accept(shown);
    }

    private void lost(Object ticket) {
        reading = false;
        if (current == ticket) {
            close();
        }
    }

    /** Stops following. */
    void close() {
        if (current != null) {
            ticker.stop();
            current = null;
        }
    }

    private static Shown shown(Path folder, RecordedRun run, ResetCount resets) {
        // Before the summary: it is written while the folder is still held.
        Resumption resumption = Resumption.of(folder);
        Optional<Summary> summary = run.summary();
        RunLog log = run.log();
        double speed = summary.map(Summary::stepsPerSecond).orElseGet(() -> speed(log));
        return new Shown(summary.map(end -> RunPhase.ended(end.state())).orElse(RunPhase.FOLLOWING),
                summary.map(Summary::message).orElse(""), folder, log, RunReading.recorded(run, resets, speed),
                resumption, summary.isPresent() && !resumption.beingWritten());
    }

    /** Mean over the epochs so far: the folder tells no more. */
    private static double speed(RunLog log) {
        int epochs = log.epochs().size();
        if (epochs == 0) {
            return Double.NaN;
        }
        EpochRow last = log.epochs().get(epochs - 1);
        return last.step() / last.seconds();
    }
}
