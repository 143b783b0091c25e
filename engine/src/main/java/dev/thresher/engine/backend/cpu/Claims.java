package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbered pieces of work that threads claim as they are free, neighbours together: what those read is near then, and no other thread
 * writes beside it. First claims are large and later ones small, so that all threads end at about the same time.
 */
final class Claims {
    /** What {@link #next} gives when no pieces are left. */
    static final long NONE = -1;

    private final AtomicLong claimed = new AtomicLong(); // from the beginning | from the end
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

    /** Begins anew with claims of one piece. */
    void begin(int newPieces) {
        begin(newPieces, 1, Math.max(1, newPieces));
    }

    /**
     * A claim, for {@link #first} and {@link #end}.
     *
     * @param thread those with even numbers begin at the beginning, the others at the end
     */
    long next(int thread) {
        while (true) {
            long seen = claimed.get();
            int left = pieces - first(seen) - end(seen);
            if (left <= 0) {
                return NONE;
            }
            int size = Math.min(left, Math.max(least, left / shares / least * least));
            boolean ahead = thread % 2 == 0;
            if (claimed.compareAndSet(seen, ahead ? claim(first(seen) + size, end(seen)) : claim(first(seen), end(seen) + size))) {
                return ahead ? claim(first(seen), first(seen) + size) : claim(pieces - end(seen) - size, pieces - end(seen));
            }
        }
    }

    private static long claim(int first, int end) {
        return (long) first << Integer.SIZE | end;
    }

    static int first(long claim) {
        return (int) (claim >> Integer.SIZE);
    }

    /** Behind the last. */
    static int end(long claim) {
        return (int) claim;
    }
}
