package dev.thresher.app.measure;

/**
 * How much of a processor the parts of the window use, in milliseconds a second.
 *
 * @param window its own thread: events, styles, layout
 * @param renderer JavaFX's, which paints what changed
 * @param charts the thread that draws curves
 */
public record Busy(double window, double renderer, double charts) {
    public double all() {
        return window + renderer + charts;
    }
}
