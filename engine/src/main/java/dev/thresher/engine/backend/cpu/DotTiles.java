package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link TapDots}: dot products of four or two filters of dY with five entries of a filter, a vector of partial
 * sums each. Unrolled by hand, for the reason that {@link TileMaker} gives.
 */
final class DotTiles {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    /** Rows of dY: 32 registers hold 4×5 accumulators, 16 registers hold 2×5. */
    static final int FILTERS = LANES >= 16 ? 4 : 2;
    /** Rows of X. */
    static final int ENTRIES = 5;
    static final int SIZE = FILTERS * ENTRIES * LANES;

    /** What a tile runs over: runs that follow each other in dY, and lie {@code xStep} apart in X. */
    static final class Steps {
        int runs;
        int length;
        int dAt;
        int xAt;
        int xStep;
    }

    private DotTiles() {
    }

    /** {@code sums[at …]}, {@code [filters, entries, lanes]}, += dY·X, where the rows begin at {@code dAt} and {@code xAt}. */
    static void add(float[] d, int[] dAt, float[] x, int[] xAt, Steps steps, float[] sums, int at) {
        if (FILTERS == 4) {
            fourByFive(d, dAt, x, xAt, steps, sums, at);
        } else {
            twoByFive(d, dAt, x, xAt, steps, sums, at);
        }
    }

