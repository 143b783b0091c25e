package dev.thresher.engine.backend.cpu;

/**
 * An image with its channels next to each other, {@code [tiles of the batch, positions, channels, width]}: what neighbouring taps of a
 * window read of one position is one run of rows. An image of one channel lies so already.
 */
final class PositionSlabs {
    private static final int TOGETHER = 16; // most positions copied side by side, so that memory is read in longer pieces
    private static final int PIECES = 8;    // at least, for all threads to copy

    private float[] copy = new float[0];
    private float[] from;
    private int positions;
    private int channels;
    private int stride;
    private int vectors; // of the batch

    void plan(boolean fills, float[] newFrom, int newPositions, int newChannels, int newStride) {
        from = newFrom;
        positions = newPositions;
        channels = newChannels;
        stride = newStride;
        vectors = stride / Lanes.COUNT;
        if (fills && !inPlace()) {
            copy = Scratch.room(copy, positions * channels * stride);
        }
    }

    private boolean inPlace() {
        return channels == 1;
    }

    /** Pieces of copying. */
    int pieces() {
        return inPlace() ? 0 : Math.ceilDiv(positions, together());
    }

    private int together() {
        return Math.clamp(positions / PIECES, 1, TOGETHER);
    }

    void fill(int piece) {
        int first = piece * together();
        int end = Math.min(first + together(), positions);
        for (int tile = 0; tile < Tile.count(vectors); tile++) {
            copy(tile, first, end, copy, at(tile) + first * channels * step(tile));
        }
    }

    /** The positions from {@code first} to before {@code end}, {@code [end − first, channels, width]} from {@code toAt} on. */
    void copy(int tile, int first, int end, float[] to, int toAt) {
        int width = Tile.width(vectors, tile) * Lanes.COUNT;
        for (int channel = 0; channel < channels; channel++) {
            Strips.copy(from, (channel * positions + first) * stride + Tile.first(vectors, tile) * Lanes.COUNT, stride,
                    to, toAt + channel * width, channels * width, end - first, width);
        }
    }

    /** What windows of one tap at {@code count} positions read, {@code [count, channels, width]} from {@code toAt} on. */
    void copy(int tile, TapTable table, int first, int count, float[] to, int toAt) {
        int width = Tile.width(vectors, tile) * Lanes.COUNT;
        for (int position = 0; position < count; position++) {
            int read = table.from(first + position, 0);
            if (read >= 0) {
                Strips.copy(from, read * stride + Tile.first(vectors, tile) * Lanes.COUNT, positions * stride,
                        to, toAt + position * channels * width, width, channels, width);
            }
        }
    }

    int channels() {
        return channels;
    }

    int positions() {
        return positions;
    }

    float[] data() {
        return inPlace() ? from : copy;
    }

    /** Where a tile of the batch begins. */
    int at(int tile) {
        int first = Tile.first(vectors, tile) * Lanes.COUNT;
        return inPlace() ? first : Scratch.FIRST + first * positions * channels;
    }

    /** Distance between rows of a tile; row {@code position · channels + channel}. */
    int step(int tile) {
        return inPlace() ? stride : Tile.width(vectors, tile) * Lanes.COUNT;
    }
}
