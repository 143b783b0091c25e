package dev.thresher.engine.train;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Variation;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.NormalisationConfig;
import java.util.List;

/**
 * How a data set's examples become inputs of a network.
 *
 * @param normalisation of every example
 * @param augmentation of training examples
 */
public record Inputs(Normalisation normalisation, Augmentation augmentation) {
    /** Examples that a computed normalisation looks at, at most: a mean over so many is sure to three digits. */
    private static final int SAMPLE = 10_000;

    /** What a configuration asks for, or the data set's custom. @throws dev.thresher.datasets.UserError where it does not fit the data set */
    public static Inputs of(DataConfig config, Dataset dataset) {
        Augmentation augmentation = config.augmentation() == null ? dataset.augmentation() : Augmentation.named(config.augmentation());
        dataset.train().check(augmentation);
        return new Inputs(normalisation(config.normalisation(), dataset), augmentation);
    }

    private static Normalisation normalisation(NormalisationConfig config, Dataset dataset) {
        int channels = dataset.shape().channels();
        if (!config.on()) {
            return Normalisation.none(channels);
        }
        if (config.mean() != null && config.deviation() != null) {
            return Normalisation.given(floats(config.mean()), floats(config.deviation()), channels);
        }
        return config.computed() ? Normalisation.computed(dataset.train(), SAMPLE) : dataset.normalisation();
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /** How the training examples of an epoch are varied. */
    public Variation variation(long seed, int epoch) {
        return new Variation(augmentation, seed, epoch);
    }
}
