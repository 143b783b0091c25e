package dev.thresher.engine.backend;

/**
 * Where a backend reports what a mask keeps; filled by {@link Backend#refreshMask} and valid after
 * {@link Backend#await()}.
 */
public final class MaskCount {
    private final long total;
    private long kept;
    private long pruned;
    private long recovered;
    private long prunedLast;
    private int resets;

    /** @param total entries of the mask */
    public MaskCount(long total) {
        this.total = total;
        this.kept = total;
    }

    public long total() {
        return total;
    }

    public long kept() {
        return kept;
    }

    /**
     * Entries that left P since this object was made: they were in it, their weight is not 0, and a new mask dropped them. What only
     * one P had in between, as before a reset, does not count.
     */
    public long pruned() {
        return pruned;
    }

    /** Entries that came into P since this object was made: their weight is not 0, and a new mask keeps what the one before did not. */
    public long recovered() {
        return recovered;
    }

    /** How often the thresholds went back to zero since the run began. */
    public int resets() {
        return resets;
    }

    /** k_l, the kept fraction in 0 … 1. */
    public double remainingRatio() {
        return total == 0 ? 1 : (double) kept / total;
    }

    /** Makes this what another one was, for a run that goes on from a checkpoint. */
    public void restore(long newKept, int newResets) {
        kept = newKept;
        resets = newResets;
    }

    /** For backends: what the newest mask keeps, and how many entries left P and came into it. */
    public void set(long newKept, long nowPruned, long nowRecovered) {
        kept = newKept;
        pruned += nowPruned;
        recovered += nowRecovered;
        prunedLast = nowPruned;
    }

    /**
     * For backends: what a mask at t = 0 keeps, made right after one that {@link #set} was told of and that nobody used. At t = 0 every
     * weight that is not 0 remains, so whatever that one had pruned is back.
     *
     * @param nowRecovered entries that came into P as that one had left it
     */
    public void setAfterReset(long newKept, long nowRecovered) {
        kept = newKept;
        pruned -= prunedLast;
        recovered += nowRecovered - prunedLast;
        prunedLast = 0;
        resets++;
    }
}
