package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/**
 * B of a product, packed in slabs of a few vectors of columns, {@code [slabs, depth, width]}; lanes beyond the last column are zero. B
 * lies as it is multiplied, or transposed.
 */
final class ColumnSlabs {
    private static final int ROWS_A_PIECE = 128;

    private float[] data = new float[0];
    private float[] from;
    private int at;
    private int stride;
    private int columns;
    private int inner;
    private int depth; // rows that a slab has room for
    private int vectors;
    private boolean transposed;
    private float[][] squares = {}; // scratch, one a piece

    void plan(float[] newFrom, int newAt, int newStride, int newColumns, int newInner) {
        plan(newFrom, newAt, newStride, newColumns, newInner, newInner, false);
    }

    /**
     * B lies transposed: column j's entries follow each other from {@code at + j · stride} on.
     *
     * @param newStride a multiple of the lanes
     */
    void planTransposed(float[] newFrom, int newAt, int newStride, int newColumns, int newInner) {
        plan(newFrom, newAt, newStride, newColumns, newInner, Math.ceilDiv(newInner, Lanes.COUNT) * Lanes.COUNT, true);
        if (squares.length < pieces()) {
            squares = new float[pieces()][Lanes.COUNT * Lanes.COUNT];
        }
    }

    private void plan(float[] newFrom, int newAt, int newStride, int newColumns, int newInner, int newDepth, boolean lying) {
        from = newFrom;
        at = newAt;
        stride = newStride;
        columns = newColumns;
        inner = newInner;
        depth = newDepth;
        transposed = lying;
        vectors = Math.ceilDiv(columns, Lanes.COUNT);
        data = Scratch.room(data, vectors * Lanes.COUNT * depth);
    }

    int pieces() {
        return Tile.count(vectors) * Math.ceilDiv(inner, ROWS_A_PIECE);
    }

    void pack(int piece) {
        int slab = piece % Tile.count(vectors);
        int start = piece / Tile.count(vectors) * ROWS_A_PIECE;
        int end = Math.min(inner, start + ROWS_A_PIECE);
        int first = Tile.first(vectors, slab) * Lanes.COUNT;
        int width = Tile.width(vectors, slab) * Lanes.COUNT;
        if (transposed) {
            transpose(first, width, start, end, squares[piece]);
            return;
        }
        int of = at + start * stride + first;
        int to = Scratch.FIRST + first * depth + start * width;
        if (width <= columns - first) {
            Strips.copy(from, of, stride, data, to, width, end - start, width);
        } else {
            fill(of, to, width, columns - first, end - start);
        }
    }

    /** Rows that end within the slab. */
    private void fill(int of, int to, int width, int real, int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(from, of + row * stride, data, to + row * width, real);
            Arrays.fill(data, to + row * width + real, to + (row + 1) * width, 0f);
        }
    }

    /** In squares of as many rows as lanes; the last reach beyond the rows that are needed, into padding here and there. */
    private void transpose(int first, int width, int start, int end, float[] square) {
        for (int column = first; column < first + width; column += Lanes.COUNT) {
            for (int k = start; k < end; k += Lanes.COUNT) {
                LaneTransposition.run(from, at + column * stride + k, stride, Math.min(Lanes.COUNT, columns - column), data,
                        Scratch.FIRST + first * depth + k * width + column - first, width, square);
            }
        }
    }

    float[] data() {
        return data;
    }

    /** Where a slab begins. */
    int at(int slab) {
        return Scratch.FIRST + Tile.first(vectors, slab) * Lanes.COUNT * depth;
    }
}
