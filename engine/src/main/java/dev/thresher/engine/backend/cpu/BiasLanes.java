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
        if (lanes.length < rows * Lanes.COUNT) {
            lanes = new float[rows * Lanes.COUNT];
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
}
