package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What makes a step of the gradients. */
public enum OptimiserKind {
    /** Stochastic gradient descent with momentum, as PyTorch defines it. */
    @JsonProperty("sgd") SGD,
    /** Adam (Kingma and Ba 2015), bias-corrected. */
    @JsonProperty("adam") ADAM
}
