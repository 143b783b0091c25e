package dev.thresher.app.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** What sheets of large layers cost the window's thread, and how soon they are drawn. */
public record WindowSheets(List<Row> rows) {
    /** A frame at sixty a second. */
    private static final double FRAME_MS = 16;

    public WindowSheets {
        rows = List.copyOf(rows);
    }

    /**
     * One measurement: the Masks page shows a layer, and something is done to it again and again.
     *
     * @param layer its size: {@code 512 filters × 512 channels of 3×3}
     * @param doing what is done
     * @param times how often it was
     * @param picture from doing it to the new picture on the screen
     * @param waits how long the window's thread did not listen when it was asked: by its own work, or for want of a processor
     * @param work how long it worked by itself between two answers, in time of a processor: no frame took longer
     */
    public record Row(String layer, String doing, int times, Spread picture, Spread waits, Spread work) {
    }

    /**
     * How long something took, in milliseconds.
     *
     * @param typicalMs median
     * @param mostMs 99th percentile
     * @param longestMs the longest of all
     * @param late share of all cases, 0 … 1, above the 16 ms of a frame
     */
    public record Spread(double typicalMs, double mostMs, double longestMs, double late) {
        /** @param milliseconds one at least */
        public static Spread of(DoubleStream milliseconds) {
            double[] sorted = milliseconds.sorted().toArray();
            long late = Arrays.stream(sorted).filter(one -> one > FRAME_MS).count();
            return new Spread(sorted[sorted.length / 2], sorted[(int) (0.99 * (sorted.length - 1))], sorted[sorted.length - 1],
                    (double) late / sorted.length);
        }
    }
}
