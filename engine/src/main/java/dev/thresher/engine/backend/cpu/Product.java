package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/**
 * C = A·B (+ bias), row-major, where A is read through two strides so that it may lie transposed. B's rows are
 * contiguous: its columns are the SIMD lanes.
 *
 * <p>C is cut into tiles whose accumulators stay in registers. Every entry is a chain of fused multiply-adds in the order of k whichever
 * tile computes it, so tiles may overlap at the bottom edge instead of needing remainder loops, and the bits depend neither on tiling nor
 * on threads. Small operands are read where they lie; they are packed where that costs little beside the product and their rows would
 * collide in the cache, or where they do not fill a tile. A long k is cut into blocks, between which C waits in its place.
 */
final class Product {
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final long PIECE = 1 << 17; // multiply-adds of one piece: some microseconds
    private static final int PIECES = 24;      // no more are needed to keep a few threads busy alike
    private static final int DEPTH = 1024;     // rows of a slab of B that stay in cache over the row panels of a piece
    private static final int NEAR = 1 << 18;   // floats of A that stay in the second-level cache over all slabs
    private static final int FAR = 256;        // floats between rows of B from which they are packed
    private static final int ENOUGH_PANELS = 8; // for all threads to be busy alike with panels of their own
    private static final int ENOUGH_ROWS = 32; // for packing B to cost little
    private static final long ENOUGH = 1 << 22; // multiply-adds, for it to pay even where rows of B are near
    private static final int ENOUGH_SLABS = 8; // for packing A to cost little
    private static final int ENOUGH_SLABS_TRANSPOSED = 4;

    private final Workers.Task packing = this::pack;
    private final Workers.Task computing = this::compute;
    private final Claims claims = new Claims();
    private final RowPanels panels = new RowPanels();
    private final ColumnSlabs slabs = new ColumnSlabs();
    private final BiasLanes biases = new BiasLanes();
    private Share[] shares = {};    // one a thread
    private int[] runs = new int[0]; // a run of k for each block

    private float[] a;
    private float[] b;
    private float[] c;
    private int aRow;
    private int aColumn;
    private int bAt;
    private int bStride;
    private int cAt;
    private int cStride;
    private int rows;
    private int columns;
    private int height; // of a panel
    private int blocks;
    private int vectors;
    private int uses = 1; // products that A is for
    private boolean held; // A is packed already
    private boolean packsA;
    private boolean packsB;
    private boolean rectified;
    private int panelsAPiece;
    private int slabPieces;
    private int pieces;
    private int slabsAPiece;

    /** Expects so many products with an A that stays as it is: it is packed once, where that pays over all of them. */
    void expect(int products) {
        uses = products;
        held = false;
    }

    /** The product of whole arrays. */
    void multiply(Workers workers, float[] a, int aRow, int aColumn, float[] b, int bStride, float[] bias,
                  float[] c, int cStride, int rows, int columns, int inner) {
        multiply(workers, a, aRow, aColumn, b, 0, bStride, bias, c, 0, cStride, rows, columns, inner, false);
    }

    /**
     * C = A·Xᵀ.
     *
     * @param xStride distance between rows of X, a multiple of the lanes
     */
    void multiplyTransposed(Workers workers, float[] a, int aRow, float[] x, int xStride, float[] c, int cStride, int rows, int columns,
                            int inner) {
        multiply(workers, a, aRow, 1, x, 0, xStride, true, null, c, 0, cStride, rows, columns, inner, false);
    }

    /**
     * @param bAt where B begins in {@code b}
     * @param cAt where C begins in {@code c}
     * @param aRow distance between rows of A in {@code a}
     * @param aColumn distance between columns of A in {@code a}
     * @param bias added to each row of C; null adds nothing
     * @param rectified whether C becomes max(C, 0)
     */
    void multiply(Workers workers, float[] a, int aRow, int aColumn, float[] b, int bAt, int bStride, float[] bias,
                  float[] c, int cAt, int cStride, int rows, int columns, int inner, boolean rectified) {
        multiply(workers, a, aRow, aColumn, b, bAt, bStride, false, bias, c, cAt, cStride, rows, columns, inner, rectified);
    }

