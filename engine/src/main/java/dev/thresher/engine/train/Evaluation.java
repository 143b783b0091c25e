package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Variation;
import java.util.function.BooleanSupplier;

/** Loss and accuracy over a whole set of examples. */
final class Evaluation {
    private final Examples examples;
    private final Normalisation normalisation;
    private final Batch batch;
    private final int[] order;
    private double meanLoss = Double.NaN;
    private double accuracy = Double.NaN;

    Evaluation(Examples examples, Normalisation normalisation, int batchSize) {
        this.examples = examples;
        this.normalisation = normalisation;
        this.batch = new Batch(examples.shape().features(), batchSize);
        this.order = BatchFeed.inOrder(examples.count());
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
        long answered = 0; // fewer than there are examples where damaged pictures are left out
        for (int from = 0; from < order.length; from += batch.capacity()) {
            if (abandon.getAsBoolean()) {
                return false;
            }
            examples.gather(order, from, Math.min(batch.capacity(), order.length - from), normalisation, Variation.NONE, batch);
            step.evaluate(batch);
            answered += batch.count();
            loss += step.task().sum();
            correct += step.task().correct();
        }
        if (answered > 0) {
            meanLoss = loss / answered;
            accuracy = (double) correct / answered;
        }
        return true;
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
