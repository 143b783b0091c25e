package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Variation;

/** The batches of a run: which examples step n trains on is decided by the seed and n alone. The last batch of an epoch may be smaller. */
final class BatchFeed {
    private final Examples examples;
    private final Normalisation normalisation;
    private final boolean shuffle;
    private final long seed;
    private final Batch batch;
    private final int[] inOrder;
    private int[] order;
    private int orderedEpoch;

    /** @param batchSize at most the number of examples */
    BatchFeed(Examples examples, Normalisation normalisation, int batchSize, boolean shuffle, long seed) {
        this.examples = examples;
        this.normalisation = normalisation;
        this.shuffle = shuffle;
        this.seed = seed;
        batch = new Batch(examples.shape().features(), batchSize);
        inOrder = inOrder(examples.count());
        order = inOrder;
    }

    /** 0, 1, … count − 1. */
    static int[] inOrder(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    int stepsPerEpoch() {
        return (examples.count() + batch.capacity() - 1) / batch.capacity();
    }

    /** The epoch, from 1, that step {@code stepsDone + 1} belongs to. */
    int epoch(int stepsDone) {
        return stepsDone / stepsPerEpoch() + 1;
    }

    /** The batch of step {@code stepsDone + 1}; it is filled again by the next call. */
    Batch next(int stepsDone) {
        int epoch = epoch(stepsDone);
        if (shuffle && epoch != orderedEpoch) {
            order = Randomness.permutation(examples.count(), seed, epoch);
            orderedEpoch = epoch;
        }
        int from = stepsDone % stepsPerEpoch() * batch.capacity();
        examples.gather(order, from, Math.min(batch.capacity(), order.length - from), normalisation, Variation.NONE, batch);
        return batch;
    }
}
