package dev.thresher.engine.backend;

/** Where a backend reports the task loss of a batch; valid after {@link Backend#await()}. */
public final class LossResult {
    private double sum;
    private int correct;
    private int count;

    /** For backends. @param sum of the examples' losses @param correct examples answered rightly @param count examples */
    public void set(double newSum, int newCorrect, int newCount) {
        sum = newSum;
        correct = newCorrect;
        count = newCount;
    }

    /** Sum of the examples' losses. */
    public double sum() {
        return sum;
    }

    /** Mean of the examples' losses. */
    public double mean() {
        return sum / count;
    }

    public int correct() {
        return correct;
    }

    public int count() {
        return count;
    }
}
