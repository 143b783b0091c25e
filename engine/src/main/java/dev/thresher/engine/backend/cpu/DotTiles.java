package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link ConvolutionWeightGradient}: dot products of some rows of dY with some rows of X, a vector of partial
 * sums each. Unrolled by hand, as {@link ConvolutionTiles} is.
 */
final class DotTiles {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private DotTiles() {
    }

    /**
     * Adds dY·X to {@code sums}, {@code [filters of the tile, channels of the tile, lanes]}, for the steps {@code from} to
     * {@code to − 1}: step s multiplies the vectors that lie {@code dSteps[s]} and {@code xSteps[s]} from the start of each row.
     */
    static void add(DotShape shape, float[] d, int dAt, int dRow, float[] x, int xAt, int xRow, int[] dSteps, int[] xSteps,
                    int from, int to, float[] sums, int at) {
        switch (shape) {
            case FOUR_BY_SIX -> fourBySix(d, dAt, dRow, x, xAt, xRow, dSteps, xSteps, from, to, sums, at);
            case TWO_BY_SIX -> twoBySix(d, dAt, dRow, x, xAt, xRow, dSteps, xSteps, from, to, sums, at);
            case EIGHT_BY_ONE -> eightByOne(d, dAt, dRow, x, xAt, xRow, dSteps, xSteps, from, to, sums, at);
        }
    }