    private void multiply(Workers workers, float[] a, int aRow, int aColumn, float[] b, int bAt, int bStride, boolean transposed,
                          float[] bias, float[] c, int cAt, int cStride, int rows, int columns, int inner, boolean rectified) {
        this.rectified = rectified;
        this.a = a;
        this.aRow = aRow;
        this.aColumn = aColumn;
        this.b = b;
        this.bAt = bAt;
        this.bStride = bStride;
        this.c = c;
        this.cAt = cAt;
        this.cStride = cStride;
        this.rows = rows;
        this.columns = columns;
        vectors = Math.ceilDiv(columns, Lanes.COUNT);
        int slabCount = Tile.count(vectors);
        packsA = slabCount * uses >= (aColumn == 1 ? ENOUGH_SLABS : ENOUGH_SLABS_TRANSPOSED);
        height = Tile.height(rows, packsA ? TileShape.A.PACKED : aColumn == 1 ? TileShape.A.BY_ROW : TileShape.A.BY_COLUMN);
        packsA |= rows < height;
        packsB = transposed || columns % Lanes.COUNT > 0 || rows >= ENOUGH_ROWS && (bStride >= FAR || (long) rows * columns * inner >= ENOUGH);
        panels.plan(packsA, a, rows, height, aRow, 1, 0, inner, aColumn);
        if (transposed) {
            slabs.planTransposed(b, bAt, bStride, columns, inner);
        } else if (packsB) {
            slabs.plan(b, bAt, bStride, columns, inner);
        }
        biases.set(bias, rows);
        cut(inner);
        long all = (long) rows * columns * inner;
        share(Math.max(PIECE, all / PIECES), (long) height * Tile.WIDTH * Math.max(1, inner), slabCount);
        run(workers, all >= WORTH_SHARING);
        held = packsA && uses > 1;
    }

    /**
     * Cuts C into pieces of about so many multiply-adds, which follow each other along its rows. A piece is some panels by all slabs, where
     * those stay near: so a thread has the same rows of A and C in the products and updates of a step. Else it is as many panels as stay near
     * by one slab or several.
     */
    private void share(long piece, long ofPanel, int slabCount) {
        int depth = Math.min(DEPTH, runs[2]);
        if ((long) slabCount * Tile.WIDTH * depth <= NEAR && panels.count() >= ENOUGH_PANELS) {
            slabsAPiece = slabCount;
            panelsAPiece = (int) Math.clamp(piece / (ofPanel * slabCount), 1, panels.count());
        } else {
            panelsAPiece = (int) Math.clamp(piece / ofPanel, 1, Math.min(Math.max(1, NEAR / (height * depth)), panels.count()));
            slabsAPiece = (int) Math.clamp(piece / (ofPanel * panelsAPiece), 1, slabCount);
        }
        int panelPieces = Math.ceilDiv(panels.count(), panelsAPiece);
        panelsAPiece = Math.ceilDiv(panels.count(), panelPieces);
        slabPieces = Math.ceilDiv(slabCount, slabsAPiece);
        pieces = panelPieces * slabPieces;
    }

