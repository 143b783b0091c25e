package dev.thresher.datasets;

import java.util.Arrays;

/** Per-channel normalisation (x − mean) / std of values in [0, 1]. Arrays hold one entry a channel. */
public record Normalisation(float[] mean, float[] std) {
    public Normalisation {
        if (mean.length != std.length) {
            throw new IllegalArgumentException("one mean and one std a channel, not " + mean.length + " and " + std.length);
        }
        for (float s : std) {
            if (!(s > 0)) {
                throw new IllegalArgumentException("a standard deviation is positive, not " + s);
            }
        }
        mean = mean.clone();
        std = std.clone();
    }

    /** Leaves values in [0, 1] as they are. */
    public static Normalisation none(int channels) {
        float[] one = new float[channels];
        Arrays.fill(one, 1f);
        return new Normalisation(new float[channels], one);
    }

    public float apply(float value, int channel) {
        return (value - mean[channel]) / std[channel];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalisation n && Arrays.equals(mean, n.mean) && Arrays.equals(std, n.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    /** {@code mean [0.1307], std [0.3081]}. */
    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", std " + Arrays.toString(std);
    }
}
