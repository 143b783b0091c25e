package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/**
 * dP of a convolution. For each tap it is a product X_tap·dYᵀ over positions and examples, with channels in the rows of a register
 * tile and filters in its lanes. dY is transposed once, so that filters are neighbours; a tap then is nothing but runs of
 * neighbouring positions in X and in dYᵀ. Few channels, and windows without padding, are left to {@link TapDots}.
 *
 * <p>The positions are cut into blocks, which stay in cache while all taps of some channels go over them, and the blocks of large
 * images into parts, so that also few filters give several pieces of work. Blocks, then parts, are added up in order, and
 * all depend on the shape alone: so the bits depend on no thread.
 */
final class ConvolutionWeightGradient {
    private static final int ROWS = ConvolutionTiles.ROWS;
    private static final int BLOCK = 512; // positions · examples that stay in cache
    private static final int PIECES = 8;
    private static final int PANELS = 8; // most panels of a piece
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final int SUM_PIECE = 1 << 14;

    private final Map<Window, TapTable> tables = new HashMap<>();
    private final Workers.Task computing = this::compute;
    private final Workers.Task summing = this::sum;
    private final AtomicInteger next = new AtomicInteger();
    private final Tile[] tiles; // one a thread
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
    private int panels;
    private int panelsAPiece;
    private int panelPieces;
    private int partCount;
    private int pieces;

    ConvolutionWeightGradient(int threads) {
        tiles = new Tile[threads];
        Arrays.setAll(tiles, thread -> new Tile());
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
        panels = Math.ceilDiv(channels, ROWS);
        runs.plan(table, Math.max(1, BLOCK / stride));
        filterTiles.plan(filters, table.positions(), stride);
        panelPieces = Math.max(Math.ceilDiv(panels, PANELS), Math.min(panels, PIECES / filterTiles.count() / runs.blocks()));
        panelsAPiece = Math.ceilDiv(panels, panelPieces);
        panelPieces = Math.ceilDiv(panels, panelsAPiece);
        partCount = Math.clamp(Math.ceilDiv(PIECES, panelPieces * filterTiles.count()), 1, runs.blocks());
        if (partCount > 1) {
            parts = atLeast(parts, partCount * filters * w.filterSize());
        }
        pieces = panelPieces * filterTiles.count() * partCount;
        next.set(0);
        filterTiles.fill(workers, dOut.data());
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
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            int part = piece / (panelPieces * filterTiles.count());
            int panel = piece % panelPieces * panelsAPiece;
            tiles[thread].compute(piece / panelPieces % filterTiles.count(), panel, Math.min(panel + panelsAPiece, panels), part);
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
    private final class Tile {
        private final float[] block = new float[ROWS * ConvolutionTiles.VECTORS * Lanes.COUNT]; // [6, width]
        private float[] sums = new float[0];                                                    // [panels, taps, 6, width]

        void compute(int tile, int firstPanel, int endPanel, int part) {
            int width = filterTiles.width(tile);
            int all = (endPanel - firstPanel) * runs.taps() * ROWS * width;
            sums = atLeast(sums, all);
            Arrays.fill(sums, 0, all, 0f);
            int from = (int) ((long) runs.blocks() * part / partCount);
            int to = (int) ((long) runs.blocks() * (part + 1) / partCount);
            for (int b = from; b < to; b++) {
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    for (int tap = 0; tap < runs.taps(); tap++) {
                        add(tile, panel, b, tap, ((panel - firstPanel) * runs.taps() + tap) * ROWS * width, to - from == 1);
                    }
                }
            }
            float[] target = partCount > 1 ? parts : dp;
            int targetAt = partCount > 1 ? part * filters * channels * table.taps() : 0;
            store(tile, firstPanel, endPanel, target, targetAt);
        }

        /** What a block adds to a tap. Summed up apart first, which keeps chains of float additions short. */
        private void add(int tile, int panel, int b, int tap, int at, boolean only) {
            int size = ROWS * filterTiles.width(tile);
            if (only) {
                multiply(tile, panel, b, tap, sums, at);
                return;
            }
            Arrays.fill(block, 0, size, 0f);
            multiply(tile, panel, b, tap, block, 0);
            for (int i = 0; i < size; i += Lanes.COUNT) {
                FloatVector.fromArray(Lanes.SPECIES, sums, at + i).add(FloatVector.fromArray(Lanes.SPECIES, block, i))
                        .intoArray(sums, at + i);
            }
        }

        private void multiply(int tile, int panel, int blockNumber, int tap, float[] c, int cAt) {
            int width = filterTiles.width(tile);
            for (int run = runs.first(blockNumber, tap); run < runs.end(blockNumber, tap); run++) {
                ConvolutionTiles.multiplyAdd(width / Lanes.COUNT, x, (firstRow(panel) * table.read() + runs.read(run)) * stride,
                        table.read() * stride, 1, runs.length(run) * stride, filterTiles.data(),
                        filterTiles.at(tile, runs.position(run)), c, cAt);
            }
        }

        private void store(int tile, int firstPanel, int endPanel, float[] target, int targetAt) {
            int width = filterTiles.width(tile);
            int lanes = Math.min(width, filters - filterTiles.first(tile));
            for (int lane = 0; lane < lanes; lane++) {
                int to = targetAt + (filterTiles.first(tile) + lane) * channels * table.taps();
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    int from = (panel - firstPanel) * runs.taps() * ROWS * width + lane;
                    for (int row = panel * ROWS; row < Math.min(channels, (panel + 1) * ROWS); row++) {
                        int of = from + (row - firstRow(panel)) * width;
                        for (int tap = 0; tap < runs.taps(); tap++) {
                            target[to + row * runs.taps() + tap] = sums[of + tap * ROWS * width];
                        }
                    }
                }
            }
        }

        /** The last panel reaches back over rows of the one before, whose sums it makes again but does not store. */
        private int firstRow(int panel) {
            return Math.min(panel * ROWS, channels - ROWS);
        }
    }
}
