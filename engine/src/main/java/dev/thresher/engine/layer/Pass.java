package dev.thresher.engine.layer;

/** What a forward pass is for. One object a network, changed before each pass, so that a step allocates nothing. */
public final class Pass {
    private boolean training;
    private long step;

    /** Before a training step. @param newStep counted from 1 */
    public void train(long newStep) {
        training = true;
        step = newStep;
    }

    /** Before an evaluation. */
    public void evaluate() {
        training = false;
    }

    /** Whether batch norm takes the batch's statistics and dropout drops. */
    public boolean training() {
        return training;
    }

    /** The training step, from 1: what dropout is drawn for. */
    public long step() {
        return step;
    }
}
