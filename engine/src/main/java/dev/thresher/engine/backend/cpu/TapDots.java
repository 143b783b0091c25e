package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;

/**
 * dP of a convolution without padding, or of few channels, as dot products: an entry of dP is a row of dY times what its tap reads of
 * its channel. Neighbouring taps read nearly the same, so that X comes from the nearest cache. X is copied first, with its padding, and
 * some rows of dY at a time where they are read often: there are two vectors to load for each four multiply-adds, which had better be whole
 * cache lines.
 *
 * <p>Positions are cut into blocks of some output rows. A block's partial sums, one a lane, are added up apart, then blocks in order,
 * then lanes in a fixed order; all depends on the shape alone.
 */
final class TapDots {
    private static final int BLOCK = 128;  // vectors of a row of dY that stay in cache
    private static final int PIECES = 16;  // at least, where there are as many tiles
    private static final int GROUPS = 32;  // most tiles of a piece
    private static final int FEW_CHANNELS = 6;
    private static final int OFTEN = 12; // tiles that read the same rows of dY: from here on they are copied

    private final Workers.Task padding = this::pad;
    private final Workers.Task computing = this::compute;
    private final Claims claims = new Claims();
    private final Piece[] pieces; // one a thread

    private float[] padded = new float[0]; // X with its padding, [C, height, width, batch]
    private int[] entries = new int[0];    // where each entry of a filter begins to read, [z]
    private Window window;
    private float[] dy;
    private float[] x;
    private float[] dp;
    private int filters;
    private int stride;
    private int height; // of the padded image
    private int width;
    private int blockRows;
    private int groups;
    private int groupsAPiece;
    private int groupPieces;
    private int count;

    TapDots(int threads) {
        pieces = new Piece[threads];
        Arrays.setAll(pieces, thread -> new Piece());
    }

    /** Whether this is the faster way: with a copy of few channels, or where neighbouring taps share what they read. */
    static boolean suits(Window w) {
        return w.channels() < FEW_CHANNELS || w.padHeight() == 0 && w.padWidth() == 0 && w.kernelWidth() > 1;
    }

    void run(Workers workers, Window w, CpuTensor dOut, CpuTensor in, CpuTensor out, boolean share) {
        window = w;
        dy = dOut.data();
        x = in.data();
        dp = out.data();
        filters = out.rows();
        stride = in.stride();
        height = w.height() + 2 * w.padHeight();
        width = w.width() + 2 * w.padWidth();
        padded = Scratch.room(padded, w.channels() * height * width * stride);
        locate();
        blockRows = Math.clamp(BLOCK * Lanes.COUNT / (w.outWidth() * stride), 1, w.outHeight());
        groups = Math.ceilDiv(w.filterSize(), DotTiles.ENTRIES);
        int filterTiles = Math.ceilDiv(filters, DotTiles.FILTERS);
        groupsAPiece = Math.clamp(groups * filterTiles / PIECES, 1, Math.min(groups, GROUPS));
        groupPieces = Math.ceilDiv(groups, groupsAPiece);
        count = filterTiles * groupPieces;
        claims.begin(count);
        if (!share) {
            for (int row = 0; row < w.channels() * height; row++) {
                pad(row);
            }
            compute(0);
        } else {
            workers.run(padding, w.channels() * height);
            workers.run(computing, workers.threads());
        }
    }

    private void locate() {
        int size = window.filterSize();
        if (entries.length < size) {
            entries = new int[size];
        }
        for (int z = 0; z < size; z++) {
            int column = z % window.kernelWidth();
            int row = z / window.kernelWidth() % window.kernelHeight();
            int channel = z / window.kernelWidth() / window.kernelHeight();
            entries[z] = Scratch.FIRST + ((channel * height + row) * width + column) * stride;
        }
    }

