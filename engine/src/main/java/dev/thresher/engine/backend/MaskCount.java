package dev.thresher.engine.backend;

/**
 * Where a backend reports what a mask keeps; filled by {@link Backend#refreshMask} and valid after
 * {@link Backend#await()}.
 */
public final class MaskCount {
    private final long total;
    private long kept;
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

    /** For backends: what the newest mask keeps, and whether it was made after a reset. */
    public void set(long newKept, boolean afterReset) {
        kept = newKept;
        if (afterReset) {
            resets++;
        }
    }
}
