package dev.thresher.engine.bench;

/**
 * How far a benchmark is.
 *
 * @param what is being measured, in a few words
 * @param secondsLeft until all is measured, as far as can be told
 */
public record BenchProgress(String what, double secondsLeft) {
}
