package dev.thresher.app.chart;

import java.util.Arrays;

/**
 * Where the lowest and the highest of every {@value #BLOCK} points of a source lie, found once: points do not change, so each
 * drawing looks only at those that are new, and at few of the others. Not for several threads.
 */
final class Extremes {
    /** Points of a block: few enough that a pixel column of a hundred points is mostly whole blocks. */
    static final int BLOCK = 16;
    private static final byte NONE = -1;

    private final PointSource source;
    private byte[] lowest = new byte[64];  // within its block; NONE where no y is finite
    private byte[] highest = new byte[64];
    private int blocks;

    Extremes(PointSource source) {
        this.source = source;
    }

    PointSource source() {
        return source;
    }

    /** Follows the source up to its first {@code size} points; blocks that these do not fill are left for later. */
    void grow(int size) {
        int whole = size / BLOCK;
        if (whole > lowest.length) {
            int room = Math.max(whole, 2 * lowest.length);
            lowest = Arrays.copyOf(lowest, room);
            highest = Arrays.copyOf(highest, room);
        }
        for (; blocks < whole; blocks++) {
            look(blocks);
        }
    }

    private void look(int block) {
        byte least = NONE;
        byte most = NONE;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (byte i = 0; i < BLOCK; i++) {
            double y = source.y(BLOCK * block + i);
            if (Double.isFinite(y)) {
                if (y < low) {
                    low = y;
                    least = i;
                }
                if (y > high) {
                    high = y;
                    most = i;
                }
            }
        }
        lowest[block] = least;
        highest[block] = most;
    }

    /** Whether point {@code index} is the first of a block that {@link #grow} has seen. */
    boolean begins(int index) {
        return index % BLOCK == 0 && index / BLOCK < blocks;
    }

    /** Index of the first lowest point of the block that begins at {@code index}; −1 where it has gaps only. */
    int lowestFrom(int index) {
        byte at = lowest[index / BLOCK];
        return at == NONE ? -1 : index + at;
    }

    /** Index of the first highest point of the block that begins at {@code index}; −1 where it has gaps only. */
    int highestFrom(int index) {
        byte at = highest[index / BLOCK];
        return at == NONE ? -1 : index + at;
    }
}
