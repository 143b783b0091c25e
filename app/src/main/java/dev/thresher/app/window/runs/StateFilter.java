package dev.thresher.app.window.runs;

import dev.thresher.engine.run.RunOverview;

/** Which runs are listed, by where they stand. */
public enum StateFilter {
    ALL("All runs"),
    TRAINING("Training"),
    FINISHED("Finished"),
    UNFINISHED("Stopped or broken off"),
    TROUBLED("Failed, damaged or gone");

    private final String title;

    StateFilter(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    boolean shows(RunOverview.State state) {
        return this == ALL || this == switch (state) {
            case RUNNING -> TRAINING;
            case FINISHED -> FINISHED;
            case STOPPED, BROKEN_OFF -> UNFINISHED;
            case FAILED, DAMAGED, GONE -> TROUBLED;
        };
    }
}
