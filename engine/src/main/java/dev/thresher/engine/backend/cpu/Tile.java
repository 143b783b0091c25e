package dev.thresher.engine.backend.cpu;

/**
 * A tile of C = start + A·B whose entries stay in registers over the whole of k: its operands, set before each call, since so many are
 * no list of parameters. A is read through two strides, so that it may lie transposed or packed; B's rows are contiguous and hold the
 * SIMD lanes. Every entry of C is one chain of fused multiply-adds in the order of the runs of k.
 */
final class Tile {
    private static final boolean FEW_REGISTERS = Lanes.COUNT == 8;
    private static final int LONG = 64; // a run of k beside which storing and loading the accumulators costs little
    /** Vectors of the widest tile: 32 registers hold 6×4 accumulators, the 16 registers of eight lanes hold 5×2. */
    static final int VECTORS = FEW_REGISTERS ? 2 : 4;
    /** Columns of the widest tile. */
    static final int WIDTH = VECTORS * Lanes.COUNT;
    /** Rows of the highest tile. */
    static final int ROWS = FEW_REGISTERS ? 5 : 6;

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

    /** Rows of a tile for a matrix of so many: the most, which read least for each multiply-add, or fewer where clearly fewer are idle then. */
    static int height(int rows) {
        int best = ROWS;
        for (int height = ROWS - 1; height >= 3; height--) {
            best = cost(rows, height) < cost(rows, best) ? height : best;
        }
        return best;
    }

    private static int cost(int rows, int height) {
        return Math.ceilDiv(rows, height) * height * (100 + 3 * (ROWS - height));
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
     */
    void multiply(int rows, int vectors) {
        boolean packed = aRow == 1;
        if (FEW_REGISTERS && vectors == 2 && (packed || aStep == 1) && endRun > firstRun && runs[3 * firstRun + 2] >= LONG) {
            runByRun(rows, packed);
            return;
        }
        switch (rows) {
            case 6 -> six(vectors);
            case 5 -> five(vectors);
            case 4 -> four(vectors);
            default -> three(vectors);
        }
    }

    /** The same sums, which wait in C from run to run. */
    private void runByRun(int rows, boolean packed) {
        float[] given = start;
        int givenAt = startAt;
        int givenRow = startRow;
        int givenVector = startVector;
        for (int run = firstRun; run < endRun; run++) {
            if (packed) {
                packed(rows, run);
            } else {
                unpacked(rows, run);
            }
            startFrom(c, cAt, cRow, Lanes.COUNT);
        }
        startFrom(given, givenAt, givenRow, givenVector);
    }

    private void packed(int rows, int run) {
        switch (rows) {
            case 5 -> PackedTiles.five(this, run);
            case 4 -> PackedTiles.four(this, run);
            default -> PackedTiles.three(this, run);
        }
    }

    private void unpacked(int rows, int run) {
        switch (rows) {
            case 5 -> UnpackedTiles.five(this, run);
            case 4 -> UnpackedTiles.four(this, run);
            default -> UnpackedTiles.three(this, run);
        }
    }

    private void six(int vectors) {
        switch (vectors) {
            case 4 -> SixRows.byFour(this);
            case 3 -> SixRows.byThree(this);
            case 2 -> SixRows.byTwo(this);
            default -> SixRows.byOne(this);
        }
    }

    private void five(int vectors) {
        switch (vectors) {
            case 4 -> FiveRows.byFour(this);
            case 3 -> FiveRows.byThree(this);
            case 2 -> FiveRows.byTwo(this);
            default -> FiveRows.byOne(this);
        }
    }

    private void four(int vectors) {
        switch (vectors) {
            case 4 -> FourRows.byFour(this);
            case 3 -> FourRows.byThree(this);
            case 2 -> FourRows.byTwo(this);
            default -> FourRows.byOne(this);
        }
    }

    private void three(int vectors) {
        switch (vectors) {
            case 4 -> ThreeRows.byFour(this);
            case 3 -> ThreeRows.byThree(this);
            case 2 -> ThreeRows.byTwo(this);
            default -> ThreeRows.byOne(this);
        }
    }
}
