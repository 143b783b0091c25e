package dev.thresher.engine.train;

import dev.thresher.engine.model.spec.ShapedModel;

/** How many examples a network computes at a time, for which its buffers are made. */
public final class Capacity {
    /** An evaluation takes so many examples at a time where the activations are small. */
    private static final int EVALUATION_BATCH = 256;
    /** Numbers of all layers' outputs that such a batch may take: 64 MiB. */
    private static final long EVALUATION_NUMBERS = 16 << 20;

    private Capacity() {
    }

    /** Greatest number of examples that anything is computed of at a time: an evaluation takes so many, a step {@code batchSize}. */
    public static int of(ShapedModel model, int batchSize) {
        long numbers = model.input().features() + model.layers().stream().mapToLong(layer -> layer.output().size()).sum();
        return numbers * EVALUATION_BATCH <= EVALUATION_NUMBERS ? Math.max(batchSize, EVALUATION_BATCH) : batchSize;
    }
}
