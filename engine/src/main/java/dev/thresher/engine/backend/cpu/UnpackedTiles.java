package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of five to three rows by two vectors, over one run of k, where the entries of a row of A are neighbours
 * ({@code aStep} = 1): read as they lie. For machines with 16 registers, as {@link PackedTiles} are. As k is all that moves in A, the
 * compiler looks once whether the array is long enough.
 */
final class UnpackedTiles {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private UnpackedTiles() {
    }

    static void five(Tile t, int run) {
        float[] a = t.a;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, t.startAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow + t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow + t.startVector);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, t.startAt + 3 * t.startRow);
        FloatVector s31 = FloatVector.fromArray(SPECIES, start, t.startAt + 3 * t.startRow + t.startVector);
        FloatVector s40 = FloatVector.fromArray(SPECIES, start, t.startAt + 4 * t.startRow);
        FloatVector s41 = FloatVector.fromArray(SPECIES, start, t.startAt + 4 * t.startRow + t.startVector);
        int ak0 = t.aAt + t.runs[3 * run];
        int ak1 = ak0 + t.aRow;
        int ak2 = ak0 + 2 * t.aRow;
        int ak3 = ak0 + 3 * t.aRow;
        int ak4 = ak0 + 4 * t.aRow;
        int bk = t.bAt + t.runs[3 * run + 1] * bStep;
        int length = t.runs[3 * run + 2];
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak0 + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak1 + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak2 + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak3 + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak4 + k]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            bk += bStep;
        }
        float[] c = t.c;
        s00.intoArray(c, t.cAt);
        s01.intoArray(c, t.cAt + LANES);
        s10.intoArray(c, t.cAt + t.cRow);
        s11.intoArray(c, t.cAt + t.cRow + LANES);
        s20.intoArray(c, t.cAt + 2 * t.cRow);
        s21.intoArray(c, t.cAt + 2 * t.cRow + LANES);
        s30.intoArray(c, t.cAt + 3 * t.cRow);
        s31.intoArray(c, t.cAt + 3 * t.cRow + LANES);
        s40.intoArray(c, t.cAt + 4 * t.cRow);
        s41.intoArray(c, t.cAt + 4 * t.cRow + LANES);
    }

    static void four(Tile t, int run) {
        float[] a = t.a;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, t.startAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow + t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow + t.startVector);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, t.startAt + 3 * t.startRow);
        FloatVector s31 = FloatVector.fromArray(SPECIES, start, t.startAt + 3 * t.startRow + t.startVector);
        int ak0 = t.aAt + t.runs[3 * run];
        int ak1 = ak0 + t.aRow;
        int ak2 = ak0 + 2 * t.aRow;
        int ak3 = ak0 + 3 * t.aRow;
        int bk = t.bAt + t.runs[3 * run + 1] * bStep;
        int length = t.runs[3 * run + 2];
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak0 + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak1 + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak2 + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak3 + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            bk += bStep;
        }
        float[] c = t.c;
        s00.intoArray(c, t.cAt);
        s01.intoArray(c, t.cAt + LANES);
        s10.intoArray(c, t.cAt + t.cRow);
        s11.intoArray(c, t.cAt + t.cRow + LANES);
        s20.intoArray(c, t.cAt + 2 * t.cRow);
        s21.intoArray(c, t.cAt + 2 * t.cRow + LANES);
        s30.intoArray(c, t.cAt + 3 * t.cRow);
        s31.intoArray(c, t.cAt + 3 * t.cRow + LANES);
    }

    static void three(Tile t, int run) {
        float[] a = t.a;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, t.startAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, t.startAt + t.startRow + t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, t.startAt + 2 * t.startRow + t.startVector);
        int ak0 = t.aAt + t.runs[3 * run];
        int ak1 = ak0 + t.aRow;
        int ak2 = ak0 + 2 * t.aRow;
        int bk = t.bAt + t.runs[3 * run + 1] * bStep;
        int length = t.runs[3 * run + 2];
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak0 + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak1 + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak2 + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            bk += bStep;
        }
        float[] c = t.c;
        s00.intoArray(c, t.cAt);
        s01.intoArray(c, t.cAt + LANES);
        s10.intoArray(c, t.cAt + t.cRow);
        s11.intoArray(c, t.cAt + t.cRow + LANES);
        s20.intoArray(c, t.cAt + 2 * t.cRow);
        s21.intoArray(c, t.cAt + 2 * t.cRow + LANES);
    }
}
