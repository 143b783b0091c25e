package dev.thresher.engine.backend.cuda;

/** Sizes of grids and blocks. */
final class Grid {
    /** Threads of most blocks. */
    static final int BLOCK = 256;

    private Grid() {
    }

    /** Blocks of {@link #BLOCK} threads for so many threads. */
    static int blocks(long threads) {
        return Math.toIntExact(Math.ceilDiv(threads, BLOCK));
    }

    /** Blocks where a thread takes four entries. Kernels number their threads in 32 bits. */
    static int quads(long entries) {
        if (entries > 1L << 33) {
            throw new IllegalArgumentException(entries + " entries are more than a kernel numbers");
        }
        return blocks(Math.ceilDiv(entries, 4));
    }

    /** Threads of a block that shares out so many pieces of work: whole warps, {@link #BLOCK} at most. */
    static int threads(long pieces) {
        return (int) Math.min(BLOCK, Math.ceilDiv(Math.max(1, pieces), 32) * 32);
    }
}
