package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution and its input gradient over the non-zeros of P. A piece of work is a band of rows of a strip of the image that is written, for
 * a few vectors of the batch. It goes down row by row, and copies each row that is read once, into scratch where as many rows stay as
 * the window is high, or a few more: what all filters read lies in the second-level cache, and neighbouring positions side by side. One
 * filter goes along the whole of a row, so that memory is written on and on.
 *
 * <p>Every entry is the chain of {@link Convolution}, in the order of tap, then channel, without the terms in which P is zero. Where the
 * rows take more than that cache, all filters go over a few taps at a time, and C waits in the image that is written.
 *
 * <p>In an evaluation a filter's sums of a few columns, and of as many rows as are pooled, go through the epilogue while they are in the
 * first-level cache, and only what that makes of them is written.
 */
final class SparseConvolution {
    private static final int PIECES = 2;               // a thread, where bands stay high: what both of two read is copied for each
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final int LEAST_BAND = 8;           // rows, except where threads would go without
    private static final int SUMS = 1 << 11;           // numbers of a row that wait for the epilogue

    private final List<SparseWindow> forward = new ArrayList<>();
    private final List<SparseWindow> backward = new ArrayList<>();
    private final Workers.Task computing = this::compute;
    private final Claims claims = new Claims();
    private final BiasLanes bias = new BiasLanes();
    private final Band[] bands; // one a thread

    private SparseRows a;
    private int rows;
    private int inner;
    private SparseWindow window;
    private float[] in;
    private float[] out;
    private int stride;
    private int vectors;    // of the batch
    private int batchTiles; // that they are cut into
    private int strips;
    private int bandCount;
    private int rowPieces;
    private int pieces;
    private EpilogueLanes epilogue; // null in training
    private int poolHeight = 1;
    private int poolWidth = 1;
    private int outHeight; // of the image that is written
    private int outWidth;

    SparseConvolution(int threads) {
        bands = new Band[threads];
        Arrays.setAll(bands, thread -> new Band());
    }

    /** Y; {@code newBias} may be null. */
    void forward(Workers workers, Window w, NonZeros p, SparseOrders orders, float[] newBias, CpuTensor x, CpuTensor y) {
        window = forward(w);
        run(workers, p.byTap(workers, orders, window), p.kept(), p.rows(), w.channels(), newBias, x, y);
    }

    /** Whether {@link #evaluate} can be asked for this: pooled columns do not lie across strips, and what it reads stays in the caches. */
    boolean evaluates(Window w, EpilogueLanes then) {
        SparseWindow of = forward(w);
        boolean whole = of.strip() % then.poolWidth() == 0 || of.strip() >= of.width();
        return whole && (long) of.rowsRead(then.poolHeight()) * w.channels() * of.columns() * of.batchVectors() * Lanes.COUNT
                <= 2 * SparseWindow.NEAR;
    }

    /** What an epilogue that was made ready makes of Y. */
    void evaluate(Workers workers, Window w, NonZeros p, SparseOrders orders, float[] newBias, CpuTensor x, EpilogueLanes then, CpuTensor result) {
        window = forward(w);
        epilogue = then;
        poolHeight = then.poolHeight();
        poolWidth = then.poolWidth();
        run(workers, p.byTap(workers, orders, window), p.kept(), p.rows(), w.channels(), newBias, x, result);
        epilogue = null;
        poolHeight = 1;
        poolWidth = 1;
    }

    private SparseWindow forward(Window w) {
        SparseWindow of = known(forward, w, w.channels());
        if (of == null) {
            of = SparseWindow.forward(w, w.channels());
            forward.add(of);
        }
        return of;
    }

    /** dX. */
    void inputGradient(Workers workers, Window w, NonZeros p, SparseOrders orders, CpuTensor dy, CpuTensor dx) {
        window = known(backward, w, p.rows());
        if (window == null) {
            window = SparseWindow.backward(w, p.rows());
            backward.add(window);
        }
        run(workers, p.byColumn(workers, orders, window), p.kept(), w.channels(), p.rows(), null, dy, dx);
    }

