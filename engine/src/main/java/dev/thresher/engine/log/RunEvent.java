package dev.thresher.engine.log;

/**
 * Something that happened to a run besides its steps.
 *
 * @param step steps done when it happened; 0 before the first
 * @param seconds since the run began, pauses left out
 * @param kind what happened
 * @param detail what of: the layer of a reset, the new value of a changed setting or decayed learning rate, the message of a
 *     failure, what was resumed from, the file that is left out
 */
public record RunEvent(int step, double seconds, Kind kind, String detail) {
    /** ALPHA, LEARNING_RATE, FREEZE and UNFREEZE are the user's changes, DECAY is the schedule's; SKIPPED tells of a damaged picture that is left out. */
    public enum Kind {
        STARTED, PAUSED, RESUMED, ALPHA, LEARNING_RATE, FREEZE, UNFREEZE, DECAY, RESET, SKIPPED, STOPPED, FINISHED, FAILED;

        /** Whether it is a change that somebody made while the run went on, and that its experiment does not tell of. */
        public boolean byHand() {
            return !marksTime() && this != DECAY && this != RESET && this != SKIPPED;
        }

        /** Whether it says only that the run went on or stood still, and changes nothing of its steps. */
        public boolean marksTime() {
            return this == STARTED || this == PAUSED || this == RESUMED || this == STOPPED || this == FINISHED || this == FAILED;
        }
    }
}
