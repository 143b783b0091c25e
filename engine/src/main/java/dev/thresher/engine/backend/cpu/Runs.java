package dev.thresher.engine.backend.cpu;

/**
 * The positions of a window in blocks, and for each block and tap the runs of neighbouring positions that read neighbours, in the form that
 * {@link Tile} takes: entries of the image that is read, entries of the one that is written, how many. What a tap would read in the padding
 * of the image is left out.
 */
final class Runs {
    private int blocks;
    private int positions;
    private int positionsABlock;
    private int taps;
    private int[] starts = new int[0]; // [blocks · taps + 1] first run of each block and tap
    private int[] runs = new int[0];
    private int stride;
    private int count;

    void plan(TapTable table, int newPositionsABlock, int newStride) {
        positions = table.positions();
        positionsABlock = newPositionsABlock;
        stride = newStride;
        taps = table.taps();
        blocks = Math.ceilDiv(table.positions(), positionsABlock);
        if (starts.length < blocks * taps + 1) {
            starts = new int[blocks * taps + 1];
        }
        if (runs.length < 3 * table.positions() * taps) {
            runs = new int[3 * table.positions() * taps];
        }
        count = 0;
        for (int block = 0; block < blocks; block++) {
            int from = block * positionsABlock;
            int to = firstPosition(block + 1);
            for (int tap = 0; tap < taps; tap++) {
                starts[block * taps + tap] = count;
                for (int p = from; p < to; p++) {
                    append(block * taps + tap, p, table.from(p, tap));
                }
            }
        }
        starts[blocks * taps] = count;
    }

    private void append(int start, int at, int from) {
        if (from < 0) {
            return;
        }
        int last = 3 * (count - 1);
        if (count > starts[start] && from * stride == runs[last] + runs[last + 2] && at * stride == runs[last + 1] + runs[last + 2]) {
            runs[last + 2] += stride;
            return;
        }
        int to = 3 * count++;
        runs[to] = from * stride;
        runs[to + 1] = at * stride;
        runs[to + 2] = stride;
    }

    int positionsABlock() {
        return positionsABlock;
    }

    /** First position of a block, and behind the last. */
    int firstPosition(int block) {
        return Math.min(positions, block * positionsABlock);
    }

    int blocks() {
        return blocks;
    }

    int taps() {
        return taps;
    }

    int first(int block, int tap) {
        return starts[block * taps + tap];
    }

    int end(int block, int tap) {
        return starts[block * taps + tap + 1];
    }

    int[] runs() {
        return runs;
    }
}
