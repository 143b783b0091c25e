package dev.thresher.app.window.queue;

import dev.thresher.engine.log.RunState;

/** Where a run of the queue stands. */
public enum QueueState {
    WAITING("Waiting"),
    LOADING("Loading"),
    TRAINING("Training"),
    /** Asked to stop, but still inside a step, or writing the end of its folder. */
    STOPPING("Stopping"),
    FINISHED("Finished"),
    /** The same run had been finished before, and is not run again. */
    FOUND("Finished before"),
    STOPPED("Stopped"),
    FAILED("Failed");

    private final String title;

    QueueState(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether it has a trainer, or is about to. */
    public boolean live() {
        return this == LOADING || this == TRAINING || this == STOPPING;
    }

    /** Whether it came to its end without having finished, so that it can be tried again. */
    public boolean unfinished() {
        return this == STOPPED || this == FAILED;
    }

    static QueueState ended(RunState state) {
        return switch (state) {
            case FINISHED -> FINISHED;
            case FAILED -> FAILED;
            case STOPPED, READY, RUNNING, PAUSED -> STOPPED;
        };
    }
}
