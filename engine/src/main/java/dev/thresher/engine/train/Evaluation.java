package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.Normalisation;
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
        for (int from = 0; from < order.length; from += batch.capacity()) {
            if (abandon.getAsBoolean()) {
                return false;
            }
            examples.gather(order, from, Math.min(batch.capacity(), order.length - from), normalisation, batch);
            step.evaluate(batch);
            loss += step.task().sum();
            correct += step.task().correct();
        }
        if (order.length > 0) {
            meanLoss = loss / order.length;
            accuracy = (double) correct / order.length;
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
