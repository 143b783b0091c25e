package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * dP of a convolution: dot products of rows of dY with rows of X, shifted by a tap. A piece is some filters by some channels; it
 * goes over the positions in blocks, of which the rows are copied into scratch, and keeps a vector of partial sums for each of
 * its entries from block to block. Only at the end are lanes added up. Pieces depend on the shape alone, so the bits depend on no
 * thread.
 */
final class ConvolutionWeightGradient {
    private static final int BLOCK = Integer.getInteger("conv.block", 512); // entries of a row of dY in scratch at a time
    private static final int FILTERS_A_PIECE = Integer.getInteger("conv.filters", 32);
    private static final int CHANNELS_A_PIECE = Integer.getInteger("conv.channels", 24);
    private static final int SHIFT = 7 * 16; // floats between rows in scratch, so that they do not fall on the same cache lines
    private static final long WORTH_SHARING = 1 << 16;

    private final Map<Window, TapTable> tables = new HashMap<>();
    private final Workers.Task computing = this::compute;
    private final AtomicInteger next = new AtomicInteger();
    private final Scratch[] scratches; // one a thread

    private TapTable table;
    private DotShape shape;
    private float[] dy;
    private float[] x;
    private float[] dp;
    private int filters;
    private int channels;
    private int stride;
    private int filterPieces;
    private int pieces;
    private int positionsABlock;
    private int blocks;
    private int dRow;
    private int xRow;
    private int[] xFrom = new int[0];   // [blocks] first position of X that a block reads
    private int[] xTo = new int[0];     // [blocks] the one behind its last
    private int[] steps = new int[0];   // [blocks · taps + 1] where each tap's steps begin
    private int[] dSteps = new int[0];  // offset in a row of dY of every step
    private int[] xSteps = new int[0];  // and in a row of X

    ConvolutionWeightGradient(int threads) {
        scratches = new Scratch[threads];
        Arrays.setAll(scratches, thread -> new Scratch());
    }

    void run(Workers workers, Window w, CpuTensor dOut, CpuTensor in, CpuTensor out) {
        table = tables.computeIfAbsent(w, TapTable::forward);
        dy = dOut.data();
        x = in.data();
        dp = out.data();
        filters = out.rows();
        channels = w.channels();
        stride = in.stride();
        shape = DotShape.of(channels);
        plan();
        filterPieces = Math.ceilDiv(filters, FILTERS_A_PIECE);
        pieces = filterPieces * Math.ceilDiv(channels, CHANNELS_A_PIECE);
        next.set(0);
        if ((long) filters * w.filterSize() * table.positions() * stride < WORTH_SHARING) {
            compute(0);
        } else {
            workers.run(computing, workers.threads());
        }
    }

    /** Cuts the positions into blocks and lists the steps of each block and tap. */
    private void plan() {
        positionsABlock = Math.clamp(BLOCK / stride, 1, table.positions());
        blocks = Math.ceilDiv(table.positions(), positionsABlock);
        int perPosition = stride / Lanes.COUNT;
        if (xFrom.length < blocks) {
            xFrom = new int[blocks];
            xTo = new int[blocks];
        }
        if (steps.length < blocks * table.taps() + 1) {
            steps = new int[blocks * table.taps() + 1];
        }
        if (dSteps.length < table.from().length * perPosition) {
            dSteps = new int[table.from().length * perPosition];
            xSteps = new int[table.from().length * perPosition];
        }
        int step = 0;
        int widest = 0;
        for (int block = 0; block < blocks; block++) {
            int from = block * positionsABlock;
            int to = Math.min(from + positionsABlock, table.positions());
            range(block, from, to);
            widest = Math.max(widest, xTo[block] - xFrom[block]);
            for (int tap = 0; tap < table.taps(); tap++) {
                steps[block * table.taps() + tap] = step;
                for (int position = from; position < to; position++) {
                    int read = table.from(position, tap);
                    for (int v = 0; read >= 0 && v < stride; v += Lanes.COUNT) {
                        dSteps[step] = (position - from) * stride + v;
                        xSteps[step++] = (read - xFrom[block]) * stride + v;
                    }
                }
            }
        }
        steps[blocks * table.taps()] = step;
        dRow = apart(positionsABlock * stride);
        xRow = apart(widest * stride);
    }

