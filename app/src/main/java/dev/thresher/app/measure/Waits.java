package dev.thresher.app.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How long something took, time after time, in milliseconds.
 *
 * @param typicalMs median
 * @param mostMs 99th percentile
 * @param longestMs the longest of all
 * @param late share of all cases, 0 … 1, above the 16 ms of a frame
 */
public record Waits(double typicalMs, double mostMs, double longestMs, double late) {
    /** A frame at sixty a second. */
    private static final double FRAME_MS = 16;

    /** @param milliseconds one at least */
    public static Waits of(DoubleStream milliseconds) {
        double[] sorted = milliseconds.sorted().toArray();
        long late = Arrays.stream(sorted).filter(one -> one > FRAME_MS).count();
        return new Waits(sorted[sorted.length / 2], sorted[(int) (0.99 * (sorted.length - 1))], sorted[sorted.length - 1], (double) late / sorted.length);
    }
}
