package dev.thresher.engine.backend.cuda;

/**
 * How a product is shared out among blocks: which tile each computes, and into how many parts the sums are cut where there would be
 * too few blocks. It depends on the shape of the product alone and never on the device, so that the same seed gives the same bits.
 *
 * <p>What is estimated is how long the blocks take that come after each other on one multiprocessor. The constants are reckoned from what a tile
 * reads and multiplies, not timed.
 *
 * @param tile which one
 * @param splits parts of each sum
 */
record Tiling(Tile tile, int splits) {
    private static final int MULTIPROCESSORS = 96; // of a device that is thought of: between those of a desktop and of a server
    private static final int MOST_SPLITS = 32;     // one block adds up as many parts
    private static final double START = 6;         // turns in which a block begins and ends
    private static final double PART = 4;          // turns in which a part of the sums is written, or read again

    /** Tiles of C that there are kernels for. */
    enum Tile {
        LARGE("128x128", 128, 128, 2, 1.0), WIDE("64x128", 64, 128, 3, 0.56), MIDDLE("64x64", 64, 64, 5, 0.33),
        SMALL("32x32", 32, 32, 12, 0.13);

        final String suffix;
        final int rows;
        final int columns;
        private final int together; // blocks that a multiprocessor runs at a time
        private final double turn;  // time of a turn of the loop over the depth, where all of these run: the large one's is 1

        Tile(String suffix, int rows, int columns, int together, double turn) {
            this.suffix = suffix;
            this.rows = rows;
            this.columns = columns;
            this.together = together;
            this.turn = turn;
        }

        /** Whether there are kernels: the large tile in fp32 would take so many registers that a multiprocessor runs one block. */
        boolean isFor(boolean tf32) {
            return tf32 || this != LARGE;
        }

        /** Tiles that cover so many rows and columns. */
        int count(int allRows, long allColumns) {
            return Math.toIntExact(Math.ceilDiv(allRows, rows) * Math.ceilDiv(allColumns, columns));
        }
    }

    /**
     * Chooses for C of {@code rows × columns}.
     *
     * @param classes of columns, each with tiles of its own
     * @param depth length of each sum
     * @param tf32 whether on tensor cores
     */
    static Tiling choose(int rows, long columns, int classes, long depth, boolean tf32) {
        Tiling best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Tile tile : Tile.values()) {
            if (!tile.isFor(tf32)) {
                continue;
            }
            long turns = Math.max(1, Math.ceilDiv(depth, 16));
            long tiles = (long) tile.count(rows, columns) * classes;
            for (int splits = 1; splits <= MOST_SPLITS && splits <= turns; splits *= 2) {
                double waves = Math.ceil((double) tiles * splits / MULTIPROCESSORS);
                double busy = Math.min(1, waves / tile.together); // a block alone on a multiprocessor hides less of its waiting
                double time = waves * (Math.ceilDiv(turns, splits) * tile.turn / (0.4 + 0.6 * busy) + START * tile.turn)
                        + (splits == 1 ? 0 : START / 2 + (waves + splits) * PART * tile.turn);
                if (time < least) {
                    least = time;
                    best = new Tiling(tile, splits);
                }
            }
        }
        return best;
    }

    /** Bytes of the parts that {@code tiles} leave in memory. */
    long partBytes(long tiles) {
        return splits == 1 ? 0 : 4L * tile.rows * tile.columns * tiles * splits;
    }
}
