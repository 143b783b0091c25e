package dev.thresher.engine.testing;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Variation;

/** Examples that tell when they are looked at. */
public record WatchedExamples(Examples examples, Runnable looked) implements Examples {
    @Override
    public int count() {
        return examples.count();
    }

    @Override
    public ImageShape shape() {
        return examples.shape();
    }

    @Override
    public int label(int index) {
        return examples.label(index);
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        looked.run();
        examples.gather(order, from, count, normalisation, variation, target);
    }
}