    private static SparseWindow known(List<SparseWindow> windows, Window w, int inner) {
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).of(w, inner)) {
                return windows.get(i);
            }
        }
        return null;
    }

    private void run(Workers workers, SparseRows newA, long kept, int newRows, int newInner, float[] newBias, CpuTensor from, CpuTensor to) {
        a = newA;
        rows = newRows;
        inner = newInner;
        in = from.data();
        out = to.data();
        stride = to.stride();
        bias.set(newBias, rows);
        vectors = stride / Lanes.COUNT;
        batchTiles = Math.ceilDiv(vectors, window.batchVectors());
        outHeight = window.height() / poolHeight;
        outWidth = window.width() / poolWidth;
        strips = Math.ceilDiv(outWidth * poolWidth, window.strip());
        int beside = batchTiles * strips;
        int high = Math.max(1, outHeight * poolHeight / LEAST_BAND);
        bandCount = Math.max(Math.clamp(Math.ceilDiv(PIECES * workers.threads(), beside), 1, high),
                Math.min(outHeight, Math.ceilDiv(workers.threads(), beside)));
        rowPieces = Math.clamp(Math.ceilDiv(workers.threads(), beside * bandCount), 1, rows);
        pieces = beside * bandCount * rowPieces;
        claims.begin(pieces);
        if ((kept + rows) * window.height() * window.width() * stride < WORTH_SHARING) {
            compute(0);
        } else {
            workers.run(computing, workers.threads());
        }
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            int piece = Claims.first(claim);
            int strip = piece / batchTiles % strips;
            int band = piece / batchTiles / strips % bandCount;
            int part = piece / batchTiles / strips / bandCount;
            bands[thread].place(piece % batchTiles, strip * window.strip());
            int firstFilter = rows * part / rowPieces;
            int endFilter = rows * (part + 1) / rowPieces;
            if (epilogue == null) {
                bands[thread].compute(outHeight * band / bandCount, outHeight * (band + 1) / bandCount, firstFilter, endFilter);
            } else {
                bands[thread].evaluate(outHeight * band / bandCount, outHeight * (band + 1) / bandCount, firstFilter, endFilter);
            }
        }
    }

    /** A thread's scratch, and the work on one band in it. */
    private final class Band {
        private final SparseTile tile = new SparseTile();
        private final HeldRows held = new HeldRows();
        private float[] sums = new float[0]; // [rows pooled, columns, width], of a filter, on their way to the epilogue
        private int[] ends = new int[1];     // of the runs of each row that is pooled
        private int first;                   // vector of the batch
        private int width;                   // vectors
        private int left;                    // column of the image that is written
        private int positions;               // of the strip

        void place(int batchTile, int column) {
            first = vectors * batchTile / batchTiles;
            width = vectors * (batchTile + 1) / batchTiles - first;
            left = column;
            positions = Math.min(window.strip(), outWidth * poolWidth - left);
            held.place(window, in, stride, inner, first, width, left, positions, poolHeight);
            tile.values = a.values;
            tile.index = a.index;
            tile.bounds = a.bounds;
            tile.b = held.data();
            tile.bStep = (window.taps() == 1 ? window.columns() : 1) * width * Lanes.COUNT;
            tile.runs = held.runs();
            tile.bias = bias.data();
        }

        void compute(int firstRow, int endRow, int firstFilter, int endFilter) {
            tile.c = out;
            int all = positions * width;
            for (int row = firstRow; row < endRow; row++) {
                held.hold(row, row, endRow - 1);
                held.read(row);
                if (held.near() && SparseTile.MOST % width == 0) {
                    alongRow(row, all, firstFilter, endFilter);
                    continue;
                }
                for (int at = 0; at < all;) {
                    int vectorsOfTile = SparseTile.width(all - at, all);
                    multiply(row, Math.min(at, all - vectorsOfTile), vectorsOfTile, firstFilter, endFilter);
                    at += vectorsOfTile;
                }
            }
        }

        /** All of a row for one filter after the other: memory is written on and on. A tile begins with a position. */
        private void alongRow(int row, int all, int firstFilter, int endFilter) {
            for (int v = 0; v < SparseTile.MOST; v++) {
                tile.offset[v] = v / width * stride + v % width * Lanes.COUNT;
            }
            tile.begun = false;
            tile.firstRun = 0;
            tile.endRun = held.count();
            int place = (row * window.width() + left) * stride + first * Lanes.COUNT;
            for (int filter = firstFilter; filter < endFilter; filter++) {
                tile.boundAt = filter * (a.taps + 1);
                tile.biasAt = bias.at(filter);
                int to = place + filter * window.height() * window.width() * stride;
                if (width * Lanes.COUNT == stride) {
                    together(filter, 0, all, out, to);
                } else {
                    columns(0, all, to, width, stride);
                }
            }
        }

        /** Rows of the result, a filter after the other, as many columns at a time as stay in the first-level cache. */
        void evaluate(int firstRow, int endRow, int firstFilter, int endFilter) {
            int lanes = width * Lanes.COUNT;
            int most = Math.max(1, SUMS / lanes / poolWidth) * poolWidth;
            sums = Scratch.room(sums, poolHeight * most * lanes);
            tile.c = sums;
            tile.begun = false;
            for (int v = 0; v < SparseTile.MOST; v++) {
                tile.offset[v] = v * Lanes.COUNT;
            }
            if (ends.length < poolHeight + 1) {
                ends = new int[poolHeight + 1];
            }
            for (int row = firstRow; row < endRow; row++) {
                held.hold(row * poolHeight, row * poolHeight + poolHeight - 1, endRow * poolHeight - 1);
                for (int i = 0; i < poolHeight; i++) {
                    held.read(row * poolHeight + i);
                    ends[i + 1] = held.count();
                }
                for (int column = 0; column < positions; column += most) {
                    int columns = Math.min(most, positions - column);
                    for (int filter = firstFilter; filter < endFilter; filter++) {
                        sums(filter, column, columns * width);
                        int to = (filter * outHeight + row) * outWidth + (left + column) / poolWidth;
                        epilogue.apply(filter, sums, Scratch.FIRST, columns * lanes, lanes, out, to * stride + first * Lanes.COUNT, 0, stride, 1,
                                columns / poolWidth, lanes);
                    }
                }
            }
        }

        /** A filter's sums for some columns. @param all vectors of a row of them */
        private void sums(int filter, int column, int all) {
            tile.boundAt = filter * (a.taps + 1);
            tile.biasAt = bias.at(filter);
            for (int i = 0; i < poolHeight; i++) {
                tile.firstRun = ends[i];
                tile.endRun = ends[i + 1];
                together(filter, column, all, sums, Scratch.FIRST + i * all * Lanes.COUNT);
            }
        }

        /**
         * Some columns of a row for a filter, over the runs that were set, where C's vectors lie side by side as B's do: distances in the tiles
         * are constants then. C waits in its place where there are several runs.
         */
        private void together(int filter, int column, int all, float[] c, int cAt) {
            int bound = filter * (a.taps + 1);
            int[] runs = held.runs();
            for (int at = 0; at < all;) {
                int vectors = SparseTile.width(all - at, all);
                int vector = Math.min(at, all - vectors);
                int from = (column * width + vector) * Lanes.COUNT;
                int to = cAt + vector * Lanes.COUNT;
                float[] start = bias.data();
                int startAt = bias.at(filter);
                int startStep = 0;
                int run = tile.firstRun;
                do { // once also where no tap reads anything
                    boolean reads = run < tile.endRun;
                    SparseTiles.tile(vectors, a.values, a.index, reads ? a.bounds[bound + runs[3 * run]] : 0,
                            reads ? a.bounds[bound + runs[3 * run + 1]] : 0, tile.b, reads ? runs[3 * run + 2] + from : 0, tile.bStep, start,
                            startAt, startStep, c, to);
                    start = c;
                    startAt = to;
                    startStep = Lanes.COUNT;
                } while (++run < tile.endRun);
                at += vectors;
            }
        }

        /** Some columns of a row, for a filter. @param all vectors @param cStep how far {@code together} of them bring C on */
        private void columns(int column, int all, int cAt, int together, int cStep) {
            int from = column * width * Lanes.COUNT;
            tile.bAt = from;
            tile.cAt = cAt;
            tile.cNext = SparseTile.MOST / together * cStep;
            int whole = all / SparseTile.MOST;
            if (whole > 0) {
                tile.multiplyNeighbours(whole);
            }
            for (int at = whole * SparseTile.MOST; at < all;) {
                int vectorsOfTile = SparseTile.width(all - at, all);
                int vector = Math.min(at, all - vectorsOfTile);
                tile.bAt = from + vector * Lanes.COUNT;
                tile.cAt = cAt + vector / together * cStep;
                tile.multiply(vectorsOfTile);
                at += vectorsOfTile;
            }
        }

        /** Some vectors of a row of the strip, for some filters: over as many taps at a time as stay near. */
        private void multiply(int row, int firstVector, int vectorsOfTile, int firstFilter, int endFilter) {
            for (int v = 0; v < vectorsOfTile; v++) {
                int vector = firstVector + v;
                tile.offset[v] = vector / width * stride + vector % width * Lanes.COUNT;
            }
            tile.bAt = firstVector * Lanes.COUNT;
            int place = (row * window.width() + left) * stride + first * Lanes.COUNT;
            for (int run = 0; run == 0 || run < held.count(); run += held.together()) {
                tile.begun = run > 0;
                tile.firstRun = run;
                tile.endRun = Math.min(run + held.together(), held.count());
                for (int filter = firstFilter; filter < endFilter; filter++) {
                    tile.boundAt = filter * (a.taps + 1);
                    tile.biasAt = bias.at(filter);
                    tile.cAt = place + filter * window.height() * window.width() * stride;
                    tile.multiply(vectorsOfTile);
                }
            }
        }
    }
}
