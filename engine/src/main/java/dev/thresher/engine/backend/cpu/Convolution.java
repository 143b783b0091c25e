package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/**
 * Convolution and its input gradient. Both are a product A·B: a row of A is a filter (or the weights of a channel over all filters),
 * a column of B what the taps of one position read for one example. Columns are the SIMD lanes; a tile of columns is a few vectors,
 * of one position or of neighbours. What they read is copied from the image into a few dozen kilobytes of scratch, which all
 * rows of A then run over: images lie at distances of powers of two, and only the copy stays in cache. Taps in the padding of the
 * image are skipped.
 *
 * <p>Every entry is a chain of fused multiply-adds in the order of tap, then channel, so the bits depend on no thread.
 */
final class Convolution {
    private static final int ROWS = ConvolutionTiles.ROWS;
    private static final int VECTORS = ConvolutionTiles.VECTORS;
    private static final int WIDTH = VECTORS * Lanes.COUNT;
    private static final int DEPTH = 256; // rows of B in scratch at a time
    private static final int PIECES = 16; // fewer columns than this many tiles: rows are shared out too
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final long CLAIM = 1 << 17; // multiply-adds taken at a time: some microseconds

    private final Map<Window, TapTable> forward = new HashMap<>();
    private final Map<Window, TapTable> backward = new HashMap<>();
    private final Workers.Task packing = this::pack;
    private final Workers.Task computing = this::compute;
    private final AtomicInteger next = new AtomicInteger();
    private final ColumnTile[] tiles; // one a thread

    private float[] panels = new float[0]; // A, [row panels, taps, inner, height]
    private float[] weights;
    private int rowStep;
    private int innerStep;
    private int rows;
    private int inner;
    private int height; // rows of a panel: six, or five
    private int size;   // of a register tile
    private int rowPanels;
    private int panelsAPiece;
    private int piecesATile;
    private int pieces;
    private int claim;
    private TapTable table;
    private float[] bias;
    private float[] in;
    private float[] out;
    private int stride;

    Convolution(int threads) {
        tiles = new ColumnTile[threads];
        Arrays.setAll(tiles, thread -> new ColumnTile());
    }

    /** Y; {@code bias} may be null. */
    void forward(Workers workers, Window w, CpuTensor p, CpuTensor bias, CpuTensor x, CpuTensor y) {
        table = forward.computeIfAbsent(w, TapTable::forward);
        this.bias = bias == null ? null : bias.data();
        rows = p.rows();
        inner = w.channels();
        rowStep = w.filterSize();
        innerStep = table.taps();
        run(workers, p, x, y);
    }

    /** dX. */
    void inputGradient(Workers workers, Window w, CpuTensor p, CpuTensor dy, CpuTensor dx) {
        table = backward.computeIfAbsent(w, TapTable::backward);
        bias = null;
        rows = w.channels();
        inner = p.rows();
        rowStep = table.taps();
        innerStep = w.filterSize();
        run(workers, p, dy, dx);
    }

    private void run(Workers workers, CpuTensor p, CpuTensor from, CpuTensor to) {
        weights = p.data();
        in = from.data();
        out = to.data();
        stride = to.stride();
        int depth = table.taps() * inner;
        height = height(rows);
        size = height * WIDTH;
        rowPanels = Math.ceilDiv(rows, height);
        if (panels.length < rowPanels * depth * height) {
            panels = new float[rowPanels * depth * height];
        }
        int columnTiles = (table.positions() * stride / Lanes.COUNT + VECTORS - 1) / VECTORS;
        panelsAPiece = Math.ceilDiv(rowPanels, Math.min(rowPanels, Math.ceilDiv(PIECES, columnTiles)));
        piecesATile = Math.ceilDiv(rowPanels, panelsAPiece);
        pieces = columnTiles * piecesATile;
        claim = (int) Math.clamp(CLAIM / ((long) panelsAPiece * size * depth), 1, Math.ceilDiv(pieces, PIECES));
        next.set(0);
        if ((long) rows * table.positions() * stride * depth < WORTH_SHARING) {
            for (int panel = 0; panel < rowPanels; panel++) {
                pack(panel);
            }
            compute(0);
        } else {
            workers.run(packing, rowPanels);
            workers.run(computing, workers.threads());
        }
    }

    /** Five where that leaves clearly fewer rows of zeros, else six, whose tiles read less for each multiply-add. */
    private static int height(int rows) {
        int five = Math.ceilDiv(rows, 5) * 5;
        int six = Math.ceilDiv(rows, ROWS) * ROWS;
        return five * 20 < six * 19 ? 5 : ROWS;
    }

    /** A panel of rows of A in the order in which tiles read them, zeros below the last. */
    private void pack(int panel) {
        int taps = table.taps();
        int start = panel * taps * inner * height;
        int real = Math.min(height, rows - panel * height);
        for (int k = 0; k < inner; k++) {
            for (int row = 0; row < height; row++) {
                int from = (panel * height + row) * rowStep + k * innerStep;
                int to = start + k * height + row;
                for (int tap = 0; tap < taps; tap++) {
                    panels[to + tap * inner * height] = row < real ? weights[from + tap] : 0f;
                }
            }
        }
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        int piece = next.getAndAdd(claim);
        for (; piece < pieces; piece = next.getAndAdd(claim)) {
            for (int i = piece; i < Math.min(piece + claim, pieces); i++) {
                int panel = i % piecesATile * panelsAPiece;
                tiles[thread].compute(i / piecesATile, panel, Math.min(panel + panelsAPiece, rowPanels));
            }
        }
    }

