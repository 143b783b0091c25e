package dev.thresher.engine.bench;

import java.util.Arrays;

/**
 * How long one call takes, over several rounds.
 *
 * @param median of the rounds' means, the figure to quote; milliseconds
 * @param min of the rounds' means, milliseconds
 * @param max of the rounds' means, milliseconds
 */
public record Timing(double median, double min, double max) {
    /** @param means milliseconds a call in each round, at least one */
    static Timing of(double[] means) {
        double[] sorted = means.clone();
        Arrays.sort(sorted);
        return new Timing(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    /** Of sorted numbers; with an even number of them the mean of the middle two. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Billions of floating-point operations a second, if one call does {@code operations} of them; of the median. */
    double gigaflops(double operations) {
        return operations / (median * 1e6);
    }
}
