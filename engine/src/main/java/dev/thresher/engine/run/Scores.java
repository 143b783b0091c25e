package dev.thresher.engine.run;

/**
 * The test accuracies that a run is judged by, as shares in 0 … 1; NaN where nothing was evaluated yet.
 *
 * @param last of the last evaluation
 * @param best the highest of all
 * @param bestEpoch the first epoch that had it; 0 for none
 * @param bestStep steps done by then
 */
public record Scores(double last, double best, int bestEpoch, int bestStep) {
    public static final Scores NONE = new Scores(Double.NaN, Double.NaN, 0, 0);

    /** With one more evaluation. @param accuracy NaN where there is no test set; then nothing changes */
    public Scores with(double accuracy, int epoch, int step) {
        if (Double.isNaN(accuracy)) {
            return this;
        }
        return accuracy > best || Double.isNaN(best) ? new Scores(accuracy, accuracy, epoch, step)
                : new Scores(accuracy, best, bestEpoch, bestStep);
    }

    public boolean any() {
        return bestEpoch > 0;
    }
}
