package dev.thresher.engine.backend.cuda;

import java.nio.IntBuffer;

/**
 * Whole numbers that kernels read straight from pinned memory: labels. A ring of pieces; each serves the launches before one fence.
 */
final class Numbers {
    private static final int PIECES = Results.RING;
    private static final int ALIGNED = 32; // numbers

    private final DeviceMemory memory;
    private DeviceMemory.Pinned host;
    private IntBuffer buffer;
    private int capacity; // numbers in a piece
    private final long[] usedUntil = new long[PIECES];
    private int piece;
    private int used;

    Numbers(DeviceMemory memory) {
        this.memory = memory;
    }

    /** The fence that has to be passed before numbers for another fence can come. */
    long occupiedUntil(long upcoming) {
        return usedUntil[piece] == upcoming ? 0 : usedUntil[(piece + 1) % PIECES];
    }

    /** Whether so many do not fit before the fence to come. */
    boolean full(int count, long upcoming) {
        return usedUntil[piece] == upcoming && used + count > capacity;
    }

    /** Whether so many fit into no piece; larger ones are made when nothing is under way. */
    boolean tooSmall(int count) {
        return count > capacity;
    }

    void enlarge(int count) {
        if (host != null) {
            memory.free(host);
        }
        capacity = Math.max(4096, (count + ALIGNED - 1) / ALIGNED * ALIGNED);
        host = memory.pinned(4L * PIECES * capacity);
        buffer = host.bytes().asIntBuffer();
        used = 0;
    }

    long put(int[] values, int count, long upcoming) {
        if (usedUntil[piece] != upcoming) {
            piece = (piece + 1) % PIECES;
            usedUntil[piece] = upcoming;
            used = 0;
        }
        int at = piece * capacity + used;
        buffer.put(at, values, 0, count);
        used += (count + ALIGNED - 1) / ALIGNED * ALIGNED;
        return host.address() + 4L * at;
    }
}
