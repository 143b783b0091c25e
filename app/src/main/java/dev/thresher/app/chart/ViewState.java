package dev.thresher.app.chart;

import java.util.HashSet;
import java.util.Set;

/**
 * How a chart is looked at; exports take the same.
 *
 * @param x visible range; null fits the data
 * @param left visible range of the left axis; null fits
 * @param right visible range of the right axis; null fits
 * @param log whether the left axis is logarithmic
 * @param smoothing strength of the exponential moving average, 0 (none) to 0.99
 * @param hidden names of the series (or marks) not shown
 * @param dark whether colours are for a dark ground
 * @param logX whether the horizontal axis is logarithmic; points at or below 0 are then not shown
 */
public record ViewState(Range x, Range left, Range right, boolean log, double smoothing, Set<String> hidden, boolean dark, boolean logX) {
    public static final double MOST_SMOOTHING = 0.99;
    /** Everything, linear, as it is, on a light ground. */
    public static final ViewState FIT = new ViewState(null, null, null, false, 0, Set.of(), false, false);

    public ViewState {
        if (!(smoothing >= 0 && smoothing <= MOST_SMOOTHING)) {
            throw new IllegalArgumentException("smoothing " + smoothing + " is not in 0 … " + MOST_SMOOTHING);
        }
        hidden = Set.copyOf(hidden);
    }

    public boolean shows(String name) {
        return !hidden.contains(name);
    }

    /** Whether any axis is zoomed. */
    public boolean zoomed() {
        return x != null || left != null || right != null;
    }

    public ViewState withRanges(Range newX, Range newLeft, Range newRight) {
        return new ViewState(newX, newLeft, newRight, log, smoothing, hidden, dark, logX);
    }

    public ViewState withX(Range range) {
        return withRanges(range, left, right);
    }

    /** All of the data again; the scale, the smoothing and what is hidden stay. */
    public ViewState fitted() {
        return withRanges(null, null, null);
    }

    /** Changes the scale of the left axis and fits it, since a range of one scale seldom suits the other. */
    public ViewState withLog(boolean on) {
        return new ViewState(x, null, right, on, smoothing, hidden, dark, logX);
    }

    /** Changes the scale of x and fits it. */
    public ViewState withLogX(boolean on) {
        return new ViewState(null, left, right, log, smoothing, hidden, dark, on);
    }

    public ViewState withSmoothing(double strength) {
        return new ViewState(x, left, right, log, strength, hidden, dark, logX);
    }

    public ViewState withDark(boolean on) {
        return new ViewState(x, left, right, log, smoothing, hidden, on, logX);
    }

    /** Other names that are not shown. */
    public ViewState withHidden(Set<String> names) {
        return new ViewState(x, left, right, log, smoothing, names, dark, logX);
    }

    public ViewState withHidden(String name, boolean hide) {
        Set<String> names = new HashSet<>(hidden);
        if (hide) {
            names.add(name);
        } else {
            names.remove(name);
        }
        return new ViewState(x, left, right, log, smoothing, names, dark, logX);
    }
}
