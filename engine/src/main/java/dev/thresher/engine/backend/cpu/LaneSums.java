package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the lanes of many vectors at once: halves of two vectors are added into one until a vector holds one sum a lane. The
 * order is that of a tree, the same for every vector; reduceLanes promises none.
 */
final class LaneSums {
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

    private LaneSums() {
    }

    /** Sums of {@code count} vectors, from the start of {@code vectors} on and into its first {@code count} entries. */
    static void of(float[] vectors, int count) {
        for (int first = 0; first < count; first += LANES) {
            int here = Math.min(LANES, count - first);
            int at = first * LANES;
            if (LANES > 8) {
                here = halve(vectors, at, here, 8, UPPER_8, BY_8);
            }
            if (LANES > 4) {
                here = halve(vectors, at, here, 4, UPPER_4, BY_4);
            }
            if (LANES > 2) {
                here = halve(vectors, at, here, 2, UPPER_2, BY_2);
            }
            halve(vectors, at, here, 1, UPPER_1, BY_1);
            FloatVector.fromArray(SPECIES, vectors, at).intoArray(vectors, first);
        }
    }

    /** Vectors {@code i} and {@code i + distance} become vector i, which holds what they add up to in alternating runs of lanes. */
    private static int halve(float[] vectors, int at, int count, int distance, VectorMask<Float> upper, VectorShuffle<Float> swap) {
        int left = Math.min(distance, count);
        for (int i = 0; i < left; i++) {
            int own = at + i * LANES;
            FloatVector a = FloatVector.fromArray(SPECIES, vectors, own);
            FloatVector b = i + distance < count ? FloatVector.fromArray(SPECIES, vectors, own + distance * LANES) : a;
            a.blend(b, upper).add(b.blend(a, upper).rearrange(swap)).intoArray(vectors, own);
        }
        return left;
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
