package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link Product}: six rows of C by four, two or one vectors. Unrolled by hand because the
 * compiler keeps named vectors in registers, and arrays of vectors on the heap.
 */
final class Tiles {
    static final int ROWS = 6;

    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private Tiles() {
    }

    private static FloatVector start(float[] bias, int row) {
        return FloatVector.broadcast(SPECIES, bias == null ? 0f : bias[row]);
    }

    static void sixByFour(float[] a, int aAt, int aRow, int aColumn, float[] b, int bAt, int bStride, float[] bias,
                          int row, float[] c, int cAt, int cStride, int inner) {
        FloatVector s00 = start(bias, row);
        FloatVector s10 = start(bias, row + 1);
        FloatVector s20 = start(bias, row + 2);
        FloatVector s30 = start(bias, row + 3);
        FloatVector s40 = start(bias, row + 4);
        FloatVector s50 = start(bias, row + 5);
        FloatVector s01 = s00, s02 = s00, s03 = s00;
        FloatVector s11 = s10, s12 = s10, s13 = s10;
        FloatVector s21 = s20, s22 = s20, s23 = s20;
        FloatVector s31 = s30, s32 = s30, s33 = s30;
        FloatVector s41 = s40, s42 = s40, s43 = s40;
        FloatVector s51 = s50, s52 = s50, s53 = s50;
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * bStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
            int ak = aAt + k * aColumn;
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
        s10.intoArray(c, cAt + cStride);
        s11.intoArray(c, cAt + cStride + LANES);
        s12.intoArray(c, cAt + cStride + 2 * LANES);
        s13.intoArray(c, cAt + cStride + 3 * LANES);
        s20.intoArray(c, cAt + 2 * cStride);
        s21.intoArray(c, cAt + 2 * cStride + LANES);
        s22.intoArray(c, cAt + 2 * cStride + 2 * LANES);
        s23.intoArray(c, cAt + 2 * cStride + 3 * LANES);
        s30.intoArray(c, cAt + 3 * cStride);
        s31.intoArray(c, cAt + 3 * cStride + LANES);
        s32.intoArray(c, cAt + 3 * cStride + 2 * LANES);
        s33.intoArray(c, cAt + 3 * cStride + 3 * LANES);
        s40.intoArray(c, cAt + 4 * cStride);
        s41.intoArray(c, cAt + 4 * cStride + LANES);
        s42.intoArray(c, cAt + 4 * cStride + 2 * LANES);
        s43.intoArray(c, cAt + 4 * cStride + 3 * LANES);
        s50.intoArray(c, cAt + 5 * cStride);
        s51.intoArray(c, cAt + 5 * cStride + LANES);
        s52.intoArray(c, cAt + 5 * cStride + 2 * LANES);
        s53.intoArray(c, cAt + 5 * cStride + 3 * LANES);
    }

    static void sixByTwo(float[] a, int aAt, int aRow, int aColumn, float[] b, int bAt, int bStride, float[] bias,
                          int row, float[] c, int cAt, int cStride, int inner) {
        FloatVector s00 = start(bias, row);
        FloatVector s10 = start(bias, row + 1);
        FloatVector s20 = start(bias, row + 2);
        FloatVector s30 = start(bias, row + 3);
        FloatVector s40 = start(bias, row + 4);
        FloatVector s50 = start(bias, row + 5);
        FloatVector s01 = s00;
        FloatVector s11 = s10;
        FloatVector s21 = s20;
        FloatVector s31 = s30;
        FloatVector s41 = s40;
        FloatVector s51 = s50;
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * bStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
            int ak = aAt + k * aColumn;
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
        s10.intoArray(c, cAt + cStride);
        s11.intoArray(c, cAt + cStride + LANES);
        s20.intoArray(c, cAt + 2 * cStride);
        s21.intoArray(c, cAt + 2 * cStride + LANES);
        s30.intoArray(c, cAt + 3 * cStride);
        s31.intoArray(c, cAt + 3 * cStride + LANES);
        s40.intoArray(c, cAt + 4 * cStride);
        s41.intoArray(c, cAt + 4 * cStride + LANES);
        s50.intoArray(c, cAt + 5 * cStride);
        s51.intoArray(c, cAt + 5 * cStride + LANES);
    }

    static void sixByOne(float[] a, int aAt, int aRow, int aColumn, float[] b, int bAt, int bStride, float[] bias,
                          int row, float[] c, int cAt, int cStride, int inner) {
        FloatVector s00 = start(bias, row);
        FloatVector s10 = start(bias, row + 1);
        FloatVector s20 = start(bias, row + 2);
        FloatVector s30 = start(bias, row + 3);
        FloatVector s40 = start(bias, row + 4);
        FloatVector s50 = start(bias, row + 5);
        for (int k = 0; k < inner; k++) {
            int at = bAt + k * bStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            int ak = aAt + k * aColumn;
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
        s10.intoArray(c, cAt + cStride);
        s20.intoArray(c, cAt + 2 * cStride);
        s30.intoArray(c, cAt + 3 * cStride);
        s40.intoArray(c, cAt + 4 * cStride);
        s50.intoArray(c, cAt + 5 * cStride);
    }
}
