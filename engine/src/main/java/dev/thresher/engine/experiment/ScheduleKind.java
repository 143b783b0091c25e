package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the learning rate goes over a run. */
public enum ScheduleKind {
    @JsonProperty("constant") CONSTANT,
    /** Times γ after each of the given epochs. */
    @JsonProperty("step") STEP,
    /** Half a cosine from the full rate to zero at the end of the run (Loshchilov and Hutter 2017, without restarts). */
    @JsonProperty("cosine") COSINE
}
