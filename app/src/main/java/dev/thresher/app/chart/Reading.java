package dev.thresher.app.chart;

/**
 * A series' point nearest to where the user points.
 *
 * @param series whose point
 * @param x where that point is
 * @param value as recorded; NaN for a gap
 * @param smoothed as the smoothed line shows it; equal to {@code value} without smoothing
 */
public record Reading(Series series, double x, double value, double smoothed) {
}
