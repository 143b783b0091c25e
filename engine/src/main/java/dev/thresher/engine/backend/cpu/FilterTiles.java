package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * dYᵀ: dY with its filters innermost, cut into tiles of four, two or one vectors of filters, the widest first. Each tile is
 * {@code [positions · batch, width]}; filters beyond the last are zero.
 */
final class FilterTiles {
    private static final long WORTH_SHARING = 1 << 14; // entries

    private final Workers.Task transposing = this::transpose;
    private final AtomicInteger next = new AtomicInteger();
    private final float[][] squares; // one a thread
    private int[] first = new int[0]; // [count + 1] first filter of each tile, and behind the last
    private float[] data = new float[0];
    private float[] dy;
    private int count;
    private int filters;
    private int positions;
    private int stride;

    FilterTiles(int threads) {
        squares = new float[threads][Lanes.COUNT * Lanes.COUNT];
    }

    /** Lays out tiles for so many filters of so many positions. */
    void plan(int newFilters, int newPositions, int newStride) {
        filters = newFilters;
        positions = newPositions;
        stride = newStride;
        int vectors = Math.ceilDiv(filters, Lanes.COUNT);
        if (first.length < vectors + 1) {
            first = new int[vectors + 1];
        }
        count = 0;
        int width = ConvolutionTiles.VECTORS;
        for (int vector = 0; vector < vectors; vector += width) {
            while (width > vectors - vector) {
                width /= 2;
            }
            first[count++] = vector * Lanes.COUNT;
        }
        first[count] = vectors * Lanes.COUNT;
        if (data.length < first[count] * positions * stride) {
            data = new float[first[count] * positions * stride];
        }
    }

    void fill(Workers workers, float[] from) {
        dy = from;
        next.set(0);
        if ((long) filters * positions * stride < WORTH_SHARING) {
            transpose(0);
        } else {
            workers.run(transposing, workers.threads());
        }
    }

    /** One thread's share: one position of one tile at a time. */
    private void transpose(int thread) {
        for (int piece = next.getAndIncrement(); piece < count * positions; piece = next.getAndIncrement()) {
            int tile = piece / positions;
            int position = piece % positions;
            for (int n = 0; n < stride; n += Lanes.COUNT) {
                for (int lane = 0; lane < width(tile); lane += Lanes.COUNT) {
                    int filter = first[tile] + lane;
                    LaneTransposition.run(dy, (filter * positions + position) * stride + n, positions * stride, filters - filter,
                            data, at(tile, position) + n * width(tile) + lane, width(tile), squares[thread]);
                }
            }
        }
    }

    float[] data() {
        return data;
    }

    /** Where a position of a tile begins. */
    int at(int tile, int position) {
        return (first[tile] * positions + position * width(tile)) * stride;
    }

    int count() {
        return count;
    }

    int first(int tile) {
        return first[tile];
    }

    int width(int tile) {
        return first[tile + 1] - first[tile];
    }
}