    /** A thread's scratch, and the work on one tile of columns in it. */
    private final class ColumnTile {
        private final float[] b = new float[DEPTH * WIDTH]; // [depth, WIDTH]
        private float[] c = new float[0];                   // [panels of a piece, height, WIDTH]
        private final int[] position = new int[VECTORS];    // of each vector
        private final int[] offset = new int[VECTORS];      // of its first example
        private boolean together;                           // all vectors lie next to each other

        void compute(int tile, int firstPanel, int endPanel) {
            place(tile);
            start(firstPanel, endPanel);
            int tap = 0;
            while (tap < table.taps()) {
                int end = tap;
                while (end < table.taps() && reads(end)) {
                    end++;
                }
                run(tap * inner, end * inner, firstPanel, endPanel);
                tap = Math.max(end, tap + 1);
            }
            finish(firstPanel, endPanel);
        }

        private void place(int tile) {
            int perPosition = stride / Lanes.COUNT;
            int last = table.positions() * perPosition - 1;
            for (int v = 0; v < VECTORS; v++) {
                int vector = Math.min(tile * VECTORS + v, last); // beyond the last: the last again, to the same place
                position[v] = table.order()[vector / perPosition];
                offset[v] = vector % perPosition * Lanes.COUNT;
            }
            together = position[0] == position[VECTORS - 1] && offset[VECTORS - 1] == offset[0] + (VECTORS - 1) * Lanes.COUNT;
        }

        private void start(int firstPanel, int endPanel) {
            int all = (endPanel - firstPanel) * size;
            if (c.length < all) {
                c = new float[all];
            }
            if (bias == null) {
                Arrays.fill(c, 0, all, 0f);
                return;
            }
            for (int row = firstPanel * height; row < Math.min(endPanel * height, rows); row++) {
                int at = (row - firstPanel * height) * WIDTH;
                Arrays.fill(c, at, at + WIDTH, bias[row]);
            }
        }

        private boolean reads(int tap) {
            for (int v = 0; v < VECTORS; v++) {
                if (table.from(position[v], tap) >= 0) {
                    return true;
                }
            }
            return false;
        }

        /** C += A·B over a run of k = tap · inner + channel. */
        private void run(int from, int to, int firstPanel, int endPanel) {
            int parts = Math.ceilDiv(to - from, DEPTH);
            for (int part = 0; part < parts; part++) {
                int start = from + (int) ((long) (to - from) * part / parts);
                int end = from + (int) ((long) (to - from) * (part + 1) / parts);
                gather(start, end);
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    int a = (panel * table.taps() * inner + start) * height;
                    int at = (panel - firstPanel) * size;
                    if (height == ROWS) {
                        ConvolutionTiles.multiplyAdd(VECTORS, panels, a, 1, ROWS, end - start, b, 0, c, at);
                    } else {
                        ConvolutionTiles.multiplyAddFive(panels, a, end - start, b, 0, c, at);
                    }
                }
            }
        }

        private void gather(int from, int to) {
            int plane = table.read() * stride;
            int tap = from / inner;
            int channel = from % inner;
            int k = from;
            while (k < to) {
                int count = Math.min(inner - channel, to - k);
                if (together) {
                    copyAll(base(0, tap, channel), plane, (k - from) * WIDTH, count);
                } else {
                    for (int v = 0; v < VECTORS; v++) {
                        copy(base(v, tap, channel), plane, (k - from) * WIDTH + v * Lanes.COUNT, count);
                    }
                }
                k += count;
                tap++;
                channel = 0;
            }
        }

        /** Where a vector reads, −1 if nowhere. */
        private int base(int v, int tap, int channel) {
            int read = table.from(position[v], tap);
            return read < 0 ? -1 : (channel * table.read() + read) * stride + offset[v];
        }

        private void copyAll(int from, int plane, int to, int count) {
            for (int i = 0; i < count; i++) {
                for (int v = 0; v < WIDTH; v += Lanes.COUNT) {
                    FloatVector.fromArray(Lanes.SPECIES, in, from + i * plane + v).intoArray(b, to + i * WIDTH + v);
                }
            }
        }

        private void copy(int from, int plane, int to, int count) {
            if (from < 0) {
                FloatVector zero = FloatVector.zero(Lanes.SPECIES);
                for (int i = 0; i < count; i++) {
                    zero.intoArray(b, to + i * WIDTH);
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                FloatVector.fromArray(Lanes.SPECIES, in, from + i * plane).intoArray(b, to + i * WIDTH);
            }
        }

        private void finish(int firstPanel, int endPanel) {
            for (int row = firstPanel * height; row < Math.min(endPanel * height, rows); row++) {
                int from = (row - firstPanel * height) * WIDTH;
                for (int v = 0; v < VECTORS; v++) {
                    FloatVector.fromArray(Lanes.SPECIES, c, from + v * Lanes.COUNT)
                            .intoArray(out, (row * table.positions() + position[v]) * stride + offset[v]);
                }
            }
        }
    }
}
