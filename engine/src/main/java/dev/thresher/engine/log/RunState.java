package dev.thresher.engine.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run stands. */
public enum RunState {
    @JsonProperty("ready") READY,
    @JsonProperty("running") RUNNING,
    @JsonProperty("paused") PAUSED,
    /** Went all the way. */
    @JsonProperty("finished") FINISHED,
    /** Ended early because the user said so; everything up to then is recorded. */
    @JsonProperty("stopped") STOPPED,
    /** Ended early because it could not go on; everything up to then is recorded. */
    @JsonProperty("failed") FAILED;

    public boolean ended() {
        return this == FINISHED || this == STOPPED || this == FAILED;
    }
}
