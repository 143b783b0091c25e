package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered pieces of work that threads claim as they are free, neighbours together: what those read is near then, and no other thread
 * writes beside it. First claims are large and later ones small, so that all threads end at about the same time.
 */
final class Claims {
    /** What {@link #next} gives when no pieces are left. */
    static final long NONE = -1;

    private final AtomicInteger claimed = new AtomicInteger();
    private int pieces;
    private int least;
    private int shares;

    /**
     * Begins anew, before threads claim.
     *
     * @param newLeast pieces of a claim, but for the last
     * @param newShares of what is left a claim takes at least one of so many
     */
    void begin(int newPieces, int newLeast, int newShares) {
        pieces = newPieces;
        least = newLeast;
        shares = newShares;
        claimed.set(0);
    }

    /** A claim, for {@link #first} and {@link #end}. */
    long next() {
        for (int from = claimed.get(); from < pieces; from = claimed.get()) {
            int end = Math.min(pieces, from + Math.max(least, (pieces - from) / shares / least * least));
            if (claimed.compareAndSet(from, end)) {
                return (long) from << Integer.SIZE | end;
            }
        }
        return NONE;
    }

    static int first(long claim) {
        return (int) (claim >> Integer.SIZE);
    }

    /** Behind the last. */
    static int end(long claim) {
        return (int) claim;
    }
}
