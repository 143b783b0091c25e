package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/**
 * dP of a convolution. For each tap it is a product X_tap·dYᵀ over positions and examples, with channels in the rows of a register
 * tile and filters in its lanes. dY is transposed, so that filters are neighbours; a tap then is nothing but runs of
 * neighbouring positions in X and in dYᵀ. Where one piece takes all channels it transposes block by block and nothing of that leaves the
 * cache; else dY is transposed once. Few channels, and windows without padding, are left to {@link TapDots}.
 *
 * <p>The positions are cut into blocks, which stay in cache while all taps of some channels go over them, and the blocks of large
 * images into parts, so that also few filters give several pieces of work. Blocks, then parts, are added up in order, and
 * all depend on the shape alone: so the bits depend on no thread.
 */
final class ConvolutionWeightGradient {
    private static final int BLOCK = 512; // positions · examples that stay in cache
    private static final int PIECES = 8;
    private static final int PANELS = 8; // most panels of a piece
    private static final int ALL = 216;  // panels · taps up to which a piece takes all panels
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final int SUM_PIECE = 1 << 14;

    private final Map<Window, TapTable> tables = new HashMap<>();
    private final Workers.Task computing = this::compute;
    private final Workers.Task summing = this::sum;
    private final Claims claims = new Claims();
    private final Share[] shares; // one a thread
    private final FilterTiles filterTiles;
    private final Runs runs = new Runs();
    private final TapDots tapDots;

    private float[] parts = new float[0];     // dP of each part, where there are several
    private TapTable table;
    private float[] x;
    private float[] dp;
    private int filters;
    private int channels;
    private int stride;
    private int height; // of a panel
    private int panels;
    private boolean blockwise; // each piece transposes dY for itself
    private int panelsAPiece;
    private int panelPieces;
    private int partCount;
    private int pieces;

    ConvolutionWeightGradient(int threads) {
        shares = new Share[threads];
        Arrays.setAll(shares, thread -> new Share());
        filterTiles = new FilterTiles(threads);
        tapDots = new TapDots(threads);
    }

