package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link Convolution} and {@link ConvolutionWeightGradient}: six or five rows of C by four, two or one vectors,
 * C += A·B, over a B packed in the order in which it is read. Unrolled by hand because the compiler keeps named vectors
 * in registers, and arrays of vectors on the heap.
 */
final class ConvolutionTiles {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    static final int ROWS = 6;
    /** Vectors of the widest tile: 32 registers hold 6×4 accumulators of 16 lanes, 16 registers hold 6×2. */
    static final int VECTORS = LANES >= 16 ? 4 : 2;

    private ConvolutionTiles() {
    }

    /**
     * C {@code [6, vectors, lanes]} += A {@code [6, inner]} · B {@code [inner, vectors, lanes]}; B and C are contiguous.
     *
     * @param vectors 1, 2 or {@link #VECTORS}
     * @param aRow distance between rows of A
     * @param aStep distance between entries of a row of A
     */
    static void multiplyAdd(int vectors, float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                            int cAt) {
        if (vectors == 4) {
            sixByFour(a, aAt, aRow, aStep, inner, b, bAt, c, cAt);
        } else if (vectors == 2) {
            sixByTwo(a, aAt, aRow, aStep, inner, b, bAt, c, cAt);
        } else {
            sixByOne(a, aAt, aRow, aStep, inner, b, bAt, c, cAt);
        }
    }

    /** C {@code [5, VECTORS, lanes]} += A {@code [5, inner]} · B {@code [inner, VECTORS, lanes]}; A lies as five rows of each column. */
    static void multiplyAddFive(float[] a, int aAt, int inner, float[] b, int bAt, float[] c, int cAt) {
        if (VECTORS == 4) {
            fiveByFour(a, aAt, 1, 5, inner, b, bAt, c, cAt);
        } else {
            fiveByTwo(a, aAt, 1, 5, inner, b, bAt, c, cAt);
        }
    }

