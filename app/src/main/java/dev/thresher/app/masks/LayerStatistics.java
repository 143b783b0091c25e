package dev.thresher.app.masks;

import dev.thresher.engine.mask.LayerWeights;
import java.util.Arrays;

/**
 * |W| and t of a layer in numbers.
 *
 * @param step that they are of
 * @param most right end of the histogram
 * @param all weights by |W|, in bins of the same width from 0 to {@code most}; larger ones are in the last
 * @param kept those of them that remain
 * @param thresholds in ascending order: one a neuron, or all that there are; empty where the method trains none
 * @param thresholdBins thresholds in the same bins
 */
public record LayerStatistics(int step, double most, int[] all, int[] kept, float[] thresholds, int[] thresholdBins) {
    public static final int BINS = 64;

    public static LayerStatistics of(LayerWeights weights) {
        float[] w = weights.weights();
        float[] t = weights.thresholds() == null ? new float[0] : weights.thresholds().clone();
        Arrays.sort(t);
        float most = 0;
        for (float each : w) {
            most = Math.max(most, Float.isFinite(each) ? Math.abs(each) : 0);
        }
        if (t.length > 0 && Float.isFinite(t[t.length - 1])) {
            most = Math.max(most, t[t.length - 1]);
        }
        most = most > 0 ? most : 1;
        int[] all = new int[BINS];
        int[] kept = new int[BINS];
        for (int entry = 0; entry < w.length; entry++) {
            int bin = bin(Math.abs(w[entry]), most);
            all[bin]++;
            kept[bin] += weights.keeps(entry) ? 1 : 0;
        }
        int[] bins = new int[BINS];
        for (float each : t) {
            bins[bin(each, most)]++;
        }
        return new LayerStatistics(weights.step(), most, all, kept, t, bins);
    }

    /** A threshold below zero, which keeps all, is in the first bin. */
    private static int bin(float value, float most) {
        return Float.isNaN(value) ? BINS - 1 : Math.clamp((long) (value / most * BINS), 0, BINS - 1);
    }
}
