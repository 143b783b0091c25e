package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Convolution and its input gradient. Both are a product A·B: a row of A is a filter (or the weights of a channel over all filters),
 * a column of B what the taps of one position read for one example. Columns are the SIMD lanes; a tile of columns is a few vectors of
 * one position. The image is copied with its channels next to each other, a small one at once and a larger one piece by piece, so that a tile
 * reads a few long runs: rows of one channel lie at distances that are powers of two, and collide in the cache. Taps in the padding of the image are skipped.
 *
 * <p>Every entry is a chain of fused multiply-adds in the order of tap, then channel (filter, for the input gradient), so the bits depend
 * on no thread. Long chains are cut into blocks, between which C waits in scratch.
 */
final class Convolution {
    private static final int DEPTH = 640;      // rows of B that a tile goes over at a time
    private static final int ROWS_OF_B = 4096; // of a group of positions: they stay in the second-level cache over all rows of A
    private static final int GROUP = 32;       // most positions that take their turn with a panel of A
    private static final int PIECES = 16;      // fewer groups than this: rows are shared out too
    private static final int SMALL = 64;       // positions of an image that is copied whole, for all threads
    private static final int ENOUGH_CHANNELS = 32; // for a copy of a larger image to be made piece by piece
    private static final int MANY = 64;        // pieces, from which on claims may be of a few
    private static final long WORTH_SHARING = 1 << 16; // multiply-adds; below it, handing out costs more than it saves
    private static final long CLAIM = 1 << 17; // multiply-adds taken at a time: some microseconds

    private final List<TapRuns> forward = new ArrayList<>(); // of each window and number of channels
    private final List<TapRuns> backward = new ArrayList<>();
    private final Workers.Task packing = this::pack;
    private final Workers.Task computing = this::compute;
    private final Claims claims = new Claims();
    private final RowPanels panels = new RowPanels();
    private final PositionSlabs slabs = new PositionSlabs();
    private final Group[] groups; // one a thread

    private final BiasLanes biases = new BiasLanes();
    private TapRuns runs;
    private TapTable table;
    private int rows;
    private int height; // of a panel
    private int blocks; // of k
    private int positionsAGroup;
    private int groupsATile;
    private int panelsAPiece;
    private int piecesAGroup;
    private float[] out;
    private int stride;
    private int vectors; // of the batch
    private boolean slides; // each thread copies what it reads as it goes
    private boolean own; // each group copies what it reads, which no other reads: windows of one tap

    Convolution(int threads) {
        groups = new Group[threads];
        Arrays.setAll(groups, thread -> new Group());
    }

    /** Y; {@code bias} may be null. */
    void forward(Workers workers, Window w, CpuTensor p, CpuTensor bias, CpuTensor x, CpuTensor y) {
        runs = runs(forward, w, w.channels(), TapTable::forward);
        rows = p.rows();
        height = Tile.height(rows, TileShape.A.PACKED);
        int taps = runs.table().taps();
        panels.plan(true, p.data(), rows, height, w.filterSize(), taps, 1, w.channels(), taps);
        run(workers, bias == null ? null : bias.data(), w.channels(), x, y);
    }

    /** dX. */
    void inputGradient(Workers workers, Window w, CpuTensor p, CpuTensor dy, CpuTensor dx) {
        runs = runs(backward, w, p.rows(), TapTable::backward);
        rows = w.channels();
        height = Tile.height(rows, TileShape.A.PACKED);
        int taps = runs.table().taps();
        panels.plan(true, p.data(), rows, height, taps, taps, 1, p.rows(), w.filterSize());
        run(workers, null, p.rows(), dy, dx);
    }

