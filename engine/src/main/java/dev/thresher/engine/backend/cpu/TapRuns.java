package dev.thresher.engine.backend.cpu;

/**
 * The runs of k of some positions, in the form that {@link Tile} takes: k = tap · inner + channel on the side of A, position · inner
 * + channel on the side of B. Taps that read nothing are left out, neighbours that read neighbours are one run. The runs of each position
 * are cut into blocks of about equal length.
 */
final class TapRuns {
    private final int most; // positions
    private int[] runs = new int[0];
    private int[] starts = new int[0]; // [positions, blocks + 1]
    private TapTable table;
    private int inner;
    private int blocks;
    private int count;
    private int positions;

    TapRuns(int mostPositions) {
        most = mostPositions;
    }

    void begin(TapTable newTable, int newInner, int newBlocks) {
        table = newTable;
        inner = newInner;
        blocks = newBlocks;
        count = 0;
        positions = 0;
        if (runs.length < 3 * most * (table.taps() + blocks)) {
            runs = new int[3 * most * (table.taps() + blocks)];
        }
        if (starts.length < most * (blocks + 1)) {
            starts = new int[most * (blocks + 1)];
        }
    }

    void add(int position) {
        int reading = 0;
        for (int tap = 0; tap < table.taps(); tap++) {
            reading += table.from(position, tap) >= 0 ? 1 : 0;
        }
        int all = reading * inner;
        int at = positions++ * (blocks + 1);
        int block = 0;
        int done = 0;
        starts[at] = count;
        for (int tap = 0; tap < table.taps(); tap++) {
            int read = table.from(position, tap);
            for (int channel = 0; read >= 0 && channel < inner;) {
                int end = (int) ((long) all * (block + 1) / blocks); // of this block
                int length = Math.min(inner - channel, end - done);
                append(at + block, tap * inner + channel, read * inner + channel, length);
                channel += length;
                done += length;
                if (done == end) {
                    starts[at + ++block] = count;
                }
            }
        }
        for (; block < blocks; block++) { // nothing is read at all
            starts[at + block + 1] = count;
        }
    }

    private void append(int start, int a, int b, int length) {
        int last = 3 * (count - 1);
        if (count > starts[start] && a == runs[last] + runs[last + 2] && b == runs[last + 1] + runs[last + 2]) {
            runs[last + 2] += length;
            return;
        }
        int to = 3 * count++;
        runs[to] = a;
        runs[to + 1] = b;
        runs[to + 2] = length;
    }

    int[] runs() {
        return runs;
    }

    /** First run of a block of the position that was added as number {@code position}; block {@code blocks} ends the last. */
    int first(int position, int block) {
        return starts[position * (blocks + 1) + block];
    }
}
