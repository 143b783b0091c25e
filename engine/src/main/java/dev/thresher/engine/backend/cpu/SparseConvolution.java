package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/**
 * Convolution and its input gradient over the non-zeros of P. As in {@link Convolution}, what a tile of eight vectors of columns reads
 * is copied into scratch, tap by tap, and every row then runs over its entries there: bounds are a matter of the copy alone. As
 * many taps at a time as the second-level cache holds.
 *
 * <p>Every entry is the chain of {@link Convolution}, in the order of tap, then channel, without the terms in which P is zero.
 */
final class SparseConvolution {
    private static final int VECTORS = SparseTiles.VECTORS;
    private static final int WIDTH = VECTORS * Lanes.COUNT;
    private static final int SCRATCH = 1 << 16; // numbers; more only where a single tap needs more
    private static final int PIECES = 8;        // fewer tiles than that many a thread: rows are shared out too

    private final Map<Window, TapTable> forward = new HashMap<>();
    private final Map<Window, TapTable> backward = new HashMap<>();
    private final Workers.Task computing = this::compute;
    private final AtomicInteger next = new AtomicInteger();
    private final BiasLanes bias = new BiasLanes();
    private final Tile[] tiles; // one a thread

    private SparseRows a;
    private int rows;
    private int inner;
    private TapTable table;
    private float[] in;
    private float[] out;
    private int stride;
    private int rowPieces;
    private int pieces;

    SparseConvolution(int threads) {
        tiles = new Tile[threads];
        Arrays.setAll(tiles, thread -> new Tile());
    }

    /** Y; {@code newBias} may be null. @param byTap filters by tap, then channel */
    void forward(Workers workers, Window w, SparseRows byTap, int filters, float[] newBias, CpuTensor x, CpuTensor y) {
        table = forward.computeIfAbsent(w, TapTable::forward);
        run(workers, byTap, filters, w.channels(), newBias, x, y);
    }

    /** dX. @param byColumn channels by tap, then filter */
    void inputGradient(Workers workers, Window w, SparseRows byColumn, int filters, CpuTensor dy, CpuTensor dx) {
        table = backward.computeIfAbsent(w, TapTable::backward);
        run(workers, byColumn, w.channels(), filters, null, dy, dx);
    }

