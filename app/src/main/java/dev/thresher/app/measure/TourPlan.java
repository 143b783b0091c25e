package dev.thresher.app.measure;

import dev.thresher.engine.experiment.Experiment;

/**
 * What a tour of the workbench shows, and how large.
 *
 * @param experiment what is trained; its α, epochs and schedule are the tour's own
 * @param epochs of each run; the learning rate decays after half of them
 * @param width of the window, in pixels
 * @param height of the window, in pixels
 */
public record TourPlan(Experiment experiment, int epochs, int width, int height) {
    /** Runs of some seconds each. */
    public static TourPlan usual(Experiment experiment) {
        return new TourPlan(experiment, 6, 1280, 800);
    }

    public TourPlan withEpochs(int value) {
        return new TourPlan(experiment, value, width, height);
    }

    public TourPlan withSize(int newWidth, int newHeight) {
        return new TourPlan(experiment, epochs, newWidth, newHeight);
    }
}
