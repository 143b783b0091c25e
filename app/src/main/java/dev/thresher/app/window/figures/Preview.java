package dev.thresher.app.window.figures;

import java.awt.image.BufferedImage;

/**
 * What is shown of a figure.
 *
 * @param picture as it will be printed; null where it cannot be made
 * @param width of the figure in inches, as is {@code height}
 * @param message why there is no picture, one line; empty where there is one
 */
public record Preview(BufferedImage picture, double width, double height, String message) {
    static final Preview NONE = new Preview(null, 0, 0, "");
}
