package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;

/**
 * The runs of k of all positions of a window, in the form that {@link Tile} takes: k = tap · inner + channel on the side of A, position ·
 * inner + channel on the side of B. Taps that read nothing are left out, neighbours that read neighbours are one run. The runs of each
 * position are cut into blocks of about equal length.
 */
final class TapRuns {
    private final Window window;
    private final TapTable table;
    private final int inner;
    private final int blocks;
    private final int[] starts; // [positions · (blocks + 1)]
    private int[] runs;
    private int count;

    /** @param longest most rows of B that a block may have */
    TapRuns(Window window, TapTable table, int inner, int longest) {
        this.window = window;
        this.table = table;
        this.inner = inner;
        blocks = Math.ceilDiv(table.taps() * inner, longest);
        starts = new int[table.positions() * (blocks + 1)];
        runs = new int[3 * table.positions() * (table.taps() + blocks)];
        for (int position = 0; position < table.positions(); position++) {
            add(position);
        }
        runs = Arrays.copyOf(runs, 3 * count);
    }

    boolean of(Window other, int otherInner) {
        return inner == otherInner && window.equals(other);
    }

    private void add(int position) {
        int reading = 0;
        for (int tap = 0; tap < table.taps(); tap++) {
            reading += table.from(position, tap) >= 0 ? 1 : 0;
        }
        int at = position * (blocks + 1);
        int block = 0;
        int done = 0;
        starts[at] = count;
        for (int tap = 0; tap < table.taps(); tap++) {
            int read = table.from(position, tap);
            for (int channel = 0; read >= 0 && channel < inner;) {
                int end = (int) ((long) reading * inner * (block + 1) / blocks); // of this block
                int length = Math.min(inner - channel, end - done);
                append(at + block, tap * inner + channel, read * inner + channel, length);
                channel += length;
                done += length;
                if (done == end) {
                    starts[at + ++block] = count;
                }
            }
        }
        Arrays.fill(starts, at + block + 1, at + blocks + 1, count); // where nothing is read at all
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

    TapTable table() {
        return table;
    }

    int blocks() {
        return blocks;
    }

    int[] runs() {
        return runs;
    }

    /** First run of a block of a position; that of block {@code blocks()} is behind the last. */
    int first(int position, int block) {
        return starts[position * (blocks + 1) + block];
    }
}