    private void run(Workers workers, SparseRows newA, int newRows, int newInner, float[] newBias, CpuTensor from, CpuTensor to) {
        a = newA;
        rows = newRows;
        inner = newInner;
        in = from.data();
        out = to.data();
        stride = to.stride();
        bias.set(newBias, rows);
        int columnTiles = Math.ceilDiv(table.positions() * stride / Lanes.COUNT, VECTORS);
        rowPieces = workers.threads() == 1 ? 1 : Math.min(rows, Math.ceilDiv(PIECES * workers.threads(), columnTiles));
        pieces = columnTiles * rowPieces;
        next.set(0);
        workers.run(computing, workers.threads());
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            int part = piece % rowPieces;
            tiles[thread].compute(piece / rowPieces, rows * part / rowPieces, rows * (part + 1) / rowPieces);
        }
    }

    /** A thread's scratch, and the work on one tile of columns in it. */
    private final class Tile {
        private float[] b = new float[0];                  // [taps at a time, inner, WIDTH]
        private float[] c = new float[0];                  // [rows, WIDTH]
        private final int[] position = new int[VECTORS];   // of each vector
        private final int[] offset = new int[VECTORS];     // of its first example
        private boolean together;                          // what is written lies in one piece

        void compute(int tile, int firstRow, int endRow) {
            place(tile);
            int most = Math.max(1, SCRATCH / (inner * WIDTH));
            b = Lstm.room(b, Math.min(most, table.taps()) * inner * WIDTH);
            boolean begun = false;
            int tap = next(0);
            while (tap < table.taps()) {
                int end = tap + 1;
                while (end < table.taps() && end - tap < most && reads(end)) {
                    end++;
                }
                int following = next(end);
                gather(tap, end);
                multiplyAdd(firstRow, endRow, tap, end, begun, following == table.taps());
                begun = true;
                tap = following;
            }
            if (!begun) {
                multiplyAdd(firstRow, endRow, 0, 0, false, true);
            }
        }

        private void place(int tile) {
            int perPosition = stride / Lanes.COUNT;
            int last = table.positions() * perPosition - 1;
            together = true;
            for (int v = 0; v < VECTORS; v++) {
                int vector = Math.min(tile * VECTORS + v, last); // beyond the last: the last again, to the same place
                position[v] = table.order()[vector / perPosition];
                offset[v] = vector % perPosition * Lanes.COUNT;
                together &= at(v) == at(0) + v * Lanes.COUNT;
            }
        }

        private int at(int v) {
            return position[v] * stride + offset[v];
        }

        /** The next tap that reads anything. */
        private int next(int tap) {
            int found = tap;
            while (found < table.taps() && !reads(found)) {
                found++;
            }
            return found;
        }

        private boolean reads(int tap) {
            for (int v = 0; v < VECTORS; v++) {
                if (table.from(position[v], tap) >= 0) {
                    return true;
                }
            }
            return false;
        }

        /** Copies what taps read; nothing reads as zero. */
        private void gather(int firstTap, int endTap) {
            for (int tap = firstTap; tap < endTap; tap++) {
                int to = (tap - firstTap) * inner * WIDTH;
                int v = 0;
                while (v < VECTORS) {
                    int from = from(v, tap);
                    int count = 1;
                    while (v + count < VECTORS && from(v + count, tap) == (from < 0 ? from : from + count * Lanes.COUNT)) {
                        count++;
                    }
                    copy(from, to + v * Lanes.COUNT, count * Lanes.COUNT);
                    v += count;
                }
            }
        }

        /** Where a vector reads in the first channel, −1 if nowhere. */
        private int from(int v, int tap) {
            int read = table.from(position[v], tap);
            return read < 0 ? -1 : read * stride + offset[v];
        }

        private void copy(int from, int to, int width) {
            if (from < 0) {
                for (int i = 0; i < inner; i++) {
                    Arrays.fill(b, to + i * WIDTH, to + i * WIDTH + width, 0f);
                }
                return;
            }
            int plane = table.read() * stride;
            if (width == WIDTH) {
                copyAll(from, plane, to);
                return;
            }
            for (int i = 0; i < inner; i++) {
                for (int n = 0; n < width; n += Lanes.COUNT) {
                    FloatVector.fromArray(Lanes.SPECIES, in, from + i * plane + n).intoArray(b, to + i * WIDTH + n);
                }
            }
        }

        private void copyAll(int from, int plane, int to) {
            for (int i = 0; i < inner; i++) {
                for (int n = 0; n < WIDTH; n += Lanes.COUNT) {
                    FloatVector.fromArray(Lanes.SPECIES, in, from + i * plane + n).intoArray(b, to + i * WIDTH + n);
                }
            }
        }

        /** C += A·B over the taps in scratch. @param begun whether C holds something to add to @param last whether C is complete then */
        private void multiplyAdd(int firstRow, int endRow, int firstTap, int endTap, boolean begun, boolean last) {
            boolean aside = !together && !(last && !begun);
            if (aside) {
                c = Lstm.room(c, rows * WIDTH);
            } else if (!together) {
                c = Lstm.room(c, WIDTH);
            }
            float[] to = together ? out : c;
            int bAt = -firstTap * inner * WIDTH;
            for (int row = firstRow; row < endRow; row++) {
                int own = together ? row * table.positions() * stride + at(0) : aside ? row * WIDTH : 0;
                SparseTiles.eight(a.values, a.index, a.from(row, firstTap), a.from(row, endTap), b, bAt, WIDTH,
                        begun ? to : bias.data(), begun ? own : bias.at(row), begun ? Lanes.COUNT : 0, to, own);
                if (last && !together) {
                    scatter(row, own);
                }
            }
        }

        private void scatter(int row, int from) {
            int first = row * table.positions() * stride;
            for (int v = 0; v < VECTORS; v++) {
                FloatVector.fromArray(Lanes.SPECIES, c, from + v * Lanes.COUNT).intoArray(out, first + at(v));
            }
        }
    }
}