    private void range(int block, int from, int to) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (int at = from * table.taps(); at < to * table.taps(); at++) {
            int read = table.from()[at];
            if (read >= 0) {
                first = Math.min(first, read);
                last = Math.max(last, read);
            }
        }
        xFrom[block] = last < 0 ? 0 : first;
        xTo[block] = last + 1;
    }

    /** A row length whose multiples spread over the sets of the first-level cache, 4 KiB apart or not. */
    private static int apart(int length) {
        return Math.ceilDiv(length, 1024) * 1024 + SHIFT;
    }

    private void compute(int thread) {
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            scratches[thread].compute(piece % filterPieces * FILTERS_A_PIECE, piece / filterPieces * CHANNELS_A_PIECE);
        }
    }

    /** A thread's scratch, and the work on one piece in it. */
    private final class Scratch {
        private float[] d = new float[0];    // rows of dY, [filters of a piece, dRow]
        private float[] in = new float[0];   // rows of X, [channels of a piece, xRow]
        private float[] sums = new float[0]; // [tiles, taps, size of a tile, lanes]
        private final float[] tile = new float[DotShape.LARGEST * Lanes.COUNT];

        void compute(int firstFilter, int firstChannel) {
            int filterTiles = Math.ceilDiv(Math.min(FILTERS_A_PIECE, filters - firstFilter), shape.filters);
            int channelTiles = Math.ceilDiv(Math.min(CHANNELS_A_PIECE, channels - firstChannel), shape.channels);
            d = atLeast(d, filterTiles * shape.filters * dRow);
            in = atLeast(in, channelTiles * shape.channels * xRow);
            int size = shape.size() * Lanes.COUNT;
            if (blocks > 1) {
                int all = filterTiles * channelTiles * table.taps() * size;
                sums = atLeast(sums, all);
                Arrays.fill(sums, 0, all, 0f);
            }
            for (int block = 0; block < blocks; block++) {
                load(block, firstFilter, filterTiles * shape.filters, firstChannel, channelTiles * shape.channels);
                for (int c = 0; c < channelTiles; c++) {
                    for (int f = 0; f < filterTiles; f++) {
                        int at = (c * filterTiles + f) * table.taps() * size;
                        tile(block, f, c, firstFilter, firstChannel, at);
                    }
                }
            }
        }

        private void load(int block, int firstFilter, int filterRows, int firstChannel, int channelRows) {
            int from = block * positionsABlock;
            int positions = Math.min(positionsABlock, table.positions() - from);
            for (int row = 0; row < filterRows; row++) {
                int filter = firstFilter + row;
                rows(dy, (filter * table.positions() + from) * stride, filter < filters, d, row * dRow, positions * stride);
            }
            for (int row = 0; row < channelRows; row++) {
                int channel = firstChannel + row;
                rows(x, (channel * table.read() + xFrom[block]) * stride, channel < channels, in, row * xRow,
                        (xTo[block] - xFrom[block]) * stride);
            }
        }

        private static void rows(float[] from, int at, boolean real, float[] to, int toAt, int count) {
            if (real) {
                System.arraycopy(from, at, to, toAt, count);
            } else {
                Arrays.fill(to, toAt, toAt + count, 0f); // below the last row of a tile
            }
        }

        private void tile(int block, int f, int c, int firstFilter, int firstChannel, int at) {
            int size = shape.size() * Lanes.COUNT;
            for (int tap = 0; tap < table.taps(); tap++) {
                float[] into = blocks > 1 ? sums : tile;
                int intoAt = blocks > 1 ? at + tap * size : 0;
                if (blocks == 1) {
                    Arrays.fill(tile, 0, size, 0f);
                }
                DotTiles.add(shape, d, f * shape.filters * dRow, dRow, in, c * shape.channels * xRow, xRow, dSteps, xSteps,
                        steps[block * table.taps() + tap], steps[block * table.taps() + tap + 1], into, intoAt);
                if (block == blocks - 1) {
                    if (blocks > 1) {
                        System.arraycopy(sums, intoAt, tile, 0, size);
                    }
                    LaneSums.of(tile, shape.size());
                    store(firstFilter + f * shape.filters, firstChannel + c * shape.channels, tap);
                }
            }
        }

        private void store(int filter, int channel, int tap) {
            int endFilter = Math.min(filter + shape.filters, filters);
            int endChannel = Math.min(channel + shape.channels, channels);
            for (int f = filter; f < endFilter; f++) {
                for (int c = channel; c < endChannel; c++) {
                    dp[(f * channels + c) * table.taps() + tap] = tile[(f - filter) * shape.channels + c - channel];
                }
            }
        }

        private static float[] atLeast(float[] array, int length) {
            return array.length >= length ? array : new float[length];
        }
    }
}
