package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which parameters weight decay touches. */
public enum DecayScope {
    /** Weights of linear, convolutional and LSTM layers only. */
    @JsonProperty("weights") WEIGHTS,
    /** Everything but thresholds. */
    @JsonProperty("not-thresholds") NOT_THRESHOLDS,
    /** Everything, thresholds and batch norm included: as the paper's CIFAR-10 runs have it. */
    @JsonProperty("all") ALL
}
