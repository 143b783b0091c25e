package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of a convolution over non-zeros: one row of C by sixteen vectors or fewer, that stay in registers over the entries of
 * some taps of a filter. An entry multiplies neighbouring vectors of B: that many to one broadcast weight. Operands are
 * set before each call, since so many are no list of parameters.
 */
final class SparseTile {
    /** Vectors of the widest tile: half of 32 registers, or of the sixteen that processors of eight lanes have. */
    static final int MOST = Lanes.COUNT == 8 ? 8 : 16;

    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;
    private static final int[] TOGETHER = new int[MOST];

    float[] values; // of all entries
    int[] index;    // what each reads, in steps
    int[] bounds;   // of the taps of each row of A
    int boundAt;    // of this row's first tap

    float[] b;
    int bAt;        // added to each run's
    int bStep;
    int[] runs;     // of taps, three numbers each: the first, the one behind the last, where what they read begins in B
    int firstRun;
    int endRun;

    boolean begun;  // whether C holds something to add to; else C starts from the bias
    float[] bias;
    int biasAt;
    float[] c;
    int cAt;
    final int[] offset = new int[MOST]; // of each vector from there
    int cNext;      // from there to a next tile's

    private int tiles = 1;

    /** The widest tile for the next vectors of a row: {@code left} of {@code all} are still to be written. It may reach back over some. */
    static int width(int left, int all) {
        int width = MOST;
        while (width > 1 && (width > all || left <= width * 3 / 4)) {
            width /= 2;
        }
        return width;
    }

    /** C = start + A·B over the runs. @param vectors a {@link #width} */
    void multiply(int vectors) {
        switch (vectors) {
            case 16 -> sixteen();
            case 8 -> eight();
            case 4 -> four();
            case 2 -> two();
            default -> one();
        }
    }

    /** The same for so many of the widest tiles, of which each reads next to the one before. */
    void multiplyNeighbours(int count) {
        tiles = count;
        multiply(MOST);
        tiles = 1;
    }

