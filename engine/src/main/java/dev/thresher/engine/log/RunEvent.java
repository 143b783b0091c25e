package dev.thresher.engine.log;

/**
 * Something that happened to a run besides its steps.
 *
 * @param step steps done when it happened; 0 before the first
 * @param seconds since the run began, pauses left out
 * @param kind what happened
 * @param detail what of: the layer of a reset, the new value of a changed setting, the message of a failure
 */
public record RunEvent(int step, double seconds, Kind kind, String detail) {
    public enum Kind { STARTED, PAUSED, RESUMED, ALPHA, LEARNING_RATE, RESET, STOPPED, FINISHED, FAILED }
}
