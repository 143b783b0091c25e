package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/** B of a product, packed in slabs of a few vectors of columns, {@code [slabs, inner, width]}; lanes beyond the last column are zero. */
final class ColumnSlabs {
    private static final int ROWS_A_PIECE = 128;

    private float[] data = new float[0];
    private float[] from;
    private int at;
    private int stride;
    private int columns;
    private int inner;
    private int vectors;

    void plan(float[] newFrom, int newAt, int newStride, int newColumns, int newInner) {
        from = newFrom;
        at = newAt;
        stride = newStride;
        columns = newColumns;
        inner = newInner;
        vectors = Math.ceilDiv(columns, Lanes.COUNT);
        if (data.length < vectors * Lanes.COUNT * inner) {
            data = new float[vectors * Lanes.COUNT * inner];
        }
    }

    int pieces() {
        return Tile.count(vectors) * Math.ceilDiv(inner, ROWS_A_PIECE);
    }

    void pack(int piece) {
        int slab = piece % Tile.count(vectors);
        int start = piece / Tile.count(vectors) * ROWS_A_PIECE;
        int first = Tile.first(vectors, slab) * Lanes.COUNT;
        int width = Tile.width(vectors, slab) * Lanes.COUNT;
        int real = Math.min(width, columns - first);
        for (int k = start; k < Math.min(inner, start + ROWS_A_PIECE); k++) {
            int to = first * inner + k * width;
            System.arraycopy(from, at + k * stride + first, data, to, real);
            if (real < width) {
                Arrays.fill(data, to + real, to + width, 0f);
            }
        }
    }

    float[] data() {
        return data;
    }

    /** Where a slab begins. */
    int at(int slab) {
        return Tile.first(vectors, slab) * Lanes.COUNT * inner;
    }
}
