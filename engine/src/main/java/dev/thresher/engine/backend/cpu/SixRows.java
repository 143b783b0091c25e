package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of six rows by one to four vectors. Unrolled by hand because the compiler keeps named vectors in registers, and
 * arrays of vectors on the heap.
 */
final class SixRows {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private SixRows() {
    }

    static void byFour(Tile t) {
        float[] a = t.a;
        int aRow = t.aRow;
        int aStep = t.aStep;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        int from0 = t.startAt;
        int from1 = t.startAt + t.startRow;
        int from2 = t.startAt + 2 * t.startRow;
        int from3 = t.startAt + 3 * t.startRow;
        int from4 = t.startAt + 4 * t.startRow;
        int from5 = t.startAt + 5 * t.startRow;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, from0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, from0 + t.startVector);
        FloatVector s02 = FloatVector.fromArray(SPECIES, start, from0 + 2 * t.startVector);
        FloatVector s03 = FloatVector.fromArray(SPECIES, start, from0 + 3 * t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, from1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, from1 + t.startVector);
        FloatVector s12 = FloatVector.fromArray(SPECIES, start, from1 + 2 * t.startVector);
        FloatVector s13 = FloatVector.fromArray(SPECIES, start, from1 + 3 * t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, from2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, from2 + t.startVector);
        FloatVector s22 = FloatVector.fromArray(SPECIES, start, from2 + 2 * t.startVector);
        FloatVector s23 = FloatVector.fromArray(SPECIES, start, from2 + 3 * t.startVector);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, from3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, start, from3 + t.startVector);
        FloatVector s32 = FloatVector.fromArray(SPECIES, start, from3 + 2 * t.startVector);
        FloatVector s33 = FloatVector.fromArray(SPECIES, start, from3 + 3 * t.startVector);
        FloatVector s40 = FloatVector.fromArray(SPECIES, start, from4);
        FloatVector s41 = FloatVector.fromArray(SPECIES, start, from4 + t.startVector);
        FloatVector s42 = FloatVector.fromArray(SPECIES, start, from4 + 2 * t.startVector);
        FloatVector s43 = FloatVector.fromArray(SPECIES, start, from4 + 3 * t.startVector);
        FloatVector s50 = FloatVector.fromArray(SPECIES, start, from5);
        FloatVector s51 = FloatVector.fromArray(SPECIES, start, from5 + t.startVector);
        FloatVector s52 = FloatVector.fromArray(SPECIES, start, from5 + 2 * t.startVector);
        FloatVector s53 = FloatVector.fromArray(SPECIES, start, from5 + 3 * t.startVector);
        for (int run = t.firstRun; run < t.endRun; run++) {
            int ak = t.aAt + t.runs[3 * run] * aStep;
            int bk = t.bAt + t.runs[3 * run + 1] * bStep;
            int length = t.runs[3 * run + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
                FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
                FloatVector b3 = FloatVector.fromArray(SPECIES, b, bk + 3 * LANES);
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
                ak += aStep;
                bk += bStep;
            }
        }
        float[] c = t.c;
        int to0 = t.cAt;
        int to1 = t.cAt + t.cRow;
        int to2 = t.cAt + 2 * t.cRow;
        int to3 = t.cAt + 3 * t.cRow;
        int to4 = t.cAt + 4 * t.cRow;
        int to5 = t.cAt + 5 * t.cRow;
        s00.intoArray(c, to0);
        s01.intoArray(c, to0 + LANES);
        s02.intoArray(c, to0 + 2 * LANES);
        s03.intoArray(c, to0 + 3 * LANES);
        s10.intoArray(c, to1);
        s11.intoArray(c, to1 + LANES);
        s12.intoArray(c, to1 + 2 * LANES);
        s13.intoArray(c, to1 + 3 * LANES);
        s20.intoArray(c, to2);
        s21.intoArray(c, to2 + LANES);
        s22.intoArray(c, to2 + 2 * LANES);
        s23.intoArray(c, to2 + 3 * LANES);
        s30.intoArray(c, to3);
        s31.intoArray(c, to3 + LANES);
        s32.intoArray(c, to3 + 2 * LANES);
        s33.intoArray(c, to3 + 3 * LANES);
        s40.intoArray(c, to4);
        s41.intoArray(c, to4 + LANES);
        s42.intoArray(c, to4 + 2 * LANES);
        s43.intoArray(c, to4 + 3 * LANES);
        s50.intoArray(c, to5);
        s51.intoArray(c, to5 + LANES);
        s52.intoArray(c, to5 + 2 * LANES);
        s53.intoArray(c, to5 + 3 * LANES);
    }

    static void byThree(Tile t) {
        float[] a = t.a;
        int aRow = t.aRow;
        int aStep = t.aStep;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        int from0 = t.startAt;
        int from1 = t.startAt + t.startRow;
        int from2 = t.startAt + 2 * t.startRow;
        int from3 = t.startAt + 3 * t.startRow;
        int from4 = t.startAt + 4 * t.startRow;
        int from5 = t.startAt + 5 * t.startRow;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, from0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, from0 + t.startVector);
        FloatVector s02 = FloatVector.fromArray(SPECIES, start, from0 + 2 * t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, from1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, from1 + t.startVector);
        FloatVector s12 = FloatVector.fromArray(SPECIES, start, from1 + 2 * t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, from2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, from2 + t.startVector);
        FloatVector s22 = FloatVector.fromArray(SPECIES, start, from2 + 2 * t.startVector);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, from3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, start, from3 + t.startVector);
        FloatVector s32 = FloatVector.fromArray(SPECIES, start, from3 + 2 * t.startVector);
        FloatVector s40 = FloatVector.fromArray(SPECIES, start, from4);
        FloatVector s41 = FloatVector.fromArray(SPECIES, start, from4 + t.startVector);
        FloatVector s42 = FloatVector.fromArray(SPECIES, start, from4 + 2 * t.startVector);
        FloatVector s50 = FloatVector.fromArray(SPECIES, start, from5);
        FloatVector s51 = FloatVector.fromArray(SPECIES, start, from5 + t.startVector);
        FloatVector s52 = FloatVector.fromArray(SPECIES, start, from5 + 2 * t.startVector);
        for (int run = t.firstRun; run < t.endRun; run++) {
            int ak = t.aAt + t.runs[3 * run] * aStep;
            int bk = t.bAt + t.runs[3 * run + 1] * bStep;
            int length = t.runs[3 * run + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
                FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
                FloatVector a0 = FloatVector.broadcast(SPECIES, a[ak]);
                s00 = a0.fma(b0, s00);
                s01 = a0.fma(b1, s01);
                s02 = a0.fma(b2, s02);
                FloatVector a1 = FloatVector.broadcast(SPECIES, a[ak + aRow]);
                s10 = a1.fma(b0, s10);
                s11 = a1.fma(b1, s11);
                s12 = a1.fma(b2, s12);
                FloatVector a2 = FloatVector.broadcast(SPECIES, a[ak + 2 * aRow]);
                s20 = a2.fma(b0, s20);
                s21 = a2.fma(b1, s21);
                s22 = a2.fma(b2, s22);
                FloatVector a3 = FloatVector.broadcast(SPECIES, a[ak + 3 * aRow]);
                s30 = a3.fma(b0, s30);
                s31 = a3.fma(b1, s31);
                s32 = a3.fma(b2, s32);
                FloatVector a4 = FloatVector.broadcast(SPECIES, a[ak + 4 * aRow]);
                s40 = a4.fma(b0, s40);
                s41 = a4.fma(b1, s41);
                s42 = a4.fma(b2, s42);
                FloatVector a5 = FloatVector.broadcast(SPECIES, a[ak + 5 * aRow]);
                s50 = a5.fma(b0, s50);
                s51 = a5.fma(b1, s51);
                s52 = a5.fma(b2, s52);
                ak += aStep;
                bk += bStep;
            }
        }
        float[] c = t.c;
        int to0 = t.cAt;
        int to1 = t.cAt + t.cRow;
        int to2 = t.cAt + 2 * t.cRow;
        int to3 = t.cAt + 3 * t.cRow;
        int to4 = t.cAt + 4 * t.cRow;
        int to5 = t.cAt + 5 * t.cRow;
        s00.intoArray(c, to0);
        s01.intoArray(c, to0 + LANES);
        s02.intoArray(c, to0 + 2 * LANES);
        s10.intoArray(c, to1);
        s11.intoArray(c, to1 + LANES);
        s12.intoArray(c, to1 + 2 * LANES);
        s20.intoArray(c, to2);
        s21.intoArray(c, to2 + LANES);
        s22.intoArray(c, to2 + 2 * LANES);
        s30.intoArray(c, to3);
        s31.intoArray(c, to3 + LANES);
        s32.intoArray(c, to3 + 2 * LANES);
        s40.intoArray(c, to4);
        s41.intoArray(c, to4 + LANES);
        s42.intoArray(c, to4 + 2 * LANES);
        s50.intoArray(c, to5);
        s51.intoArray(c, to5 + LANES);
        s52.intoArray(c, to5 + 2 * LANES);
    }

    static void byTwo(Tile t) {
        float[] a = t.a;
        int aRow = t.aRow;
        int aStep = t.aStep;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        int from0 = t.startAt;
        int from1 = t.startAt + t.startRow;
        int from2 = t.startAt + 2 * t.startRow;
        int from3 = t.startAt + 3 * t.startRow;
        int from4 = t.startAt + 4 * t.startRow;
        int from5 = t.startAt + 5 * t.startRow;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, from0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, start, from0 + t.startVector);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, from1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, start, from1 + t.startVector);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, from2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, start, from2 + t.startVector);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, from3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, start, from3 + t.startVector);
        FloatVector s40 = FloatVector.fromArray(SPECIES, start, from4);
        FloatVector s41 = FloatVector.fromArray(SPECIES, start, from4 + t.startVector);
        FloatVector s50 = FloatVector.fromArray(SPECIES, start, from5);
        FloatVector s51 = FloatVector.fromArray(SPECIES, start, from5 + t.startVector);
        for (int run = t.firstRun; run < t.endRun; run++) {
            int ak = t.aAt + t.runs[3 * run] * aStep;
            int bk = t.bAt + t.runs[3 * run + 1] * bStep;
            int length = t.runs[3 * run + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + LANES);
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
                ak += aStep;
                bk += bStep;
            }
        }
        float[] c = t.c;
        int to0 = t.cAt;
        int to1 = t.cAt + t.cRow;
        int to2 = t.cAt + 2 * t.cRow;
        int to3 = t.cAt + 3 * t.cRow;
        int to4 = t.cAt + 4 * t.cRow;
        int to5 = t.cAt + 5 * t.cRow;
        s00.intoArray(c, to0);
        s01.intoArray(c, to0 + LANES);
        s10.intoArray(c, to1);
        s11.intoArray(c, to1 + LANES);
        s20.intoArray(c, to2);
        s21.intoArray(c, to2 + LANES);
        s30.intoArray(c, to3);
        s31.intoArray(c, to3 + LANES);
        s40.intoArray(c, to4);
        s41.intoArray(c, to4 + LANES);
        s50.intoArray(c, to5);
        s51.intoArray(c, to5 + LANES);
    }

    static void byOne(Tile t) {
        float[] a = t.a;
        int aRow = t.aRow;
        int aStep = t.aStep;
        float[] b = t.b;
        int bStep = t.bStep;
        float[] start = t.start;
        int from0 = t.startAt;
        int from1 = t.startAt + t.startRow;
        int from2 = t.startAt + 2 * t.startRow;
        int from3 = t.startAt + 3 * t.startRow;
        int from4 = t.startAt + 4 * t.startRow;
        int from5 = t.startAt + 5 * t.startRow;
        FloatVector s00 = FloatVector.fromArray(SPECIES, start, from0);
        FloatVector s10 = FloatVector.fromArray(SPECIES, start, from1);
        FloatVector s20 = FloatVector.fromArray(SPECIES, start, from2);
        FloatVector s30 = FloatVector.fromArray(SPECIES, start, from3);
        FloatVector s40 = FloatVector.fromArray(SPECIES, start, from4);
        FloatVector s50 = FloatVector.fromArray(SPECIES, start, from5);
        for (int run = t.firstRun; run < t.endRun; run++) {
            int ak = t.aAt + t.runs[3 * run] * aStep;
            int bk = t.bAt + t.runs[3 * run + 1] * bStep;
            int length = t.runs[3 * run + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk);
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
                ak += aStep;
                bk += bStep;
            }
        }
        float[] c = t.c;
        int to0 = t.cAt;
        int to1 = t.cAt + t.cRow;
        int to2 = t.cAt + 2 * t.cRow;
        int to3 = t.cAt + 3 * t.cRow;
        int to4 = t.cAt + 4 * t.cRow;
        int to5 = t.cAt + 5 * t.cRow;
        s00.intoArray(c, to0);
        s10.intoArray(c, to1);
        s20.intoArray(c, to2);
        s30.intoArray(c, to3);
        s40.intoArray(c, to4);
        s50.intoArray(c, to5);
    }
}
