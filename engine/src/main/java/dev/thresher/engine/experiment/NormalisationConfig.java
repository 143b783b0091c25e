package dev.thresher.engine.experiment;

import java.util.List;

/**
 * How inputs are normalised.
 *
 * @param on whether they are, or stay in [0, 1]
 * @param computed whether mean and deviation are computed from the training set; else they are the data set's customary ones
 * @param mean given means, one a channel, which go before all else; null for none
 * @param deviation given standard deviations, one a channel; null exactly where {@code mean} is
 */
public record NormalisationConfig(boolean on, boolean computed, List<Double> mean, List<Double> deviation) {
    public static final NormalisationConfig CUSTOMARY = new NormalisationConfig(true, false, null, null);
    public static final NormalisationConfig NONE = new NormalisationConfig(false, false, null, null);

    public NormalisationConfig {
        mean = mean == null ? null : List.copyOf(mean);
        deviation = deviation == null ? null : List.copyOf(deviation);
    }

    public NormalisationConfig withOn(boolean value) {
        return new NormalisationConfig(value, computed, mean, deviation);
    }

    public NormalisationConfig withComputed(boolean value) {
        return new NormalisationConfig(on, value, mean, deviation);
    }

    public NormalisationConfig withMean(List<Double> value) {
        return new NormalisationConfig(on, computed, value, deviation);
    }

    public NormalisationConfig withDeviation(List<Double> value) {
        return new NormalisationConfig(on, computed, mean, value);
    }
}
