package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of products over non-zeros: one row of C by up to seventeen vectors, whose accumulators stay in registers
 * over the entries {@code from … to} of a row of A. An entry e multiplies the vectors of B at {@code bAt + index[e] · bStep}. What is
 * added to stands at {@code start}, its vectors {@code startStep} apart: the row so far, or the same bias for all.
 */
final class SparseTiles {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final int EDGE = Scratch.FIRST; // columns before the first line of a row
    /** Columns of the first half of sixteen vectors. */
    static final int FIRST_HALF = EDGE + 7 * LANES;

    private SparseTiles() {
    }

    /**
     * A row of some vectors, {@code columns} wide in all; tiles may overlap at the end, where both give the same.
     *
     * @param rectified whether it becomes max(C, 0)
     */
    static void row(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                    float[] c, int cAt, int columns, boolean rectified) {
        int all = columns / LANES;
        if (hasHalves(columns)) {
            sixteenByLines(values, index, from, to, b, bAt, bStep, start, startAt, c, cAt, least(rectified));
            return;
        }
        for (int at = 0; at < all;) {
            int vectors = SparseTile.width(all - at, all);
            int vector = Math.min(at, all - vectors);
            tile(vectors, values, index, from, to, b, bAt + vector * LANES, bStep, start, startAt, 0, c, cAt + vector * LANES);
            at += vectors;
        }
        if (rectified) {
            Elementwise.relu(c, c, cAt, cAt + columns);
        }
    }

    /** What a number becomes at least; done before it is stored, since vectors that lie otherwise would wait for the stores. */
    private static float least(boolean rectified) {
        return rectified ? 0f : Float.NEGATIVE_INFINITY;
    }

    /** Whether rows of so many columns are taken by lines of the cache. */
    static boolean hasHalves(int columns) {
        return LANES == 16 && columns == 16 * LANES;
    }

    /** Half of a row of sixteen vectors: the first {@link #FIRST_HALF} columns, or those behind them, as {@link #sixteenByLines} does. */
    static void half(boolean first, float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                     float[] c, int cAt, boolean rectified) {
        if (first) {
            firstHalf(values, index, from, to, b, bAt, bStep, start, startAt, c, cAt, least(rectified));
        } else {
            secondHalf(values, index, from, to, b, bAt, bStep, start, startAt, c, cAt, least(rectified));
        }
    }

    /** A tile of that many vectors: 16, 8, 4, 2 or 1. */
    static void tile(int vectors, float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                     int startStep, float[] c, int cAt) {
        switch (vectors) {
            case 16 -> sixteen(values, index, from, to, b, bAt, bStep, start, startAt, startStep, c, cAt);
            case 8 -> eight(values, index, from, to, b, bAt, bStep, start, startAt, startStep, c, cAt);
            case 4 -> four(values, index, from, to, b, bAt, bStep, start, startAt, startStep, c, cAt);
            case 2 -> two(values, index, from, to, b, bAt, bStep, start, startAt, startStep, c, cAt);
            default -> one(values, index, from, to, b, bAt, bStep, start, startAt, startStep, c, cAt);
        }
    }

