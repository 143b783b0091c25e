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

    /**
     * A normalisation that the user gave.
     *
     * @param channels channels of the data it is for
     * @throws UserError where there is not one finite value a channel, or a deviation is not positive
     */
    public static Normalisation given(float[] mean, float[] std, int channels) {
        checkCount("--mean", mean, channels);
        checkCount("--std", std, channels);
        for (int c = 0; c < channels; c++) {
            if (!Float.isFinite(mean[c])) {
                throw new UserError("--mean " + mean[c] + " of channel " + c + " is no number to subtract; give a finite one");
            }
            if (!(std[c] > 0) || !Float.isFinite(std[c])) {
                throw new UserError("--std " + std[c] + " of channel " + c + " is no deviation to divide by; give a number above 0");
            }
        }
        return new Normalisation(mean, std);
    }

    private static void checkCount(String option, float[] values, int channels) {
        if (values.length != channels) {
            throw new UserError(option + " has " + values.length + (values.length == 1 ? " value" : " values") + ", but the images have "
                    + channels + (channels == 1 ? " channel" : " channels") + "; give one value a channel");
        }
    }

    /**
     * Mean and standard deviation of each channel over at most {@code atMost} examples, evenly spaced. They are visited in
     * order by one thread, so every machine computes the same.
     *
     * @throws UserError where there are no examples, one of them is damaged, or a channel has the same value everywhere
     */
    public static Normalisation computed(Examples examples, int atMost) {
        return ChannelStatistics.of(examples, atMost).normalisation();
    }

    /** The values of all bytes, which stand for byte / 255: entry {@code channel · 256 + byte}. */
    public float[] ofBytes() {
        float[] values = new float[mean.length << 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = apply((i & 0xFF) / 255f, i >> 8);
        }
        return values;
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
