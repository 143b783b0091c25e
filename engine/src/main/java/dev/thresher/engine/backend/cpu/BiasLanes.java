package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/** A bias as the vectors that rows begin with: each entry in all lanes, or zeros where there is none. */
final class BiasLanes {
    private static final float[] ZEROS = new float[Lanes.COUNT];

    private float[] lanes = new float[0];
    private boolean given;

    void set(float[] bias, int rows) {
        given = bias != null;
        if (!given) {
            return;
        }
        int room = Math.max(rows, Tile.ROWS) * Lanes.COUNT; // a tile reads all its rows, also those that a matrix does not have
        if (lanes.length < room) {
            lanes = new float[room];
        }
        for (int row = 0; row < rows; row++) {
            Arrays.fill(lanes, row * Lanes.COUNT, (row + 1) * Lanes.COUNT, bias[row]);
        }
    }

    float[] data() {
        return given ? lanes : ZEROS;
    }

    int at(int row) {
        return given ? row * Lanes.COUNT : 0;
    }

    /** Lets a tile that begins at a row start from there. */
    void start(Tile tile, int row) {
        tile.startFrom(data(), at(row), given ? Lanes.COUNT : 0, 0);
    }
}
