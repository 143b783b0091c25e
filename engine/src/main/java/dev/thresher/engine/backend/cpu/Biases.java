package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/** What the rows of a product start from: a bias each, spread over a vector, or zero. */
final class Biases {
    private float[] data = new float[Lanes.COUNT]; // [rows, lanes], or one vector of zeros
    private boolean biased;

    /** @param bias one a row, or null; {@code height} is that of the panels, which may be more than there are rows */
    void spread(float[] bias, int rows, int height) {
        biased = bias != null;
        int needed = biased ? Math.max(rows, height) * Lanes.COUNT : Lanes.COUNT;
        if (data.length < needed) {
            data = new float[needed];
        }
        if (!biased) {
            Arrays.fill(data, 0, needed, 0f);
            return;
        }
        for (int row = 0; row < rows; row++) {
            Arrays.fill(data, row * Lanes.COUNT, (row + 1) * Lanes.COUNT, bias[row]);
        }
        Arrays.fill(data, rows * Lanes.COUNT, needed, 0f);
    }

    /** Lets a tile that begins at a row start from there. */
    void start(Tile tile, int row) {
        tile.startFrom(data, biased ? row * Lanes.COUNT : 0, biased ? Lanes.COUNT : 0, 0);
    }
}