    private void sixteen() {
        float[] a = values;
        int[] at = index;
        float[] from = b;
        int step = bStep;
        int[] apart = begun ? offset : TOGETHER;
        float[] start = begun ? c : bias;
        float[] to = c;
        int[] places = offset;
        for (int tile = 0; tile < tiles; tile++) {
            int place = cAt + tile * cNext;
            int first = begun ? place : biasAt;
            FloatVector s0 = FloatVector.fromArray(SPECIES, start, first + apart[0]);
            FloatVector s1 = FloatVector.fromArray(SPECIES, start, first + apart[1]);
            FloatVector s2 = FloatVector.fromArray(SPECIES, start, first + apart[2]);
            FloatVector s3 = FloatVector.fromArray(SPECIES, start, first + apart[3]);
            FloatVector s4 = FloatVector.fromArray(SPECIES, start, first + apart[4]);
            FloatVector s5 = FloatVector.fromArray(SPECIES, start, first + apart[5]);
            FloatVector s6 = FloatVector.fromArray(SPECIES, start, first + apart[6]);
            FloatVector s7 = FloatVector.fromArray(SPECIES, start, first + apart[7]);
            FloatVector s8 = FloatVector.fromArray(SPECIES, start, first + apart[8]);
            FloatVector s9 = FloatVector.fromArray(SPECIES, start, first + apart[9]);
            FloatVector s10 = FloatVector.fromArray(SPECIES, start, first + apart[10]);
            FloatVector s11 = FloatVector.fromArray(SPECIES, start, first + apart[11]);
            FloatVector s12 = FloatVector.fromArray(SPECIES, start, first + apart[12]);
            FloatVector s13 = FloatVector.fromArray(SPECIES, start, first + apart[13]);
            FloatVector s14 = FloatVector.fromArray(SPECIES, start, first + apart[14]);
            FloatVector s15 = FloatVector.fromArray(SPECIES, start, first + apart[15]);
            for (int run = 3 * firstRun; run < 3 * endRun; run += 3) {
                int read = runs[run + 2] + bAt + tile * (MOST * LANES);
                int end = bounds[boundAt + runs[run + 1]];
                for (int e = bounds[boundAt + runs[run]]; e < end; e++) {
                    FloatVector p = FloatVector.broadcast(SPECIES, a[e]);
                    int k = read + at[e] * step;
                    s0 = p.fma(FloatVector.fromArray(SPECIES, from, k), s0);
                    s1 = p.fma(FloatVector.fromArray(SPECIES, from, k + LANES), s1);
                    s2 = p.fma(FloatVector.fromArray(SPECIES, from, k + 2 * LANES), s2);
                    s3 = p.fma(FloatVector.fromArray(SPECIES, from, k + 3 * LANES), s3);
                    s4 = p.fma(FloatVector.fromArray(SPECIES, from, k + 4 * LANES), s4);
                    s5 = p.fma(FloatVector.fromArray(SPECIES, from, k + 5 * LANES), s5);
                    s6 = p.fma(FloatVector.fromArray(SPECIES, from, k + 6 * LANES), s6);
                    s7 = p.fma(FloatVector.fromArray(SPECIES, from, k + 7 * LANES), s7);
                    s8 = p.fma(FloatVector.fromArray(SPECIES, from, k + 8 * LANES), s8);
                    s9 = p.fma(FloatVector.fromArray(SPECIES, from, k + 9 * LANES), s9);
                    s10 = p.fma(FloatVector.fromArray(SPECIES, from, k + 10 * LANES), s10);
                    s11 = p.fma(FloatVector.fromArray(SPECIES, from, k + 11 * LANES), s11);
                    s12 = p.fma(FloatVector.fromArray(SPECIES, from, k + 12 * LANES), s12);
                    s13 = p.fma(FloatVector.fromArray(SPECIES, from, k + 13 * LANES), s13);
                    s14 = p.fma(FloatVector.fromArray(SPECIES, from, k + 14 * LANES), s14);
                    s15 = p.fma(FloatVector.fromArray(SPECIES, from, k + 15 * LANES), s15);
                }
            }
            s0.intoArray(to, place + places[0]);
            s1.intoArray(to, place + places[1]);
            s2.intoArray(to, place + places[2]);
            s3.intoArray(to, place + places[3]);
            s4.intoArray(to, place + places[4]);
            s5.intoArray(to, place + places[5]);
            s6.intoArray(to, place + places[6]);
            s7.intoArray(to, place + places[7]);
            s8.intoArray(to, place + places[8]);
            s9.intoArray(to, place + places[9]);
            s10.intoArray(to, place + places[10]);
            s11.intoArray(to, place + places[11]);
            s12.intoArray(to, place + places[12]);
            s13.intoArray(to, place + places[13]);
            s14.intoArray(to, place + places[14]);
            s15.intoArray(to, place + places[15]);
        }
    }

    private void eight() {
        float[] a = values;
        int[] at = index;
        float[] from = b;
        int step = bStep;
        int[] apart = begun ? offset : TOGETHER;
        float[] start = begun ? c : bias;
        float[] to = c;
        int[] places = offset;
        for (int tile = 0; tile < tiles; tile++) {
            int place = cAt + tile * cNext;
            int first = begun ? place : biasAt;
            FloatVector s0 = FloatVector.fromArray(SPECIES, start, first + apart[0]);
            FloatVector s1 = FloatVector.fromArray(SPECIES, start, first + apart[1]);
            FloatVector s2 = FloatVector.fromArray(SPECIES, start, first + apart[2]);
            FloatVector s3 = FloatVector.fromArray(SPECIES, start, first + apart[3]);
            FloatVector s4 = FloatVector.fromArray(SPECIES, start, first + apart[4]);
            FloatVector s5 = FloatVector.fromArray(SPECIES, start, first + apart[5]);
            FloatVector s6 = FloatVector.fromArray(SPECIES, start, first + apart[6]);
            FloatVector s7 = FloatVector.fromArray(SPECIES, start, first + apart[7]);
            for (int run = 3 * firstRun; run < 3 * endRun; run += 3) {
                int read = runs[run + 2] + bAt + tile * (MOST * LANES);
                int end = bounds[boundAt + runs[run + 1]];
                for (int e = bounds[boundAt + runs[run]]; e < end; e++) {
                    FloatVector p = FloatVector.broadcast(SPECIES, a[e]);
                    int k = read + at[e] * step;
                    s0 = p.fma(FloatVector.fromArray(SPECIES, from, k), s0);
                    s1 = p.fma(FloatVector.fromArray(SPECIES, from, k + LANES), s1);
                    s2 = p.fma(FloatVector.fromArray(SPECIES, from, k + 2 * LANES), s2);
                    s3 = p.fma(FloatVector.fromArray(SPECIES, from, k + 3 * LANES), s3);
                    s4 = p.fma(FloatVector.fromArray(SPECIES, from, k + 4 * LANES), s4);
                    s5 = p.fma(FloatVector.fromArray(SPECIES, from, k + 5 * LANES), s5);
                    s6 = p.fma(FloatVector.fromArray(SPECIES, from, k + 6 * LANES), s6);
                    s7 = p.fma(FloatVector.fromArray(SPECIES, from, k + 7 * LANES), s7);
                }
            }
            s0.intoArray(to, place + places[0]);
            s1.intoArray(to, place + places[1]);
            s2.intoArray(to, place + places[2]);
            s3.intoArray(to, place + places[3]);
            s4.intoArray(to, place + places[4]);
            s5.intoArray(to, place + places[5]);
            s6.intoArray(to, place + places[6]);
            s7.intoArray(to, place + places[7]);
        }
    }

