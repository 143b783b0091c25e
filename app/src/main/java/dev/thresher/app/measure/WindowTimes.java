package dev.thresher.app.measure;

import java.util.List;

/**
 * What an open window costs a training, and how soon it answers.
 *
 * @param withoutWindow training speed with the window idle, steps a second, one value a round
 * @param withWindow training speed while the window shows the run live, one value a round, taken by turns with the others
 * @param speedKept median of {@code withWindow} over median of {@code withoutWindow}
 * @param startMs from the press of Start until the window says that it loads; median over the rounds, as the next ones
 * @param firstStepMs from the press of Start until the first step is logged, data set and run folder included
 * @param pauseMs from the press of Pause until the window says that training is paused
 * @param resumeMs from the press of Resume until another step is logged
 * @param stopMs from the press of Stop until the run folder is complete and the window says so
 * @param longestWaitMs longest time that the window's thread was busy with other things during a round's training
 * @param typicalWaitMs 99th percentile of the same
 */
public record WindowTimes(List<Double> withoutWindow, List<Double> withWindow, double speedKept, double startMs,
                          double firstStepMs, double pauseMs, double resumeMs, double stopMs, double longestWaitMs,
                          double typicalWaitMs) {
    public WindowTimes {
        withoutWindow = List.copyOf(withoutWindow);
        withWindow = List.copyOf(withWindow);
    }
}
