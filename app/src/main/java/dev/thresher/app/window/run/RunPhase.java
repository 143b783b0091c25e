package dev.thresher.app.window.run;

import dev.thresher.engine.log.RunState;

/** Where the run in the window stands, as its header says it. */
public enum RunPhase {
    /** No run yet. */
    EMPTY("Ready"),
    /** Data are being loaded; the first step is to come. */
    LOADING("Loading"),
    RUNNING("Training"),
    /** Asked to pause, but still inside a step or an evaluation. */
    PAUSING("Pausing"),
    PAUSED("Paused"),
    /** Asked to stop, but still inside a step, or writing the end of the run folder. */
    STOPPING("Stopping"),
    FINISHED("Finished"),
    STOPPED("Stopped"),
    FAILED("Failed"),
    /** Opened from a folder that has no end yet: it is read again every second. */
    FOLLOWING("Following");

    private final String title;

    RunPhase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether this window trains, or is about to. */
    public boolean live() {
        return this == LOADING || this == RUNNING || this == PAUSING || this == PAUSED || this == STOPPING;
    }

    /** The phase of a run that ended in this state. */
    static RunPhase ended(RunState state) {
        return switch (state) {
            case FINISHED -> FINISHED;
            case FAILED -> FAILED;
            case STOPPED, READY, RUNNING, PAUSED -> STOPPED;
        };
    }
}
