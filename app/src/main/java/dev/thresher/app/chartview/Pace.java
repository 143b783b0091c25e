package dev.thresher.app.chartview;

import java.util.concurrent.TimeUnit;

/**
 * When a chart may be drawn again: so seldom that drawing takes at most a hundredth of the time, at most ten times a
 * second, and at least every two seconds, since the first drawings of a program take many times as long as later ones. A page has
 * five charts, and together they are to take less than a training of two threads can spare.
 */
final class Pace {
    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(100);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(2);
    static final int SHARE = 100;
    private long next = Long.MIN_VALUE;

    /** A drawing that took {@code duration} has ended at {@code now}; both in nanoseconds. */
    void drawn(long now, long duration) {
        next = now + Math.clamp(SHARE * duration, SHORTEST, LONGEST);
    }

    /** Nanoseconds to wait from {@code now} on; 0 where it may be drawn at once. */
    long waiting(long now) {
        return next == Long.MIN_VALUE ? 0 : Math.max(0, next - now);
    }
}
