package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Variation;
import java.nio.file.Path;
import java.util.List;

/**
 * The batches of a run: which examples step n trains on is decided by the seed and n alone. They are gathered ahead while
 * the step before trains. The last batch of an epoch may be smaller, and any where damaged examples are left out.
 */
final class BatchFeed implements AutoCloseable {
    private final Examples examples;
    private final Inputs inputs;
    private final int batchSize;
    private final boolean shuffle;
    private final long seed;
    private final boolean packed;
    private final Prefetch ahead;
    private final int[] inOrder;
    private volatile Visit visit; // of the epoch being gathered; null before the first

    /** In which order an epoch visits the examples, and how it varies them. */
    private record Visit(int epoch, int[] order, Variation variation) {
    }

    /**
     * @param batchSize at most the number of examples
     * @param packed whether whoever takes the batches takes bytes
     */
    BatchFeed(Examples examples, Inputs inputs, int batchSize, boolean shuffle, long seed, boolean packed) {
        this.examples = examples;
        this.inputs = inputs;
        this.batchSize = batchSize;
        this.shuffle = shuffle;
        this.seed = seed;
        this.packed = packed;
        inOrder = inOrder(examples.count());
        ahead = new Prefetch(() -> examples.batch(batchSize, packed), this::gather);
    }

    /** 0, 1, … count − 1. */
    static int[] inOrder(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Steps of an epoch over so many examples. */
    static int stepsPerEpoch(int examples, int batchSize) {
        return (int) ((examples + (long) batchSize - 1) / batchSize);
    }

    /** Begins to gather the batches of the steps after {@code stepsDone}, up to {@code totalSteps}. */
    void begin(int stepsDone, int totalSteps) {
        ahead.begin(stepsDone, totalSteps);
    }

    /** The batch of the next step; it is filled again after the next call. @throws dev.thresher.datasets.UserError of the examples */
    Batch next() {
        return ahead.next();
    }

    /** The batch of a step, from 1, once more. */
    Batch again(int step) {
        Batch batch = examples.batch(batchSize, packed);
        gather(step - 1, batch);
        return batch;
    }

    /** Damaged files that were left out so far. */
    List<Path> skipped() {
        return examples.skipped();
    }

    /** How long steps have waited for their batches. */
    double secondsWaited() {
        return ahead.secondsWaited();
    }

    @Override
    public void close() {
        ahead.close();
    }

    private void gather(int stepsDone, Batch batch) {
        int stepsPerEpoch = stepsPerEpoch(examples.count(), batchSize);
        int epoch = stepsDone / stepsPerEpoch + 1;
        int from = stepsDone % stepsPerEpoch * batchSize;
        Visit of = visit(epoch);
        examples.gather(of.order(), from, Math.min(batchSize, of.order().length - from), inputs.normalisation(), of.variation(), batch);
    }

    /** Two threads may ask for two epochs at a time; each gets its own, and the later one stays. */
    private Visit visit(int epoch) {
        Visit known = visit;
        if (known != null && known.epoch() == epoch) {
            return known;
        }
        int[] order = shuffle ? Randomness.permutation(examples.count(), seed, epoch) : inOrder;
        Visit drawn = new Visit(epoch, order, inputs.variation(seed, epoch));
        if (known == null || known.epoch() < epoch) {
            visit = drawn;
        }
        return drawn;
    }
}