    private static void sixteen(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                      int startStep, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
        FloatVector s4 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep);
        FloatVector s5 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep);
        FloatVector s6 = FloatVector.fromArray(SPECIES, start, startAt + 6 * startStep);
        FloatVector s7 = FloatVector.fromArray(SPECIES, start, startAt + 7 * startStep);
        FloatVector s8 = FloatVector.fromArray(SPECIES, start, startAt + 8 * startStep);
        FloatVector s9 = FloatVector.fromArray(SPECIES, start, startAt + 9 * startStep);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, startAt + 10 * startStep);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, startAt + 11 * startStep);
        FloatVector s12 = FloatVector.fromArray(SPECIES, start, startAt + 12 * startStep);
        FloatVector s13 = FloatVector.fromArray(SPECIES, start, startAt + 13 * startStep);
        FloatVector s14 = FloatVector.fromArray(SPECIES, start, startAt + 14 * startStep);
        FloatVector s15 = FloatVector.fromArray(SPECIES, start, startAt + 15 * startStep);
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
            s8 = a.fma(FloatVector.fromArray(SPECIES, b, at + 8 * LANES), s8);
            s9 = a.fma(FloatVector.fromArray(SPECIES, b, at + 9 * LANES), s9);
            s10 = a.fma(FloatVector.fromArray(SPECIES, b, at + 10 * LANES), s10);
            s11 = a.fma(FloatVector.fromArray(SPECIES, b, at + 11 * LANES), s11);
            s12 = a.fma(FloatVector.fromArray(SPECIES, b, at + 12 * LANES), s12);
            s13 = a.fma(FloatVector.fromArray(SPECIES, b, at + 13 * LANES), s13);
            s14 = a.fma(FloatVector.fromArray(SPECIES, b, at + 14 * LANES), s14);
            s15 = a.fma(FloatVector.fromArray(SPECIES, b, at + 15 * LANES), s15);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + LANES);
        s2.intoArray(c, cAt + 2 * LANES);
        s3.intoArray(c, cAt + 3 * LANES);
        s4.intoArray(c, cAt + 4 * LANES);
        s5.intoArray(c, cAt + 5 * LANES);
        s6.intoArray(c, cAt + 6 * LANES);
        s7.intoArray(c, cAt + 7 * LANES);
        s8.intoArray(c, cAt + 8 * LANES);
        s9.intoArray(c, cAt + 9 * LANES);
        s10.intoArray(c, cAt + 10 * LANES);
        s11.intoArray(c, cAt + 11 * LANES);
        s12.intoArray(c, cAt + 12 * LANES);
        s13.intoArray(c, cAt + 13 * LANES);
        s14.intoArray(c, cAt + 14 * LANES);
        s15.intoArray(c, cAt + 15 * LANES);
    }

    /**
     * Sixteen vectors of which all but the outermost are read and written where lines of the cache begin, if B is a large array: those have
     * their first number four behind the beginning of a line. A vector across two lines takes two accesses. The outermost ones lap over
     * their neighbours, which gives the same numbers twice.
     */
    private static void sixteenByLines(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                                       float[] c, int cAt, float least) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
        FloatVector s9 = s0;
        FloatVector s10 = s0;
        FloatVector s11 = s0;
        FloatVector s12 = s0;
        FloatVector s13 = s0;
        FloatVector s14 = s0;
        FloatVector s15 = s0;
        FloatVector s16 = s0;
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
            s1 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE), s1);
            s2 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + LANES), s2);
            s3 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 2 * LANES), s3);
            s4 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 3 * LANES), s4);
            s5 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 4 * LANES), s5);
            s6 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 5 * LANES), s6);
            s7 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 6 * LANES), s7);
            s8 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 7 * LANES), s8);
            s9 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 8 * LANES), s9);
            s10 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 9 * LANES), s10);
            s11 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 10 * LANES), s11);
            s12 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 11 * LANES), s12);
            s13 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 12 * LANES), s13);
            s14 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 13 * LANES), s14);
            s15 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 14 * LANES), s15);
            s16 = a.fma(FloatVector.fromArray(SPECIES, b, at + 15 * LANES), s16);
        }
        s0.max(least).intoArray(c, cAt);
        s1.max(least).intoArray(c, cAt + EDGE);
        s2.max(least).intoArray(c, cAt + EDGE + LANES);
        s3.max(least).intoArray(c, cAt + EDGE + 2 * LANES);
        s4.max(least).intoArray(c, cAt + EDGE + 3 * LANES);
        s5.max(least).intoArray(c, cAt + EDGE + 4 * LANES);
        s6.max(least).intoArray(c, cAt + EDGE + 5 * LANES);
        s7.max(least).intoArray(c, cAt + EDGE + 6 * LANES);
        s8.max(least).intoArray(c, cAt + EDGE + 7 * LANES);
        s9.max(least).intoArray(c, cAt + EDGE + 8 * LANES);
        s10.max(least).intoArray(c, cAt + EDGE + 9 * LANES);
        s11.max(least).intoArray(c, cAt + EDGE + 10 * LANES);
        s12.max(least).intoArray(c, cAt + EDGE + 11 * LANES);
        s13.max(least).intoArray(c, cAt + EDGE + 12 * LANES);
        s14.max(least).intoArray(c, cAt + EDGE + 13 * LANES);
        s15.max(least).intoArray(c, cAt + EDGE + 14 * LANES);
        s16.max(least).intoArray(c, cAt + 15 * LANES);
    }

    private static void firstHalf(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                                  float[] c, int cAt, float least) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
            s1 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE), s1);
            s2 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + LANES), s2);
            s3 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 2 * LANES), s3);
            s4 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 3 * LANES), s4);
            s5 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 4 * LANES), s5);
            s6 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 5 * LANES), s6);
            s7 = a.fma(FloatVector.fromArray(SPECIES, b, at + EDGE + 6 * LANES), s7);
        }
        s0.max(least).intoArray(c, cAt);
        s1.max(least).intoArray(c, cAt + EDGE);
        s2.max(least).intoArray(c, cAt + EDGE + LANES);
        s3.max(least).intoArray(c, cAt + EDGE + 2 * LANES);
        s4.max(least).intoArray(c, cAt + EDGE + 3 * LANES);
        s5.max(least).intoArray(c, cAt + EDGE + 4 * LANES);
        s6.max(least).intoArray(c, cAt + EDGE + 5 * LANES);
        s7.max(least).intoArray(c, cAt + EDGE + 6 * LANES);
    }

    private static void secondHalf(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
                                   float[] c, int cAt, float least) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
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
            s8 = a.fma(FloatVector.fromArray(SPECIES, b, at + 8 * LANES - EDGE), s8);
        }
        s0.max(least).intoArray(c, cAt);
        s1.max(least).intoArray(c, cAt + LANES);
        s2.max(least).intoArray(c, cAt + 2 * LANES);
        s3.max(least).intoArray(c, cAt + 3 * LANES);
        s4.max(least).intoArray(c, cAt + 4 * LANES);
        s5.max(least).intoArray(c, cAt + 5 * LANES);
        s6.max(least).intoArray(c, cAt + 6 * LANES);
        s7.max(least).intoArray(c, cAt + 7 * LANES);
        s8.max(least).intoArray(c, cAt + 8 * LANES - EDGE);
    }

    private static void eight(float[] values, int[] index, int from, int to, float[] b, int bAt, int bStep, float[] start, int startAt,
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
                      int startStep, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
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
                      int startStep, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
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
                      int startStep, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        for (int e = from; e < to; e++) {
            FloatVector a = FloatVector.broadcast(SPECIES, values[e]);
            int at = bAt + index[e] * bStep;
            s0 = a.fma(FloatVector.fromArray(SPECIES, b, at), s0);
        }
        s0.intoArray(c, cAt);
    }
}