    private static void sixByFour(float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                                  int cAt) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector s02 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, cAt + 4 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, cAt + 5 * LANES);
        FloatVector s12 = FloatVector.fromArray(SPECIES, c, cAt + 6 * LANES);
        FloatVector s13 = FloatVector.fromArray(SPECIES, c, cAt + 7 * LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, cAt + 8 * LANES);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, cAt + 9 * LANES);
        FloatVector s22 = FloatVector.fromArray(SPECIES, c, cAt + 10 * LANES);
        FloatVector s23 = FloatVector.fromArray(SPECIES, c, cAt + 11 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, cAt + 12 * LANES);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, cAt + 13 * LANES);
        FloatVector s32 = FloatVector.fromArray(SPECIES, c, cAt + 14 * LANES);
        FloatVector s33 = FloatVector.fromArray(SPECIES, c, cAt + 15 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, c, cAt + 16 * LANES);
        FloatVector s41 = FloatVector.fromArray(SPECIES, c, cAt + 17 * LANES);
        FloatVector s42 = FloatVector.fromArray(SPECIES, c, cAt + 18 * LANES);
        FloatVector s43 = FloatVector.fromArray(SPECIES, c, cAt + 19 * LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, c, cAt + 20 * LANES);
        FloatVector s51 = FloatVector.fromArray(SPECIES, c, cAt + 21 * LANES);
        FloatVector s52 = FloatVector.fromArray(SPECIES, c, cAt + 22 * LANES);
        FloatVector s53 = FloatVector.fromArray(SPECIES, c, cAt + 23 * LANES);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * 4 * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
            int ak = aAt + k * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            s42 = a4.fma(b2, s42);
            s43 = a4.fma(b3, s43);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * aRow]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            s52 = a5.fma(b2, s52);
            s53 = a5.fma(b3, s53);
        }
        s00.intoArray(c, cAt);
        s01.intoArray(c, cAt + LANES);
        s02.intoArray(c, cAt + 2 * LANES);
        s03.intoArray(c, cAt + 3 * LANES);
        s10.intoArray(c, cAt + 4 * LANES);
        s11.intoArray(c, cAt + 5 * LANES);
        s12.intoArray(c, cAt + 6 * LANES);
        s13.intoArray(c, cAt + 7 * LANES);
        s20.intoArray(c, cAt + 8 * LANES);
        s21.intoArray(c, cAt + 9 * LANES);
        s22.intoArray(c, cAt + 10 * LANES);
        s23.intoArray(c, cAt + 11 * LANES);
        s30.intoArray(c, cAt + 12 * LANES);
        s31.intoArray(c, cAt + 13 * LANES);
        s32.intoArray(c, cAt + 14 * LANES);
        s33.intoArray(c, cAt + 15 * LANES);
        s40.intoArray(c, cAt + 16 * LANES);
        s41.intoArray(c, cAt + 17 * LANES);
        s42.intoArray(c, cAt + 18 * LANES);
        s43.intoArray(c, cAt + 19 * LANES);
        s50.intoArray(c, cAt + 20 * LANES);
        s51.intoArray(c, cAt + 21 * LANES);
        s52.intoArray(c, cAt + 22 * LANES);
        s53.intoArray(c, cAt + 23 * LANES);
    }

    private static void sixByTwo(float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                                  int cAt) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, cAt + 4 * LANES);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, cAt + 5 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, cAt + 6 * LANES);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, cAt + 7 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, c, cAt + 8 * LANES);
        FloatVector s41 = FloatVector.fromArray(SPECIES, c, cAt + 9 * LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, c, cAt + 10 * LANES);
        FloatVector s51 = FloatVector.fromArray(SPECIES, c, cAt + 11 * LANES);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * 2 * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            int ak = aAt + k * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * aRow]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
        }
        s00.intoArray(c, cAt);
        s01.intoArray(c, cAt + LANES);
        s10.intoArray(c, cAt + 2 * LANES);
        s11.intoArray(c, cAt + 3 * LANES);
        s20.intoArray(c, cAt + 4 * LANES);
        s21.intoArray(c, cAt + 5 * LANES);
        s30.intoArray(c, cAt + 6 * LANES);
        s31.intoArray(c, cAt + 7 * LANES);
        s40.intoArray(c, cAt + 8 * LANES);
        s41.intoArray(c, cAt + 9 * LANES);
        s50.intoArray(c, cAt + 10 * LANES);
        s51.intoArray(c, cAt + 11 * LANES);
    }

    private static void sixByOne(float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                                  int cAt) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, c, cAt + 4 * LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, c, cAt + 5 * LANES);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            int ak = aAt + k * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
            s00 = a0.fma(b0, s00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
            s10 = a1.fma(b0, s10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * aRow]);
            s50 = a5.fma(b0, s50);
        }
        s00.intoArray(c, cAt);
        s10.intoArray(c, cAt + LANES);
        s20.intoArray(c, cAt + 2 * LANES);
        s30.intoArray(c, cAt + 3 * LANES);
        s40.intoArray(c, cAt + 4 * LANES);
        s50.intoArray(c, cAt + 5 * LANES);
    }

    private static void fiveByFour(float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                                  int cAt) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector s02 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, cAt + 4 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, cAt + 5 * LANES);
        FloatVector s12 = FloatVector.fromArray(SPECIES, c, cAt + 6 * LANES);
        FloatVector s13 = FloatVector.fromArray(SPECIES, c, cAt + 7 * LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, cAt + 8 * LANES);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, cAt + 9 * LANES);
        FloatVector s22 = FloatVector.fromArray(SPECIES, c, cAt + 10 * LANES);
        FloatVector s23 = FloatVector.fromArray(SPECIES, c, cAt + 11 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, cAt + 12 * LANES);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, cAt + 13 * LANES);
        FloatVector s32 = FloatVector.fromArray(SPECIES, c, cAt + 14 * LANES);
        FloatVector s33 = FloatVector.fromArray(SPECIES, c, cAt + 15 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, c, cAt + 16 * LANES);
        FloatVector s41 = FloatVector.fromArray(SPECIES, c, cAt + 17 * LANES);
        FloatVector s42 = FloatVector.fromArray(SPECIES, c, cAt + 18 * LANES);
        FloatVector s43 = FloatVector.fromArray(SPECIES, c, cAt + 19 * LANES);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * 4 * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
            int ak = aAt + k * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            s42 = a4.fma(b2, s42);
            s43 = a4.fma(b3, s43);
        }
        s00.intoArray(c, cAt);
        s01.intoArray(c, cAt + LANES);
        s02.intoArray(c, cAt + 2 * LANES);
        s03.intoArray(c, cAt + 3 * LANES);
        s10.intoArray(c, cAt + 4 * LANES);
        s11.intoArray(c, cAt + 5 * LANES);
        s12.intoArray(c, cAt + 6 * LANES);
        s13.intoArray(c, cAt + 7 * LANES);
        s20.intoArray(c, cAt + 8 * LANES);
        s21.intoArray(c, cAt + 9 * LANES);
        s22.intoArray(c, cAt + 10 * LANES);
        s23.intoArray(c, cAt + 11 * LANES);
        s30.intoArray(c, cAt + 12 * LANES);
        s31.intoArray(c, cAt + 13 * LANES);
        s32.intoArray(c, cAt + 14 * LANES);
        s33.intoArray(c, cAt + 15 * LANES);
        s40.intoArray(c, cAt + 16 * LANES);
        s41.intoArray(c, cAt + 17 * LANES);
        s42.intoArray(c, cAt + 18 * LANES);
        s43.intoArray(c, cAt + 19 * LANES);
    }

    private static void fiveByTwo(float[] a, int aAt, int aRow, int aStep, int inner, float[] b, int bAt, float[] c,
                                  int cAt) {
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, cAt + 4 * LANES);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, cAt + 5 * LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, cAt + 6 * LANES);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, cAt + 7 * LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, c, cAt + 8 * LANES);
        FloatVector s41 = FloatVector.fromArray(SPECIES, c, cAt + 9 * LANES);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * 2 * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            int ak = aAt + k * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
        }
        s00.intoArray(c, cAt);
        s01.intoArray(c, cAt + LANES);
        s10.intoArray(c, cAt + 2 * LANES);
        s11.intoArray(c, cAt + 3 * LANES);
        s20.intoArray(c, cAt + 4 * LANES);
        s21.intoArray(c, cAt + 5 * LANES);
        s30.intoArray(c, cAt + 6 * LANES);
        s31.intoArray(c, cAt + 7 * LANES);
        s40.intoArray(c, cAt + 8 * LANES);
        s41.intoArray(c, cAt + 9 * LANES);
    }
}
