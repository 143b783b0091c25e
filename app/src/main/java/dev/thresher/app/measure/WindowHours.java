package dev.thresher.app.measure;

import java.util.List;

/**
 * A long training in the window.
 *
 * @param steps done in all
 * @param stepsPerSecond in each minute; the last may have been a part of one
 */
public record WindowHours(int steps, List<Double> stepsPerSecond) {
    public WindowHours {
        stepsPerSecond = List.copyOf(stepsPerSecond);
    }
}
