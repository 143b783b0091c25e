package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of products over non-zeros: one row of C by eight, four, two or one vectors, whose accumulators stay in registers
 * over the entries {@code from … to} of a row of A. An entry e multiplies the vectors of B at {@code bAt + index[e] · bStep}. What is
 * added to stands at {@code start}, its vectors {@code startStep} apart: the row so far, or the same bias for all.
 */
final class SparseTiles {
    /** Vectors of the widest tile: eight chains keep two multipliers busy, and leave room for operands in sixteen registers. */
    static final int VECTORS = 8;

    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private SparseTiles() {
    }

    /** A row of up to eight vectors, {@code columns} wide; tiles may overlap at the end, where both give the same. */
    static void row(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                    float[] c, int cAt, int columns) {
        if (columns == VECTORS * LANES) {
            eight(values, index, from, to, b, bAt, bStep, start, startAt, 0, c, cAt);
            return;
        }
        int j = 0;
        while (j < columns) {
            int left = (columns - j) / LANES;
            if (left >= 3 && columns >= 4 * LANES) {
                int at = Math.min(j, columns - 4 * LANES);
                four(values, index, from, to, b, bAt + at, bStep, start, startAt, c, cAt + at);
                j = at + 4 * LANES;
            } else if (left >= 2) {
                two(values, index, from, to, b, bAt + j, bStep, start, startAt, c, cAt + j);
                j += 2 * LANES;
            } else {
                one(values, index, from, to, b, bAt + j, bStep, start, startAt, c, cAt + j);
                j += LANES;
            }
        }
    }

    static void eight(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                      int startStep, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
        FloatVector s4 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
        FloatVector s5 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
        FloatVector s6 = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
        FloatVector s7 = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
            s1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), s1);
            s2 = a.fma(FloatVector.fromArray(SPECIES, b, at + 2 * LANES), s2);
            s3 = a.fma(FloatVector.fromArray(SPECIES, b, at + 3 * LANES), s3);
            s4 = a.fma(FloatVector.fromArray(SPECIES, b, at + 4 * LANES), s4);
            s5 = a.fma(FloatVector.fromArray(SPECIES, b, at + 5 * LANES), s5);
            s6 = a.fma(FloatVector.fromArray(SPECIES, b, at + 6 * LANES), s6);
            s7 = a.fma(FloatVector.fromArray(SPECIES, b, at + 7 * LANES), s7);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + LANES);
        s2.intoArray(c, cAt + 2 * LANES);
        s3.intoArray(c, cAt + 3 * LANES);
        s4.intoArray(c, cAt + 4 * LANES);
        s5.intoArray(c, cAt + 5 * LANES);
        s6.intoArray(c, cAt + 6 * LANES);
        s7.intoArray(c, cAt + 7 * LANES);
    }

    private static void four(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                             float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
            s1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), s1);
            s2 = a.fma(FloatVector.fromArray(SPECIES, b, at + 2 * LANES), s2);
            s3 = a.fma(FloatVector.fromArray(SPECIES, b, at + 3 * LANES), s3);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + LANES);
        s2.intoArray(c, cAt + 2 * LANES);
        s3.intoArray(c, cAt + 3 * LANES);
    }

    private static void two(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                            float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = s0;
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
            s1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), s1);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + LANES);
    }

    private static void one(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                            float[] c, int cAt) {
        FloatVector s = FloatVector.fromArray(SPECIES, start, startAt);
        for (int e = from; e < to; e++) {
            s = FloatVector.broadcast(SPECIES, values[e]).fma(FloatVector.fromArray(SPECIES, b, bAt + index[e] * bStep), s);
        }
        s.intoArray(c, cAt);
    }
}