    private static TapRuns runs(List<TapRuns> known, Window w, int inner, Function<Window, TapTable> table) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).of(w, inner)) {
                return known.get(i);
            }
        }
        known.add(new TapRuns(w, table.apply(w), inner, DEPTH));
        return known.getLast();
    }

    private void run(Workers workers, float[] bias, int inner, CpuTensor from, CpuTensor to) {
        table = runs.table();
        out = to.data();
        stride = to.stride();
        vectors = stride / Lanes.COUNT;
        int depth = table.taps() * inner;
        biases.set(bias, rows);
        own = table.taps() == 1;
        slides = inner >= ENOUGH_CHANNELS && !own && Math.min(table.positions(), table.read()) > SMALL;
        slabs.plan(!own && !slides, from.data(), table.read(), inner, stride);
        blocks = runs.blocks();
        positionsAGroup = Math.clamp(ROWS_OF_B / Math.ceilDiv(depth, blocks), 1, Math.min(GROUP, table.positions()));
        groupsATile = Math.ceilDiv(table.positions(), positionsAGroup);
        int groupCount = groupsATile * Tile.count(vectors);
        panelsAPiece = Math.ceilDiv(panels.count(), Math.min(panels.count(), Math.ceilDiv(PIECES, groupCount)));
        piecesAGroup = Math.ceilDiv(panels.count(), panelsAPiece);
        int pieces = groupCount * piecesAGroup;
        long work = (long) positionsAGroup * panelsAPiece * height * Tile.WIDTH * depth;
        int few = (int) Math.clamp(CLAIM / work, 1, Math.ceilDiv(pieces, PIECES));
        int together = slides || pieces < MANY ? 1 : Tile.count(vectors); // tiles of a position share cache lines
        claims.begin(pieces, Math.ceilDiv(few, together) * together, slides ? 2 * workers.threads() : pieces);
        for (Group group : groups) {
            group.part.clear();
        }
        int packs = panels.count() + (own || slides ? 0 : slabs.pieces());
        if ((long) rows * table.positions() * stride * depth < WORTH_SHARING) {
            for (int piece = 0; piece < packs; piece++) {
                pack(piece);
            }
            compute(0);
        } else {
            workers.run(packing, packs);
            workers.run(computing, workers.threads());
        }
    }

    private void pack(int piece) {
        if (piece < panels.count()) {
            panels.pack(piece);
        } else {
            slabs.fill(piece - panels.count());
        }
    }

    /** One thread's share: pieces as long as there are any. */
    private void compute(int thread) {
        for (long claim = claims.next(thread); claim != Claims.NONE; claim = claims.next(thread)) {
            for (int piece = Claims.first(claim); piece < Claims.end(claim); piece++) {
                int panel = piece % piecesAGroup * panelsAPiece;
                groups[thread].compute(piece / piecesAGroup, panel, Math.min(panel + panelsAPiece, panels.count()));
            }
        }
    }

    /** A thread's scratch, and the work on a group of positions in it. */
    private final class Group {
        private final Tile tile = new Tile();
        private final SlidingSlab part = new SlidingSlab(slabs);
        private float[] b = new float[0]; // [positions, inner, width], where windows have one tap
        private float[] c = new float[0]; // [positions, panels of a piece, height, width], between blocks
        private int first;                // position
        private int count;                // of positions
        private int batch;                // tile of the batch
        private int width;                // of that tile
        private int firstPanel;
        private int size;                 // of a register tile in c

        void compute(int group, int newFirstPanel, int endPanel) {
            int batchTiles = Tile.count(vectors);
            first = (slides ? group % groupsATile : group / batchTiles) * positionsAGroup;
            count = Math.min(positionsAGroup, table.positions() - first);
            batch = slides ? group / groupsATile : group % batchTiles;
            width = Tile.width(vectors, batch) * Lanes.COUNT;
            firstPanel = newFirstPanel;
            size = height * width;
            int all = blocks == 1 && rows >= height ? 0 : count * panelsAPiece * size;
            c = Scratch.room(c, all);
            tile.a = panels.data();
            tile.aRow = 1;
            tile.aStep = height;
            takeB();
            tile.runs = runs.runs();
            for (int block = 0; block < blocks; block++) {
                for (int panel = firstPanel; panel < endPanel; panel++) {
                    tile.aAt = panels.at(panel);
                    for (int position = 0; position < count; position++) {
                        multiply(block, panel, position);
                    }
                }
            }
        }

        private void takeB() {
            tile.bStep = slabs.step(batch);
            if (slides) {
                cover();
                tile.b = part.data();
                tile.bAt = part.at(0); // runs count from the image's begin
            } else if (own) {
                b = Scratch.room(b, positionsAGroup * slabs.channels() * Tile.WIDTH);
                slabs.copy(batch, table, first, count, b, Scratch.FIRST);
                tile.b = b;
                tile.bStep = width;
            } else {
                tile.b = slabs.data();
                tile.bAt = slabs.at(batch);
            }
        }

        /** What the group's taps read. */
        private void cover() {
            int least = Integer.MAX_VALUE;
            int most = -1;
            for (int at = first * table.taps(); at < (first + count) * table.taps(); at++) {
                int read = table.from()[at];
                least = read < 0 ? least : Math.min(least, read);
                most = Math.max(most, read);
            }
            if (most >= 0) {
                part.cover(batch, least, most);
            }
        }

        private void multiply(int block, int panel, int position) {
            int scratch = Scratch.FIRST + (position * panelsAPiece + panel - firstPanel) * size;
            int row = panels.firstRow(panel);
            if (block > 0) {
                tile.startFrom(c, scratch, width, Lanes.COUNT);
            } else {
                biases.start(tile, row);
            }
            boolean last = block == blocks - 1;
            int to = (row * table.positions() + first + position) * stride + Tile.first(vectors, batch) * Lanes.COUNT;
            if (last && rows >= height) {
                tile.endIn(out, to, table.positions() * stride);
            } else {
                tile.endIn(c, scratch, width);
            }
            if (own) {
                tile.bAt = Scratch.FIRST + (position - table.from(first + position, 0)) * slabs.channels() * width; // runs count from the image's begin
            }
            tile.firstRun = runs.first(first + position, block);
            tile.endRun = runs.first(first + position, block + 1);
            tile.multiply(height, width / Lanes.COUNT);
            if (last && rows < height) {
                for (int real = 0; real < rows; real++) {
                    System.arraycopy(c, scratch + real * width, out, to + real * table.positions() * stride, width);
                }
            }
        }
    }
}