    private static void fourBySix(float[] d, int dAt, int dRow, float[] x, int xAt, int xRow, int[] dSteps, int[] xSteps,
                                  int from, int to, float[] sums, int at) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector s01 = FloatVector.fromArray(SPECIES, sums, at + LANES);
        FloatVector s02 = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
        FloatVector s04 = FloatVector.fromArray(SPECIES, sums, at + 4 * LANES);
        FloatVector s05 = FloatVector.fromArray(SPECIES, sums, at + 5 * LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + 6 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + 7 * LANES);
        FloatVector s12 = FloatVector.fromArray(SPECIES, sums, at + 8 * LANES);
        FloatVector s13 = FloatVector.fromArray(SPECIES, sums, at + 9 * LANES);
        FloatVector s14 = FloatVector.fromArray(SPECIES, sums, at + 10 * LANES);
        FloatVector s15 = FloatVector.fromArray(SPECIES, sums, at + 11 * LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, sums, at + 12 * LANES);
        FloatVector s21 = FloatVector.fromArray(SPECIES, sums, at + 13 * LANES);
        FloatVector s22 = FloatVector.fromArray(SPECIES, sums, at + 14 * LANES);
        FloatVector s23 = FloatVector.fromArray(SPECIES, sums, at + 15 * LANES);
        FloatVector s24 = FloatVector.fromArray(SPECIES, sums, at + 16 * LANES);
        FloatVector s25 = FloatVector.fromArray(SPECIES, sums, at + 17 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, sums, at + 18 * LANES);
        FloatVector s31 = FloatVector.fromArray(SPECIES, sums, at + 19 * LANES);
        FloatVector s32 = FloatVector.fromArray(SPECIES, sums, at + 20 * LANES);
        FloatVector s33 = FloatVector.fromArray(SPECIES, sums, at + 21 * LANES);
        FloatVector s34 = FloatVector.fromArray(SPECIES, sums, at + 22 * LANES);
        FloatVector s35 = FloatVector.fromArray(SPECIES, sums, at + 23 * LANES);
        for (int step = from; step < to; step++) {
            int dk = dAt + dSteps[step];
            int xk = xAt + xSteps[step];
            FloatVector d0 = FloatVector.fromArray(SPECIES, d, dk);
            FloatVector d1 = FloatVector.fromArray(SPECIES, d, dk + dRow);
            FloatVector d2 = FloatVector.fromArray(SPECIES, d, dk + 2 * dRow);
            FloatVector d3 = FloatVector.fromArray(SPECIES, d, dk + 3 * dRow);
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xk);
            s00 = d0.fma(x0, s00);
            s10 = d1.fma(x0, s10);
            s20 = d2.fma(x0, s20);
            s30 = d3.fma(x0, s30);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, xk + xRow);
            s01 = d0.fma(x1, s01);
            s11 = d1.fma(x1, s11);
            s21 = d2.fma(x1, s21);
            s31 = d3.fma(x1, s31);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, xk + 2 * xRow);
            s02 = d0.fma(x2, s02);
            s12 = d1.fma(x2, s12);
            s22 = d2.fma(x2, s22);
            s32 = d3.fma(x2, s32);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, xk + 3 * xRow);
            s03 = d0.fma(x3, s03);
            s13 = d1.fma(x3, s13);
            s23 = d2.fma(x3, s23);
            s33 = d3.fma(x3, s33);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, xk + 4 * xRow);
            s04 = d0.fma(x4, s04);
            s14 = d1.fma(x4, s14);
            s24 = d2.fma(x4, s24);
            s34 = d3.fma(x4, s34);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, xk + 5 * xRow);
            s05 = d0.fma(x5, s05);
            s15 = d1.fma(x5, s15);
            s25 = d2.fma(x5, s25);
            s35 = d3.fma(x5, s35);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + LANES);
        s02.intoArray(sums, at + 2 * LANES);
        s03.intoArray(sums, at + 3 * LANES);
        s04.intoArray(sums, at + 4 * LANES);
        s05.intoArray(sums, at + 5 * LANES);
        s10.intoArray(sums, at + 6 * LANES);
        s11.intoArray(sums, at + 7 * LANES);
        s12.intoArray(sums, at + 8 * LANES);
        s13.intoArray(sums, at + 9 * LANES);
        s14.intoArray(sums, at + 10 * LANES);
        s15.intoArray(sums, at + 11 * LANES);
        s20.intoArray(sums, at + 12 * LANES);
        s21.intoArray(sums, at + 13 * LANES);
        s22.intoArray(sums, at + 14 * LANES);
        s23.intoArray(sums, at + 15 * LANES);
        s24.intoArray(sums, at + 16 * LANES);
        s25.intoArray(sums, at + 17 * LANES);
        s30.intoArray(sums, at + 18 * LANES);
        s31.intoArray(sums, at + 19 * LANES);
        s32.intoArray(sums, at + 20 * LANES);
        s33.intoArray(sums, at + 21 * LANES);
        s34.intoArray(sums, at + 22 * LANES);
        s35.intoArray(sums, at + 23 * LANES);
    }

    private static void twoBySix(float[] d, int dAt, int dRow, float[] x, int xAt, int xRow, int[] dSteps, int[] xSteps,
                                  int from, int to, float[] sums, int at) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector s01 = FloatVector.fromArray(SPECIES, sums, at + LANES);
        FloatVector s02 = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
        FloatVector s04 = FloatVector.fromArray(SPECIES, sums, at + 4 * LANES);
        FloatVector s05 = FloatVector.fromArray(SPECIES, sums, at + 5 * LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + 6 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + 7 * LANES);
        FloatVector s12 = FloatVector.fromArray(SPECIES, sums, at + 8 * LANES);
        FloatVector s13 = FloatVector.fromArray(SPECIES, sums, at + 9 * LANES);
        FloatVector s14 = FloatVector.fromArray(SPECIES, sums, at + 10 * LANES);
        FloatVector s15 = FloatVector.fromArray(SPECIES, sums, at + 11 * LANES);
        for (int step = from; step < to; step++) {
            int dk = dAt + dSteps[step];
            int xk = xAt + xSteps[step];
            FloatVector d0 = FloatVector.fromArray(SPECIES, d, dk);
            FloatVector d1 = FloatVector.fromArray(SPECIES, d, dk + dRow);
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xk);
            s00 = d0.fma(x0, s00);
            s10 = d1.fma(x0, s10);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, xk + xRow);
            s01 = d0.fma(x1, s01);
            s11 = d1.fma(x1, s11);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, xk + 2 * xRow);
            s02 = d0.fma(x2, s02);
            s12 = d1.fma(x2, s12);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, xk + 3 * xRow);
            s03 = d0.fma(x3, s03);
            s13 = d1.fma(x3, s13);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, xk + 4 * xRow);
            s04 = d0.fma(x4, s04);
            s14 = d1.fma(x4, s14);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, xk + 5 * xRow);
            s05 = d0.fma(x5, s05);
            s15 = d1.fma(x5, s15);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + LANES);
        s02.intoArray(sums, at + 2 * LANES);
        s03.intoArray(sums, at + 3 * LANES);
        s04.intoArray(sums, at + 4 * LANES);
        s05.intoArray(sums, at + 5 * LANES);
        s10.intoArray(sums, at + 6 * LANES);
        s11.intoArray(sums, at + 7 * LANES);
        s12.intoArray(sums, at + 8 * LANES);
        s13.intoArray(sums, at + 9 * LANES);
        s14.intoArray(sums, at + 10 * LANES);
        s15.intoArray(sums, at + 11 * LANES);
    }

    private static void eightByOne(float[] d, int dAt, int dRow, float[] x, int xAt, int xRow, int[] dSteps, int[] xSteps,
                                  int from, int to, float[] sums, int at) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, sums, at + 4 * LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, sums, at + 5 * LANES);
        FloatVector s60 = FloatVector.fromArray(SPECIES, sums, at + 6 * LANES);
        FloatVector s70 = FloatVector.fromArray(SPECIES, sums, at + 7 * LANES);
        for (int step = from; step < to; step++) {
            int dk = dAt + dSteps[step];
            int xk = xAt + xSteps[step];
            FloatVector d0 = FloatVector.fromArray(SPECIES, d, dk);
            FloatVector d1 = FloatVector.fromArray(SPECIES, d, dk + dRow);
            FloatVector d2 = FloatVector.fromArray(SPECIES, d, dk + 2 * dRow);
            FloatVector d3 = FloatVector.fromArray(SPECIES, d, dk + 3 * dRow);
            FloatVector d4 = FloatVector.fromArray(SPECIES, d, dk + 4 * dRow);
            FloatVector d5 = FloatVector.fromArray(SPECIES, d, dk + 5 * dRow);
            FloatVector d6 = FloatVector.fromArray(SPECIES, d, dk + 6 * dRow);
            FloatVector d7 = FloatVector.fromArray(SPECIES, d, dk + 7 * dRow);
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xk);
            s00 = d0.fma(x0, s00);
            s10 = d1.fma(x0, s10);
            s20 = d2.fma(x0, s20);
            s30 = d3.fma(x0, s30);
            s40 = d4.fma(x0, s40);
            s50 = d5.fma(x0, s50);
            s60 = d6.fma(x0, s60);
            s70 = d7.fma(x0, s70);
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + LANES);
        s20.intoArray(sums, at + 2 * LANES);
        s30.intoArray(sums, at + 3 * LANES);
        s40.intoArray(sums, at + 4 * LANES);
        s50.intoArray(sums, at + 5 * LANES);
        s60.intoArray(sums, at + 6 * LANES);
        s70.intoArray(sums, at + 7 * LANES);
    }
}
