package dev.thresher.engine.train;

/** How fast a run goes: time spent with pauses left out, and the pace of the last seconds. One writer, many readers. */
final class Pace {
    private static final int WINDOWS = 6;
    private static final long WINDOW_NANOS = 500_000_000;

    private final long[] times = new long[WINDOWS]; // running time at the end of a window
    private final int[] steps = new int[WINDOWS];
    private int windows;
    private long before; // nanoseconds spent until the clock was last started or stopped
    private boolean runs;
    private long since;  // nanoTime when it was started
    private volatile double perSecond;

    /** @param secondsBefore spent already */
    Pace(double secondsBefore) {
        before = Math.round(secondsBefore * 1e9);
    }

    synchronized void start() {
        if (!runs) {
            runs = true;
            since = System.nanoTime();
            windows = 0;
        }
    }

    synchronized void stop() {
        before = nanos();
        runs = false;
    }

    /** Never less than before, whoever asks: so the time is read and the clock stopped under one lock. */
    synchronized long nanos() {
        return before + (runs ? System.nanoTime() - since : 0);
    }

    double seconds() {
        return nanos() / 1e9;
    }

    /** Notes that {@code step} steps are done; about twice a second it moves the window on. */
    void done(int step) {
        long now = nanos();
        if (windows > 0 && now - times[(windows - 1) % WINDOWS] < WINDOW_NANOS) {
            return;
        }
        if (windows > 0) {
            int oldest = Math.max(0, windows - WINDOWS) % WINDOWS;
            perSecond = (step - steps[oldest]) * 1e9 / (now - times[oldest]);
        }
        times[windows % WINDOWS] = now;
        steps[windows % WINDOWS] = step;
        windows++;
    }

    /** Steps a second over the last seconds, evaluation included; 0 before the first half second. */
    double perSecond() {
        return perSecond;
    }
}
