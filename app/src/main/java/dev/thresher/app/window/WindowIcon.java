package dev.thresher.app.window;

import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/** The window's picture in the task bar: a masked weight, few of its entries kept. */
final class WindowIcon {
    private static final Color GROUND = Color.web("#0d1117");
    private static final Color MASKED = Color.web("#30363d");
    private static final Color KEPT = Color.web("#58a6ff");
    /** One row of the mask a number, its highest of six bits on the left. */
    private static final int[] MASK = {0b010010, 0b100001, 0b001100, 0b010010, 0b000101, 0b110000};

    private WindowIcon() {
    }

    /** A square picture; {@code cell} is the width of an entry with its gap, in pixels. */
    static Image draw(int cell) {
        int cells = MASK.length;
        int gap = Math.max(1, cell / 5);
        int side = cells * cell + gap;
        WritableImage image = new WritableImage(side, side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean between = x % cell < gap || y % cell < gap;
                image.getPixelWriter().setColor(x, y, between ? GROUND : kept(x / cell, y / cell) ? KEPT : MASKED);
            }
        }
        return image;
    }

    private static boolean kept(int column, int row) {
        return (MASK[row] >> (MASK.length - 1 - column) & 1) == 1;
    }
}
