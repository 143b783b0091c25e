package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which implementation of the engine's operations a run uses. */
public enum BackendKind {
    /** Vector API kernels, several threads: the default. */
    @JsonProperty("simd") SIMD,
    /** Plain EJML and scalar loops, one thread: runs on any JVM, and is what the others are tested against. */
    @JsonProperty("ejml") EJML
}
