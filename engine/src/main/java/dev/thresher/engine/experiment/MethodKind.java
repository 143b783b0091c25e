package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How masks come about. */
public enum MethodKind {
    /** Dynamic Sparse Training: trainable thresholds (Liu et al., ICLR 2020). */
    @JsonProperty("dst") DST,
    /** No mask: the baseline. */
    @JsonProperty("dense") DENSE;

    /** As the command line and recorded runs spell it. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
