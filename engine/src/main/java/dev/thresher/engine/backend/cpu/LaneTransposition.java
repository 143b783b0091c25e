package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a square of as many rows as lanes: in each of log₂ steps, two rows swap the lanes in which their numbers differ. All
 * rows are loaded first and at once, so that the memory works on them side by side.
 */
final class LaneTransposition {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    // constants by name, since the compiler does not look into arrays
    private static final VectorShuffle<Float> BY_8 = shuffle(8);
    private static final VectorShuffle<Float> BY_4 = shuffle(4);
    private static final VectorShuffle<Float> BY_2 = shuffle(2);
    private static final VectorShuffle<Float> BY_1 = shuffle(1);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);

    private LaneTransposition() {
    }

    /**
     * {@code to[toAt + i · toStep + j] = from[at + j · step + i]} for i and j below the number of lanes; zero where j is not below
     * {@code rows}.
     *
     * @param square scratch of lanes · lanes
     */
    static void run(float[] from, int at, int step, int rows, float[] to, int toAt, int toStep, float[] square) {
        for (int row = 0; row < LANES; row++) {
            FloatVector vector = row < rows ? FloatVector.fromArray(SPECIES, from, at + row * step) : FloatVector.zero(SPECIES);
            vector.intoArray(square, row * LANES);
        }
        if (LANES > 8) {
            swap(square, 8, UPPER_8, BY_8, square, 0, LANES);
        }
        if (LANES > 4) {
            swap(square, 4, UPPER_4, BY_4, square, 0, LANES);
        }
        if (LANES > 2) {
            swap(square, 2, UPPER_2, BY_2, square, 0, LANES);
        }
        swap(square, 1, UPPER_1, BY_1, to, toAt, toStep);
    }

    private static void swap(float[] square, int distance, VectorMask<Float> upper, VectorShuffle<Float> by, float[] to, int toAt,
                             int toStep) {
        for (int pair = 0; pair < LANES / 2; pair++) {
            int row = pair / distance * 2 * distance + pair % distance;
            FloatVector a = FloatVector.fromArray(SPECIES, square, row * LANES);
            FloatVector b = FloatVector.fromArray(SPECIES, square, (row + distance) * LANES);
            a.blend(b.rearrange(by), upper).intoArray(to, toAt + row * toStep);
            a.rearrange(by).blend(b, upper).intoArray(to, toAt + (row + distance) * toStep);
        }
    }

    private static VectorShuffle<Float> shuffle(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    private static VectorMask<Float> upper(int distance) {
        boolean[] upper = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            upper[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, upper, 0);
    }
}