    private void cut(int inner) {
        blocks = Math.max(1, Math.ceilDiv(inner, DEPTH));
        if (runs.length < 3 * blocks) {
            runs = new int[3 * blocks];
        }
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) inner * block / blocks);
            runs[3 * block] = from;
            runs[3 * block + 1] = from;
            runs[3 * block + 2] = (int) ((long) inner * (block + 1) / blocks) - from;
        }
    }

    private void run(Workers workers, boolean share) {
        if (shares.length < workers.threads()) {
            shares = new Share[workers.threads()];
            Arrays.setAll(shares, thread -> new Share());
        }
        int packs = (packsA && !held ? panels.count() : 0) + (packsB ? slabs.pieces() : 0);
        claims.begin(pieces, 1, 2 * workers.threads());
        if (share) {
            workers.run(packing, packs);
            workers.run(computing, workers.threads());
            return;
        }
        for (int piece = 0; piece < packs; piece++) {
            pack(piece);
        }
        compute(0);
    }

    private void pack(int piece) {
        int ofB = packsB ? slabs.pieces() : 0;
        if (piece < ofB) {
            slabs.pack(piece);
        } else {
            panels.pack(piece - ofB);
        }
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            for (int piece = Claims.first(claim); piece < Claims.end(claim); piece++) {
                int panel = piece / slabPieces * panelsAPiece;
                int slab = piece % slabPieces * slabsAPiece;
                shares[thread].compute(slab, Math.min(slab + slabsAPiece, Tile.count(vectors)), panel, Math.min(panel + panelsAPiece, panels.count()));
            }
        }
    }

    /** A thread's tile, and the work on some row panels of some slabs with it. */
    private final class Share {
        private final Tile tile = new Tile();
        private final float[] scratch = new float[Tile.ROWS * Tile.WIDTH]; // of a tile that C does not hold whole
        private float[] lapping = new float[0]; // of the last panel, from block to block, [slabs, height, width]
        private int firstSlab;
        private int slab;
        private int first; // column
        private int width;

        /** Block after block: panels stay in cache over all slabs, and a slab over all panels. */
        void compute(int newFirstSlab, int endSlab, int firstPanel, int endPanel) {
            firstSlab = newFirstSlab;
            lapping = Scratch.room(lapping, (endSlab - firstSlab) * Tile.ROWS * Tile.WIDTH);
            tile.a = packsA ? panels.data() : a;
            tile.aRow = packsA ? 1 : aRow;
            tile.aStep = packsA ? height : aColumn;
            tile.b = packsB ? slabs.data() : b;
            tile.runs = runs;
            for (int block = 0; block < blocks; block++) {
                tile.firstRun = block;
                tile.endRun = block + 1;
                for (slab = firstSlab; slab < endSlab; slab++) {
                    multiply(block, firstPanel, endPanel);
                }
            }
        }

        private void multiply(int block, int firstPanel, int endPanel) {
            first = Tile.first(vectors, slab) * Lanes.COUNT;
            width = Tile.width(vectors, slab) * Lanes.COUNT;
            tile.bAt = packsB ? slabs.at(slab) : bAt + first;
            tile.bStep = packsB ? width : bStride;
            for (int panel = firstPanel; panel < endPanel; panel++) {
                multiply(block, panel);
                if (rectified && block == blocks - 1) {
                    rectify(panels.firstRow(panel));
                }
            }
        }

        private void multiply(int block, int panel) {
            int row = panels.firstRow(panel);
            int to = cAt + row * cStride + first;
            int realRows = Math.min(height, rows);
            int realColumns = Math.min(width, columns - first);
            tile.aAt = packsA ? panels.at(panel) : row * aRow;
            boolean laps = blocks > 1 && panel * height > row; // over rows in which another panel's sums wait for their next block
            if (realRows == height && realColumns == width && !laps) {
                start(block, row, c, to, cStride);
                tile.endIn(c, to, cStride);
                tile.multiply(height, width / Lanes.COUNT);
                return;
            }
            float[] own = laps ? lapping : scratch;
            int ownAt = laps ? Scratch.FIRST + (slab - firstSlab) * Tile.ROWS * Tile.WIDTH : 0;
            for (int i = 0; block > 0 && !laps && i < realRows; i++) {
                System.arraycopy(c, to + i * cStride, own, ownAt + i * width, realColumns);
            }
            start(block, row, own, ownAt, width);
            tile.endIn(own, ownAt, width);
            tile.multiply(height, width / Lanes.COUNT);
            if (laps && block < blocks - 1) {
                return;
            }
            for (int i = laps ? panel * height - row : 0; i < realRows; i++) {
                System.arraycopy(own, ownAt + i * width, c, to + i * cStride, realColumns);
            }
        }

        /** The rows of a panel that were stored last; again where panels lap, which changes nothing. */
        private void rectify(int row) {
            for (int i = row; i < Math.min(row + height, rows); i++) {
                int at = cAt + i * cStride + first;
                Elementwise.relu(c, c, at, at + Math.min(width, columns - first));
            }
        }

        private void start(int block, int row, float[] soFar, int at, int distance) {
            if (block == 0) {
                biases.start(tile, row);
            } else {
                tile.startFrom(soFar, at, distance, Lanes.COUNT);
            }
        }
    }
}
