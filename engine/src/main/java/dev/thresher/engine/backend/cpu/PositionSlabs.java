package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;

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
        for (int channel = 0; channel < channels; channel++) {
            for (int position = first; position < end; position++) {
                int at = (channel * positions + position) * stride;
                for (int tile = 0; tile < Tile.count(vectors); tile++) {
                    int width = Tile.width(vectors, tile) * Lanes.COUNT;
                    int to = at(tile) + (position * channels + channel) * width;
                    int of = at + Tile.first(vectors, tile) * Lanes.COUNT;
                    for (int n = 0; n < width; n += Lanes.COUNT) {
                        FloatVector.fromArray(Lanes.SPECIES, from, of + n).intoArray(copy, to + n);
                    }
                }
            }
        }
    }

    /** What windows of one tap at {@code count} positions read, {@code [count, channels, width]} from {@code toAt} on. */
    void copy(int tile, TapTable table, int first, int count, float[] to, int toAt) {
        int width = Tile.width(vectors, tile) * Lanes.COUNT;
        for (int channel = 0; channel < channels; channel++) {
            for (int position = 0; position < count; position++) {
                int read = table.from(first + position, 0);
                if (read >= 0) {
                    int of = (channel * positions + read) * stride + Tile.first(vectors, tile) * Lanes.COUNT;
                    int at = toAt + (position * channels + channel) * width;
                    for (int n = 0; n < width; n += Lanes.COUNT) {
                        FloatVector.fromArray(Lanes.SPECIES, from, of + n).intoArray(to, at + n);
                    }
                }
            }
        }
    }

    int channels() {
        return channels;
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
