package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Variation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Loss and accuracy over a whole set of examples, gathered ahead while the batch before is evaluated. */
final class Evaluation {
    private final Examples examples;
    private final Normalisation normalisation;
    private final int batchSize;
    private final int[] order;
    private final Prefetch ahead;
    private int count;
    private double meanLoss = Double.NaN;
    private double accuracy = Double.NaN;

    /** @param packed whether whoever takes the batches takes bytes */
    Evaluation(Examples examples, Normalisation normalisation, int batchSize, boolean packed) {
        this.examples = examples;
        this.normalisation = normalisation;
        this.batchSize = batchSize;
        this.order = BatchFeed.inOrder(examples.count());
        this.ahead = new Prefetch(() -> examples.batch(batchSize, packed), this::gather);
    }

    private void gather(int number, Batch batch) {
        int from = number * batchSize;
        examples.gather(order, from, Math.min(batchSize, order.length - from), normalisation, Variation.NONE, batch);
    }

    /**
     * Evaluates with the masks as they are.
     *
     * @param abandon asked between batches; true leaves the results of the last whole evaluation
     * @return whether it went through
     */
    boolean run(TrainingStep step, BooleanSupplier abandon) {
        double loss = 0;
        long correct = 0;
        int seen = 0;
        int batches = BatchFeed.stepsPerEpoch(order.length, batchSize);
        try (ahead) {
            ahead.begin(0, batches);
            long[] fences = new long[step.ahead()];
            int under = fences.length - 1; // that many are under way while another is issued
            for (int i = 0; i < batches + under; i++) {
                if (i < batches) {
                    if (abandon.getAsBoolean()) {
                        return false;
                    }
                    fences[i % fences.length] = step.issueEvaluation(ahead.next());
                }
                if (i >= under) {
                    step.await(fences[(i - under) % fences.length]);
                    loss += step.task().sum();
                    correct += step.task().correct();
                    seen += step.task().count(); // damaged examples may have been left out
                }
            }
        }
        count = seen;
        if (seen > 0) {
            meanLoss = loss / seen;
            accuracy = (double) correct / seen;
        }
        return true;
    }

    /** Damaged files that were left out so far. */
    List<Path> skipped() {
        return examples.skipped();
    }

    /** How many examples were evaluated. */
    int count() {
        return count;
    }

    /** NaN where there are no examples. */
    double meanLoss() {
        return meanLoss;
    }

    /** Share answered rightly, 0 … 1; NaN where there are no examples. */
    double accuracy() {
        return accuracy;
    }
}
