package dev.thresher.app.window.run;

/**
 * What is kept of a masked layer just now.
 *
 * @param remaining kept fraction, 0 … 1
 * @param resets how often the reset rule has set its threshold to 0
 */
public record LayerReading(String name, double remaining, int resets) {
}