    /**
     * Leaves in the first lane of each of a tile's vectors the sum of its lanes: the upper half onto the lower, again and again. Reads
     * half a vector beyond the last.
     */
    static void fold(float[] sums, int at) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = at; i < at + SIZE; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, i).add(FloatVector.fromArray(SPECIES, sums, i + half)).intoArray(sums, i);
            }
        }
    }

    private static void fourByFive(float[] d, int[] dAt, float[] x, int[] xAt, Steps steps, float[] sums, int at) {
        int dAt0 = dAt[0];
        int dAt1 = dAt[1];
        int dAt2 = dAt[2];
        int dAt3 = dAt[3];
        int xAt0 = xAt[0];
        int xAt1 = xAt[1];
        int xAt2 = xAt[2];
        int xAt3 = xAt[3];
        int xAt4 = xAt[4];
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s04 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s13 = FloatVector.zero(SPECIES);
        FloatVector s14 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s23 = FloatVector.zero(SPECIES);
        FloatVector s24 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        FloatVector s33 = FloatVector.zero(SPECIES);
        FloatVector s34 = FloatVector.zero(SPECIES);
        for (int run = 0; run < steps.runs; run++) {
            int dRun = steps.dAt + run * steps.length;
            int xRun = steps.xAt + run * steps.xStep;
            for (int n = 0; n < steps.length; n += LANES) {
                FloatVector d0 = FloatVector.fromArray(SPECIES, d, dAt0 + dRun + n);
                FloatVector d1 = FloatVector.fromArray(SPECIES, d, dAt1 + dRun + n);
                FloatVector d2 = FloatVector.fromArray(SPECIES, d, dAt2 + dRun + n);
                FloatVector d3 = FloatVector.fromArray(SPECIES, d, dAt3 + dRun + n);
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt0 + xRun + n);
                s00 = d0.fma(x0, s00);
                s10 = d1.fma(x0, s10);
                s20 = d2.fma(x0, s20);
                s30 = d3.fma(x0, s30);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt1 + xRun + n);
                s01 = d0.fma(x1, s01);
                s11 = d1.fma(x1, s11);
                s21 = d2.fma(x1, s21);
                s31 = d3.fma(x1, s31);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt2 + xRun + n);
                s02 = d0.fma(x2, s02);
                s12 = d1.fma(x2, s12);
                s22 = d2.fma(x2, s22);
                s32 = d3.fma(x2, s32);
                FloatVector x3 = FloatVector.fromArray(SPECIES, x, xAt3 + xRun + n);
                s03 = d0.fma(x3, s03);
                s13 = d1.fma(x3, s13);
                s23 = d2.fma(x3, s23);
                s33 = d3.fma(x3, s33);
                FloatVector x4 = FloatVector.fromArray(SPECIES, x, xAt4 + xRun + n);
                s04 = d0.fma(x4, s04);
                s14 = d1.fma(x4, s14);
                s24 = d2.fma(x4, s24);
                s34 = d3.fma(x4, s34);
            }
        }
        FloatVector.fromArray(SPECIES, sums, at).add(s00).intoArray(sums, at);
        FloatVector.fromArray(SPECIES, sums, at + LANES).add(s01).intoArray(sums, at + LANES);
        FloatVector.fromArray(SPECIES, sums, at + 2 * LANES).add(s02).intoArray(sums, at + 2 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 3 * LANES).add(s03).intoArray(sums, at + 3 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 4 * LANES).add(s04).intoArray(sums, at + 4 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 5 * LANES).add(s10).intoArray(sums, at + 5 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 6 * LANES).add(s11).intoArray(sums, at + 6 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 7 * LANES).add(s12).intoArray(sums, at + 7 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 8 * LANES).add(s13).intoArray(sums, at + 8 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 9 * LANES).add(s14).intoArray(sums, at + 9 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 10 * LANES).add(s20).intoArray(sums, at + 10 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 11 * LANES).add(s21).intoArray(sums, at + 11 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 12 * LANES).add(s22).intoArray(sums, at + 12 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 13 * LANES).add(s23).intoArray(sums, at + 13 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 14 * LANES).add(s24).intoArray(sums, at + 14 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 15 * LANES).add(s30).intoArray(sums, at + 15 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 16 * LANES).add(s31).intoArray(sums, at + 16 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 17 * LANES).add(s32).intoArray(sums, at + 17 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 18 * LANES).add(s33).intoArray(sums, at + 18 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 19 * LANES).add(s34).intoArray(sums, at + 19 * LANES);
    }

    private static void twoByFive(float[] d, int[] dAt, float[] x, int[] xAt, Steps steps, float[] sums, int at) {
        int dAt0 = dAt[0];
        int dAt1 = dAt[1];
        int xAt0 = xAt[0];
        int xAt1 = xAt[1];
        int xAt2 = xAt[2];
        int xAt3 = xAt[3];
        int xAt4 = xAt[4];
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s03 = FloatVector.zero(SPECIES);
        FloatVector s04 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s13 = FloatVector.zero(SPECIES);
        FloatVector s14 = FloatVector.zero(SPECIES);
        for (int run = 0; run < steps.runs; run++) {
            int dRun = steps.dAt + run * steps.length;
            int xRun = steps.xAt + run * steps.xStep;
            for (int n = 0; n < steps.length; n += LANES) {
                FloatVector d0 = FloatVector.fromArray(SPECIES, d, dAt0 + dRun + n);
                FloatVector d1 = FloatVector.fromArray(SPECIES, d, dAt1 + dRun + n);
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt0 + xRun + n);
                s00 = d0.fma(x0, s00);
                s10 = d1.fma(x0, s10);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt1 + xRun + n);
                s01 = d0.fma(x1, s01);
                s11 = d1.fma(x1, s11);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt2 + xRun + n);
                s02 = d0.fma(x2, s02);
                s12 = d1.fma(x2, s12);
                FloatVector x3 = FloatVector.fromArray(SPECIES, x, xAt3 + xRun + n);
                s03 = d0.fma(x3, s03);
                s13 = d1.fma(x3, s13);
                FloatVector x4 = FloatVector.fromArray(SPECIES, x, xAt4 + xRun + n);
                s04 = d0.fma(x4, s04);
                s14 = d1.fma(x4, s14);
            }
        }
        FloatVector.fromArray(SPECIES, sums, at).add(s00).intoArray(sums, at);
        FloatVector.fromArray(SPECIES, sums, at + LANES).add(s01).intoArray(sums, at + LANES);
        FloatVector.fromArray(SPECIES, sums, at + 2 * LANES).add(s02).intoArray(sums, at + 2 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 3 * LANES).add(s03).intoArray(sums, at + 3 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 4 * LANES).add(s04).intoArray(sums, at + 4 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 5 * LANES).add(s10).intoArray(sums, at + 5 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 6 * LANES).add(s11).intoArray(sums, at + 6 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 7 * LANES).add(s12).intoArray(sums, at + 7 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 8 * LANES).add(s13).intoArray(sums, at + 8 * LANES);
        FloatVector.fromArray(SPECIES, sums, at + 9 * LANES).add(s14).intoArray(sums, at + 9 * LANES);
    }
}