    /** One row of the padded image. */
    private void pad(int row) {
        int to = Scratch.FIRST + row * width * stride;
        int y = row % height - window.padHeight();
        if (y < 0 || y >= window.height()) {
            Arrays.fill(padded, to, to + width * stride, 0f);
            return;
        }
        int inside = to + window.padWidth() * stride;
        int length = window.width() * stride;
        Arrays.fill(padded, to, inside, 0f);
        System.arraycopy(x, (row / height * window.height() + y) * length, padded, inside, length);
        Arrays.fill(padded, inside + length, to + width * stride, 0f);
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            int piece = Claims.first(claim);
            int group = piece % groupPieces * groupsAPiece;
            pieces[thread].compute(piece / groupPieces * DotTiles.FILTERS, group, Math.min(groups, group + groupsAPiece));
        }
    }

    /** A thread's scratch, and the work on some filters by some groups of entries in it. */
    private final class Piece {
        private final float[] sums = new float[GROUPS * DotTiles.SIZE + Lanes.COUNT]; // [groups, filters, entries, lanes], and what
        private final DotTiles.Steps steps = new DotTiles.Steps();                    // folding reads beyond
        private float[] copy = new float[0]; // of some rows of dY, [filters, rows, output width, batch]
        private float[] d; // the copy, or dY
        private int firstRow; // of the image, in d
        private final int[] dAt = new int[DotTiles.FILTERS];
        private final int[] xAt = new int[DotTiles.ENTRIES];

        void compute(int filter, int firstGroup, int endGroup) {
            Arrays.fill(sums, 0f);
            boolean copies = groupsAPiece >= OFTEN;
            int ofBlock = blockRows * window.outWidth() * stride;
            if (copies) {
                copy = Scratch.room(copy, DotTiles.FILTERS * ofBlock);
            }
            d = copies ? copy : dy;
            for (int f = 0; f < DotTiles.FILTERS; f++) {
                dAt[f] = copies ? Scratch.FIRST + f * ofBlock : row(filter + f);
            }
            for (int row = 0; row < window.outHeight(); row += blockRows) {
                int end = Math.min(row + blockRows, window.outHeight());
                firstRow = copies ? row : 0;
                if (copies) {
                    copy(filter, row, end);
                }
                for (int group = firstGroup; group < endGroup; group++) {
                    for (int e = 0; e < DotTiles.ENTRIES; e++) {
                        xAt[e] = entries[Math.min(group * DotTiles.ENTRIES + e, window.filterSize() - 1)];
                    }
                    add(row, end, (group - firstGroup) * DotTiles.SIZE);
                }
            }
            for (int group = firstGroup; group < endGroup; group++) {
                DotTiles.fold(sums, (group - firstGroup) * DotTiles.SIZE);
                store(filter, group, (group - firstGroup) * DotTiles.SIZE);
            }
        }

        /** Where a filter begins in dY; of one beyond the last, the last. */
        private int row(int filter) {
            return Math.min(filter, filters - 1) * window.positions() * stride;
        }

        private void copy(int filter, int row, int end) {
            int outRow = window.outWidth() * stride;
            for (int f = 0; f < DotTiles.FILTERS; f++) {
                System.arraycopy(dy, row(filter + f) + row * outRow, copy, dAt[f], (end - row) * outRow);
            }
        }

        /** What some output rows add to a tile. */
        private void add(int row, int end, int at) {
            int outRow = window.outWidth() * stride;
            int inRow = window.strideHeight() * width * stride;
            if (window.strideWidth() == 1) {
                steps.runs = end - row;
                steps.length = outRow;
                steps.xStep = inRow;
                addRuns((row - firstRow) * outRow, row * inRow, at);
                return;
            }
            steps.runs = window.outWidth();
            steps.length = stride;
            steps.xStep = window.strideWidth() * stride;
            for (int y = row; y < end; y++) {
                addRuns((y - firstRow) * outRow, y * inRow, at);
            }
        }

        private void addRuns(int dy, int x, int at) {
            steps.dAt = dy;
            steps.xAt = x;
            DotTiles.add(d, dAt, padded, xAt, steps, sums, at);
        }

        private void store(int filter, int group, int at) {
            int first = group * DotTiles.ENTRIES;
            int size = window.filterSize();
            for (int f = filter; f < Math.min(filters, filter + DotTiles.FILTERS); f++) {
                for (int e = first; e < Math.min(size, first + DotTiles.ENTRIES); e++) {
                    dp[f * size + e] = sums[at + ((f - filter) * DotTiles.ENTRIES + e - first) * Lanes.COUNT];
                }
            }
        }
    }
}
