package dev.thresher.engine.train;

import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The commands sent to a run, taken by its thread between steps, and the state that they lead to. */
final class Control {
    private static final long FLUSH_NANOS = 500_000_000;

    private final LinkedBlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final RunLog log;
    private final IntSupplier step;
    private final Pace pace;
    private volatile RunState state = RunState.READY;
    private volatile String message = "";
    private volatile boolean stopAsked;
    private volatile boolean over; // the run's thread takes no more commands
    private boolean stopped;
    private boolean singleStep;
    private long flushed = System.nanoTime();

    /** @param secondsBefore that the run has taken already */
    Control(RunLog log, IntSupplier step, double secondsBefore) {
        this.log = log;
        this.step = step;
        pace = new Pace(secondsBefore);
    }

    void send(Command command) {
        if (command instanceof Command.Stop) {
            stopAsked = true;
        }
        commands.add(command);
        if (over) {
            refuse();
        }
    }

    /** The run has ended: who waits for an answer gets none, now or later. */
    void close() {
        over = true;
        refuse();
    }

    private void refuse() {
        for (Command left = commands.poll(); left != null; left = commands.poll()) {
            if (left instanceof Command.CopyWeights copy) {
                copy.answer().cancel(false);
            }
        }
    }

    /** @param how STARTED or RESUMED */
    void begin(RunEvent.Kind how, String detail) {
        pace.start();
        event(how, detail);
        state = RunState.RUNNING;
    }

    /**
     * Takes what was sent, and waits here while the run is paused.
     *
     * @param change applies a change of settings, or answers a question
     * @param beforeWaiting called before the thread waits
     * @return false when the run is to stop
     */
    boolean mayGoOn(Consumer<Command> change, Runnable beforeWaiting) {
        if (singleStep) {
            singleStep = false;
            pause();
        }
        while (true) {
            Command command = commands.poll();
            if (command == null) {
                if (state != RunState.PAUSED) {
                    return true;
                }
                beforeWaiting.run();
                command = waitForCommand();
            }
            switch (command) {
                case Command.Pause _ -> pause();
                case Command.Resume _ -> resume();
                case Command.StepOnce _ -> {
                    if (state == RunState.PAUSED) {
                        pace.start();
                    }
                    singleStep = true;
                    return true;
                }
                case Command.Stop _ -> {
                    stopped = true;
                    return false;
                }
                case Command.CopyWeights copy -> change.accept(copy);
                case Command.ChangeAlpha _, Command.ChangeLearningRate _, Command.Freeze _ -> change(command, change);
            }
        }
    }

    /** Whether {@link #mayGoOn} would answer at once that it may, and do nothing: then another step may begin before the last is recorded. */
    boolean undisturbed() {
        return !singleStep && state == RunState.RUNNING && commands.isEmpty();
    }

    /** Changes settings, which is an event of the run. @param apply does it */
    void change(Command command, Consumer<Command> apply) {
        apply.accept(command);
        switch (command) {
            case Command.ChangeAlpha alpha -> event(RunEvent.Kind.ALPHA, Double.toString(alpha.value()));
            case Command.ChangeLearningRate rate -> event(RunEvent.Kind.LEARNING_RATE, Double.toString(rate.value()));
            case Command.Freeze freeze -> event(freeze.on() ? RunEvent.Kind.FREEZE : RunEvent.Kind.UNFREEZE, "");
            default -> throw new IllegalArgumentException("no change of settings: " + command);
        }
    }

    private Command waitForCommand() {
        try {
            return commands.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Command.Stop();
        }
    }

    private void pause() {
        pace.stop();
        if (state != RunState.PAUSED) {
            event(RunEvent.Kind.PAUSED, ""); // first, so that whoever sees the state finds the event
            state = RunState.PAUSED;
        }
    }

    private void resume() {
        if (state == RunState.PAUSED) {
            pace.start();
            event(RunEvent.Kind.RESUMED, "");
            state = RunState.RUNNING;
        }
    }

    void stepDone(int done) {
        pace.done(done);
    }

    /** True about twice a second. */
    boolean flushIsDue() {
        long now = System.nanoTime();
        if (now - flushed < FLUSH_NANOS) {
            return false;
        }
        flushed = now;
        return true;
    }

    void end(RunState how, String why) {
        pace.stop();
        message = why;
        if (!state.ended() || how == RunState.FAILED && state != RunState.FAILED) {
            event(switch (how) {
                case STOPPED -> RunEvent.Kind.STOPPED;
                case FAILED -> RunEvent.Kind.FAILED;
                default -> RunEvent.Kind.FINISHED;
            }, why);
        }
        state = how;
    }

    void event(RunEvent.Kind kind, String detail) {
        log.events().add(new RunEvent(step.getAsInt(), pace.seconds(), kind, detail));
    }

    /** Whether the run will stop before it trains another step: long work between steps asks this. */
    boolean stopIsNext() {
        if (!stopAsked) {
            return false;
        }
        for (Command command : commands) {
            if (command instanceof Command.StepOnce) {
                return false;
            }
            if (command instanceof Command.Stop) {
                return true;
            }
        }
        return stopped;
    }

    /** Whether a stop was taken. */
    boolean stopped() {
        return stopped;
    }

    RunState state() {
        return state;
    }

    String message() {
        return message;
    }

    double seconds() {
        return pace.seconds();
    }

    double stepsPerSecond() {
        return pace.perSecond();
    }
}
