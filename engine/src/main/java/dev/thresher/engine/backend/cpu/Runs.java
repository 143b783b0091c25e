package dev.thresher.engine.backend.cpu;

/**
 * The positions of a window in blocks, and for each block and tap the runs of neighbouring positions that read neighbours. What
 * a tap would read in the padding of the image is left out.
 */
final class Runs {
    private int blocks;
    private int taps;
    private int[] starts = new int[0]; // [blocks · taps + 1] first run of each block and tap
    private int[] position = new int[0];
    private int[] read = new int[0];
    private int[] length = new int[0];
    private int count;

    void plan(TapTable table, int positionsABlock) {
        taps = table.taps();
        blocks = Math.ceilDiv(table.positions(), positionsABlock);
        if (starts.length < blocks * taps + 1) {
            starts = new int[blocks * taps + 1];
        }
        if (position.length < table.positions() * taps) {
            position = new int[table.positions() * taps];
            read = new int[table.positions() * taps];
            length = new int[table.positions() * taps];
        }
        count = 0;
        for (int block = 0; block < blocks; block++) {
            int from = block * positionsABlock;
            int to = Math.min(from + positionsABlock, table.positions());
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
        int last = count - 1;
        if (last >= starts[start] && at == position[last] + length[last] && from == read[last] + length[last]) {
            length[last]++;
            return;
        }
        position[count] = at;
        read[count] = from;
        length[count++] = 1;
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

    int position(int run) {
        return position[run];
    }

    int read(int run) {
        return read[run];
    }

    /** Positions of a run. */
    int length(int run) {
        return length[run];
    }
}
