package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import java.util.function.LongFunction;

/**
 * Steps that were begun and have not ended: one where the backend computes while it is called, and one more where it runs behind, so that
 * it has the next step to do while what one came to is read. Steps are counted from 1.
 */
final class StepsUnderWay {
    private final TrainingStep step;
    private final LongFunction<Batch> again;
    private final long[] fences; // by step number
    private int begun;
    private int ended;

    /**
     * @param again the batch of a step once more
     * @param done steps that have ended already
     */
    StepsUnderWay(TrainingStep step, LongFunction<Batch> again, int done) {
        this.step = step;
        this.again = again;
        fences = new long[step.ahead()];
        begun = done;
        ended = done;
    }

    /** The last step begun. */
    int begun() {
        return begun;
    }

    boolean none() {
        return begun == ended;
    }

    boolean full() {
        return begun - ended == fences.length;
    }

    /** Begins the next step. @throws DivergedException where it is known at once that its loss is not finite; it is not begun then */
    void begin(Batch batch, double learningRate) {
        int number = begun + 1;
        fences[number % fences.length] = step.issue(batch, learningRate, number);
        begun = number;
    }

    /** Waits for the first of them. @throws DivergedException where its loss is not finite; nothing was updated since */
    void end() {
        int number = ended + 1;
        step.finish(fences[number % fences.length], again, number);
        ended = number;
    }
}