    void run(Workers workers, Window w, CpuTensor dOut, CpuTensor in, CpuTensor out) {
        boolean share = (long) out.rows() * w.filterSize() * w.positions() * in.stride() >= WORTH_SHARING;
        if (TapDots.suits(w)) {
            tapDots.run(workers, w, dOut, in, out, share);
            return;
        }
        table = tables.computeIfAbsent(w, TapTable::forward);
        x = in.data();
        dp = out.data();
        filters = out.rows();
        channels = w.channels();
        stride = in.stride();
        height = Tile.height(channels, TileShape.A.BY_ROW);
        panels = Math.ceilDiv(channels, height);
        runs.plan(table, Math.max(1, BLOCK / stride), stride);
        blockwise = panels * table.taps() <= ALL;
        filterTiles.plan(!blockwise, dOut.data(), filters, table.positions(), stride);
        panelPieces = blockwise ? 1
                : Math.max(Math.ceilDiv(panels, PANELS), Math.min(panels, PIECES / filterTiles.count() / runs.blocks()));
        panelsAPiece = Math.ceilDiv(panels, panelPieces);
        panelPieces = Math.ceilDiv(panels, panelsAPiece);
        partCount = Math.clamp(Math.ceilDiv(PIECES, panelPieces * filterTiles.count()), 1, runs.blocks());
        if (partCount > 1) {
            parts = atLeast(parts, partCount * filters * w.filterSize());
        }
        pieces = panelPieces * filterTiles.count() * partCount;
        claims.begin(pieces);
        if (!blockwise) {
            filterTiles.fill(workers);
        }
        int sums = partCount > 1 ? Math.ceilDiv(filters * channels * table.taps(), SUM_PIECE) : 0;
        if (share) {
            workers.run(computing, workers.threads());
            workers.run(summing, sums);
        } else {
            compute(0);
            for (int piece = 0; piece < sums; piece++) {
                sum(piece);
            }
        }
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            int piece = Claims.first(claim);
            int part = piece / (panelPieces * filterTiles.count());
            int panel = piece % panelPieces * panelsAPiece;
            shares[thread].compute(thread, piece / panelPieces % filterTiles.count(), panel, Math.min(panel + panelsAPiece, panels), part);
        }
    }

    /** dP as the sum of all parts. */
    private void sum(int piece) {
        int size = filters * channels * table.taps();
        for (int i = piece * SUM_PIECE; i < Math.min(size, (piece + 1) * SUM_PIECE); i++) {
            float sum = parts[i];
            for (int part = 1; part < partCount; part++) {
                sum += parts[part * size + i];
            }
            dp[i] = sum;
        }
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    /** A thread's scratch, and the work on one piece in it: a tile of filters, some panels of rows, one part of the positions. */
    private final class Share {
        private final Tile tile = new Tile();
        private final float[] zero = new float[Lanes.COUNT];
        private float[] block = new float[0];                           // [height, width]
        private float[] sums = new float[0];                        // [panels, taps, height, width]
        private float[] ordered = new float[0];                     // [rows, taps, width]
        private final float[] square = new float[Lanes.COUNT * Lanes.COUNT];
        private float[] dyBlock = new float[0];                     // of dY transposed, [positions of a block · batch, width]

        void compute(int thread, int filterTile, int firstPanel, int endPanel, int part) {
            int width = filterTiles.width(filterTile);
            int all = (endPanel - firstPanel) * runs.taps() * height * width;
            sums = Scratch.room(sums, all);
            Arrays.fill(sums, Scratch.FIRST, Scratch.FIRST + all, 0f);
            block = Scratch.room(block, height * width);
            int from = (int) ((long) runs.blocks() * part / partCount);
            int to = (int) ((long) runs.blocks() * (part + 1) / partCount);
            tile.a = x;
            tile.aRow = table.read() * stride;
            tile.aStep = 1;
            tile.b = blockwise ? transposed(width) : filterTiles.data();
            tile.bAt = filterTiles.at(filterTile, 0);
            tile.bStep = width;
            tile.runs = runs.runs();
            tile.startFrom(zero, 0, 0, 0);
            for (int b = from; b < to; b++) {
                if (blockwise) {
                    int position = runs.firstPosition(b);
                    filterTiles.some(thread, filterTile, position, runs.firstPosition(b + 1) - position, dyBlock, Scratch.FIRST);
                    tile.bAt = Scratch.FIRST - position * stride * width; // runs count from the first position
                }
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    tile.aAt = firstRow(panel) * tile.aRow;
                    for (int tap = 0; tap < runs.taps(); tap++) {
                        tile.firstRun = runs.first(b, tap);
                        tile.endRun = runs.end(b, tap);
                        add(Scratch.FIRST + ((panel - firstPanel) * runs.taps() + tap) * height * width, width, to - from == 1);
                    }
                }
            }
            float[] target = partCount > 1 ? parts : dp;
            int targetAt = partCount > 1 ? part * filters * channels * table.taps() : 0;
            store(filterTile, firstPanel, endPanel, target, targetAt);
        }

        private float[] transposed(int width) {
            dyBlock = Scratch.room(dyBlock, runs.positionsABlock() * stride * width);
            return dyBlock;
        }

        /** What a block adds to a tap. Summed up apart first, which keeps chains of float additions short. */
        private void add(int at, int width, boolean only) {
            tile.endIn(only ? sums : block, only ? at : Scratch.FIRST, width);
            tile.multiply(height, width / Lanes.COUNT);
            for (int i = 0; !only && i < height * width; i += Lanes.COUNT) {
                FloatVector.fromArray(Lanes.SPECIES, sums, at + i).add(FloatVector.fromArray(Lanes.SPECIES, block, Scratch.FIRST + i))
                        .intoArray(sums, at + i);
            }
        }

        /** Transposes the sums, whose filters are neighbours, to dP, in which the entries of a filter are. */
        private void store(int filterTile, int firstPanel, int endPanel, float[] target, int targetAt) {
            int width = filterTiles.width(filterTile);
            int firstFilter = filterTiles.first(filterTile);
            int entries = order(firstPanel, endPanel, width);
            int size = channels * runs.taps();
            int to = targetAt + firstFilter * size + firstPanel * height * runs.taps();
            for (int lane = 0; lane < Math.min(width, filters - firstFilter); lane += Lanes.COUNT) {
                int real = Math.min(Lanes.COUNT, filters - firstFilter - lane);
                int entry = 0;
                for (; real == Lanes.COUNT && entry + Lanes.COUNT <= entries; entry += Lanes.COUNT) {
                    LaneTransposition.run(ordered, Scratch.FIRST + entry * width + lane, width, Lanes.COUNT, target, to + lane * size + entry, size, square);
                }
                for (int filter = lane; filter < lane + real; filter++) {
                    for (int rest = entry; rest < entries; rest++) {
                        target[to + filter * size + rest] = ordered[Scratch.FIRST + rest * width + filter];
                    }
                }
            }
        }

        /** Copies the sums to where they follow each other as in a filter, {@code [channels, taps, width]}, and counts channels · taps. */
        private int order(int firstPanel, int endPanel, int width) {
            int taps = runs.taps();
            int first = firstPanel * height;
            int end = Math.min(channels, endPanel * height);
            ordered = Scratch.room(ordered, (end - first) * taps * width);
            for (int row = first; row < end; row++) {
                int panel = row / height;
                int from = Scratch.FIRST + ((panel - firstPanel) * taps * height + row - firstRow(panel)) * width;
                Strips.copy(sums, from, height * width, ordered, Scratch.FIRST + (row - first) * taps * width, width, taps, width);
            }
            return (end - first) * taps;
        }

        /** The last panel reaches back over rows of the one before, whose sums it makes again but does not store. */
        private int firstRow(int panel) {
            return Math.min(panel * height, channels - height);
        }
    }
}