    private void four() {
        float[] a = values;
        int[] at = index;
        float[] from = b;
        int step = bStep;
        int[] apart = begun ? offset : TOGETHER;
        float[] start = begun ? c : bias;
        int first = begun ? cAt : biasAt;
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, first + apart[0]);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, first + apart[1]);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, first + apart[2]);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, first + apart[3]);
        for (int run = 3 * firstRun; run < 3 * endRun; run += 3) {
            int read = runs[run + 2] + bAt;
            int end = bounds[boundAt + runs[run + 1]];
            for (int e = bounds[boundAt + runs[run]]; e < end; e++) {
                FloatVector p = FloatVector.broadcast(SPECIES, a[e]);
                int k = read + at[e] * step;
                s0 = p.fma(FloatVector.fromArray(SPECIES, from, k), s0);
                s1 = p.fma(FloatVector.fromArray(SPECIES, from, k + LANES), s1);
                s2 = p.fma(FloatVector.fromArray(SPECIES, from, k + 2 * LANES), s2);
                s3 = p.fma(FloatVector.fromArray(SPECIES, from, k + 3 * LANES), s3);
            }
        }
        float[] to = c;
        int[] places = offset;
        s0.intoArray(to, cAt + places[0]);
        s1.intoArray(to, cAt + places[1]);
        s2.intoArray(to, cAt + places[2]);
        s3.intoArray(to, cAt + places[3]);
    }

    private void two() {
        float[] a = values;
        int[] at = index;
        float[] from = b;
        int step = bStep;
        int[] apart = begun ? offset : TOGETHER;
        float[] start = begun ? c : bias;
        int first = begun ? cAt : biasAt;
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, first + apart[0]);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, first + apart[1]);
        for (int run = 3 * firstRun; run < 3 * endRun; run += 3) {
            int read = runs[run + 2] + bAt;
            int end = bounds[boundAt + runs[run + 1]];
            for (int e = bounds[boundAt + runs[run]]; e < end; e++) {
                FloatVector p = FloatVector.broadcast(SPECIES, a[e]);
                int k = read + at[e] * step;
                s0 = p.fma(FloatVector.fromArray(SPECIES, from, k), s0);
                s1 = p.fma(FloatVector.fromArray(SPECIES, from, k + LANES), s1);
            }
        }
        float[] to = c;
        int[] places = offset;
        s0.intoArray(to, cAt + places[0]);
        s1.intoArray(to, cAt + places[1]);
    }

    private void one() {
        float[] a = values;
        int[] at = index;
        float[] from = b;
        int step = bStep;
        int[] apart = begun ? offset : TOGETHER;
        float[] start = begun ? c : bias;
        int first = begun ? cAt : biasAt;
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, first + apart[0]);
        for (int run = 3 * firstRun; run < 3 * endRun; run += 3) {
            int read = runs[run + 2] + bAt;
            int end = bounds[boundAt + runs[run + 1]];
            for (int e = bounds[boundAt + runs[run]]; e < end; e++) {
                FloatVector p = FloatVector.broadcast(SPECIES, a[e]);
                int k = read + at[e] * step;
                s0 = p.fma(FloatVector.fromArray(SPECIES, from, k), s0);
            }
        }
        float[] to = c;
        int[] places = offset;
        s0.intoArray(to, cAt + places[0]);
    }
}
