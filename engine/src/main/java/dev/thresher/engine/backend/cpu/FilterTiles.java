package dev.thresher.engine.backend.cpu;


/**
 * dYᵀ: dY with its filters innermost, cut into tiles of a few vectors of filters. Each tile is {@code [positions · batch, width]};
 * filters beyond the last are zero.
 *
 * <p>Rows of dY lie at distances that are powers of two, and collide in the cache. So a piece of each is copied first, row by
 * row.
 */
final class FilterTiles {
    private static final long WORTH_SHARING = 1 << 14; // entries
    private static final int LENGTH = 256; // entries of a row copied at a time, at least a position's
    private static final int GAP = 16;     // between rows of the copy

    private final Workers.Task transposing = this::transpose;
    private final Claims claims = new Claims();
    private final float[][] squares; // one a thread
    private final float[][] copies;  // one a thread, [lanes, length + GAP]
    private float[] data = new float[0];
    private float[] dy;
    private int vectors;
    private int together; // positions copied at a time
    private int filters;
    private int positions;
    private int stride;

    FilterTiles(int threads) {
        squares = new float[threads][Lanes.COUNT * Lanes.COUNT];
        copies = new float[threads][];
    }

    /**
     * Lays out tiles for so many filters of so many positions.
     *
     * @param fills whether all is going to be transposed at once, rather than {@link #some} of it
     */
    void plan(boolean fills, float[] newDy, int newFilters, int newPositions, int newStride) {
        dy = newDy;
        filters = newFilters;
        positions = newPositions;
        stride = newStride;
        vectors = Math.ceilDiv(filters, Lanes.COUNT);
        together = Math.max(1, LENGTH / stride);
        for (int thread = 0; thread < copies.length; thread++) {
            if (copies[thread] == null || copies[thread].length < Lanes.COUNT * (together * stride + GAP)) {
                copies[thread] = new float[Lanes.COUNT * (together * stride + GAP)];
            }
        }
        if (fills) {
            data = Scratch.room(data, vectors * Lanes.COUNT * positions * stride);
        }
    }

    void fill(Workers workers) {
        claims.begin(count() * Math.ceilDiv(positions, together));
        if ((long) filters * positions * stride < WORTH_SHARING) {
            transpose(0);
        } else {
            workers.run(transposing, workers.threads());
        }
    }

    /** One thread's share: all filters of a tile at a few positions at a time, since their entries share cache lines. */
    private void transpose(int thread) {
        int spans = Math.ceilDiv(positions, together);
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            int piece = Claims.first(claim);
            int position = piece % spans * together;
            int tile = piece / spans;
            transpose(thread, tile, position, Math.min(together, positions - position), data, at(tile, position));
        }
    }

    /** A tile's entries of some positions, {@code [count · batch, width]} from {@code at} on. */
    void some(int thread, int tile, int position, int count, float[] to, int at) {
        for (int done = 0; done < count; done += together) {
            transpose(thread, tile, position + done, Math.min(together, count - done), to, at + done * stride * width(tile));
        }
    }

    private void transpose(int thread, int tile, int position, int count, float[] to, int at) {
        for (int lane = 0; lane < width(tile); lane += Lanes.COUNT) {
            transpose(thread, tile, lane, position * stride, count * stride, to, at + lane);
        }
    }

    private void transpose(int thread, int tile, int lane, int from, int length, float[] to, int at) {
        float[] copy = copies[thread];
        int filter = first(tile) + lane;
        int real = Math.min(Lanes.COUNT, filters - filter);
        for (int row = 0; row < real; row++) {
            System.arraycopy(dy, (filter + row) * positions * stride + from, copy, row * (length + GAP), length);
        }
        int width = width(tile);
        for (int n = 0; n < length; n += Lanes.COUNT) {
            LaneTransposition.run(copy, n, length + GAP, real, to, at + n * width, width, squares[thread]);
        }
    }

    float[] data() {
        return data;
    }

    /** Where a position of a tile begins. */
    int at(int tile, int position) {
        return Scratch.FIRST + (first(tile) * positions + position * width(tile)) * stride;
    }

    int count() {
        return Tile.count(vectors);
    }

    /** First filter of a tile. */
    int first(int tile) {
        return Tile.first(vectors, tile) * Lanes.COUNT;
    }

    /** Filters of a tile, those beyond the last included. */
    int width(int tile) {
        return Tile.width(vectors, tile) * Lanes.COUNT;
    }
}
