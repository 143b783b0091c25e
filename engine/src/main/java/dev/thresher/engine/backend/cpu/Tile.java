package dev.thresher.engine.backend.cpu;

/**
 * A tile of C = start + A·B whose entries stay in registers over the whole of k: its operands, set before each call, since so many are
 * no list of parameters. A is read through two strides, so that it may lie transposed or packed; B's rows are contiguous and hold the
 * SIMD lanes. Every entry of C is one chain of fused multiply-adds in the order of the runs of k.
 */
final class Tile {
    private static final boolean FEW_REGISTERS = Lanes.COUNT == 8;
    private static final int LONG = 64; // a run of k beside which storing and loading the accumulators costs little
    /** Vectors of the widest tile. */
    static final int VECTORS = 2;
    /** Columns of the widest tile. */
    static final int WIDTH = VECTORS * Lanes.COUNT;
    /** Rows of the highest tile: 32 registers hold 12×2 accumulators, the 16 of eight lanes hold 5×2. */
    static final int ROWS = FEW_REGISTERS ? 5 : 12;

    float[] a;
    int aAt;
    int aRow;  // distance between rows
    int aStep; // distance between entries of a row
    float[] b;
    int bAt;
    int bStep; // distance between rows
    int[] runs; // runs of k, three numbers each: the first column of A, the first row of B, how many
    int firstRun;
    int endRun;
    float[] start; // what C starts from
    int startAt;
    int startRow;    // distance between rows
    int startVector; // distance between vectors; 0 repeats one
    float[] c;
    int cAt;
    int cRow; // distance between rows

    /**
     * Rows of a tile for a matrix of so many: the most, which read least for each multiply-add, or fewer where clearly fewer are idle then.
     *
     * @param a how A lies: of one that lies by row, rows far apart collide in the nearest cache, where they are as many as it has ways
     */
    static int height(int rows, TileShape.A a) {
        int best = ROWS;
        for (int height = ROWS - 1; height >= 3; height--) {
            best = cost(rows, height, a) < cost(rows, best, a) ? height : best;
        }
        return best;
    }

    private static int cost(int rows, int height, TileShape.A a) {
        return Math.ceilDiv(rows, height) * height * (100 + idle(height, a));
    }

    /** Percent of its time that a tile is idle, about, as measured. */
    private static int idle(int height, TileShape.A a) {
        if (FEW_REGISTERS) {
            return 3 * (ROWS - height);
        }
        if (a == TileShape.A.BY_ROW) {
            return height > 10 ? 8 * (height - 10) + 2 : height > 8 ? 2 : 4 * Math.max(0, 6 - height);
        }
        return Math.max(0, 10 - height) * (height < 6 ? 4 : 2);
    }

    /** Tiles that so many vectors side by side are cut into. */
    static int count(int vectors) {
        return Math.ceilDiv(vectors, VECTORS);
    }

    /** First vector of a tile, where {@code vectors} are cut as evenly as can be. */
    static int first(int vectors, int tile) {
        return vectors * tile / count(vectors);
    }

    /** Vectors of a tile. */
    static int width(int vectors, int tile) {
        return first(vectors, tile + 1) - first(vectors, tile);
    }

    void startFrom(float[] newStart, int at, int row, int vector) {
        start = newStart;
        startAt = at;
        startRow = row;
        startVector = vector;
    }

    void endIn(float[] newC, int at, int row) {
        c = newC;
        cAt = at;
        cRow = row;
    }

    /**
     * C = start + A·B.
     *
     * @param rows 3 to {@link #ROWS}
     * @param vectors 1 to {@link #VECTORS}
     * @throws IllegalStateException where neither rows of A nor the entries of a row are neighbours
     */
    void multiply(int rows, int vectors) {
        TileKernel kernel = TileKernels.get(rows, vectors, form(rows), bStep == vectors * Lanes.COUNT);
        if (FEW_REGISTERS && endRun - firstRun > 1 && runs[3 * firstRun + 2] >= LONG) {
            runByRun(kernel);
        } else {
            kernel.multiply(this);
        }
    }

    private TileShape.A form(int rows) {
        if (aRow == 1) {
            return aStep == rows ? TileShape.A.PACKED : TileShape.A.BY_COLUMN;
        }
        if (aStep != 1) {
            throw new IllegalStateException("entries of A " + aRow + " and " + aStep + " apart");
        }
        return TileShape.A.BY_ROW;
    }

    /** The same sums, which wait in C from run to run. */
    private void runByRun(TileKernel kernel) {
        float[] given = start;
        int givenAt = startAt;
        int givenRow = startRow;
        int givenVector = startVector;
        int first = firstRun;
        int end = endRun;
        for (int run = first; run < end; run++) {
            firstRun = run;
            endRun = run + 1;
            kernel.multiply(this);
            startFrom(c, cAt, cRow, Lanes.COUNT);
        }
        firstRun = first;
        endRun = end;
        startFrom(given, givenAt, givenRow, givenVector);
    }
}
