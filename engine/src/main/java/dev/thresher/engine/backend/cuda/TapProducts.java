package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Launches of products that are summed over the taps of a window: what linear layers, sequences and convolutions are made of. See
 * {@code operands.cuh} for the structs.
 */
final class TapProducts {
    /** Taps of a window that tables have room for; larger windows go the plain way. */
    static final int MOST_TAPS = 64;

    private static final int SEGMENT = CudaTensor.LANES;
    private static final int TF32_DEPTH = 16;
    private static final int TF32_STAGES = 4;
    private static final int MOST_TILES = 1 << 16; // of a product whose sums are cut

    private final Launcher launcher;
    private final boolean tf32;
    private final Kernels forward;
    private final Kernels backward;
    private final Kernels gradient;
    private final Kernel pack;
    private final Kernel copy;
    private final SparseProducts sparse;
    private final long arrivals;
    private final List<Choice> choices = new ArrayList<>(); // one a shape that was seen
    private Function<Tiling, Tiling> forced = Function.identity();

    /** A kernel for each tile; null where there is none. */
    private record Kernels(Kernel[] of) {
        static Kernels of(Launcher launcher, boolean tf32, String operation) {
            Tiling.Tile[] tiles = Tiling.Tile.values();
            Kernel[] kernels = new Kernel[tiles.length];
            for (Tiling.Tile tile : tiles) {
                if (tile.isFor(tf32)) {
                    kernels[tile.ordinal()] = launcher.kernel(tf32 ? "tf32" : "products", (tf32 ? "tf32" : "fp32") + operation + tile.suffix);
                }
            }
            return new Kernels(kernels);
        }
    }

    /** What was chosen for a shape. */
    private record Choice(int rows, long columns, int classes, long depth, Tiling tiling) {
        boolean is(int ofRows, long ofColumns, int ofClasses, long ofDepth) {
            return rows == ofRows && columns == ofColumns && classes == ofClasses && depth == ofDepth;
        }
    }

    /** @param limits how few non-zeros a masked weight must have for them to be multiplied alone */
    TapProducts(Launcher launcher, SparseLimits limits) {
        this.launcher = launcher;
        tf32 = launcher.tf32();
        forward = Kernels.of(launcher, tf32, "Forward");
        backward = Kernels.of(launcher, tf32, "Backward");
        gradient = Kernels.of(launcher, tf32, "Gradient");
        pack = launcher.kernel("products", "packFilters");
        copy = launcher.kernel("transfer", "copy_numbers");
        sparse = new SparseProducts(launcher, limits);
        arrivals = launcher.memory(4L * MOST_TILES);
    }

    /** For tests: what is done with each choice before it is used. */
    void force(Function<Tiling, Tiling> with) {
        forced = with;
        choices.clear();
    }

    /** For tests: how many segments of columns a block over non-zeros has, 1, 2 or 4. */
    void force(int segments) {
        sparse.force(segments);
    }

    /** Whether a product may go over non-zeros; see {@link SparseProducts#possible}. */
    boolean overNonZeros(CudaTensor p, boolean ofTranspose, Window w, int filters, int stride) {
        return sparse.possible(p, ofTranspose, w, filters, stride);
    }

    /** Y = Σ_tap P_tap X_tap (+ bias), added to Y where {@code accumulate}. @param filters rows of P */
    void forward(Window w, CudaTensor p, CudaTensor bias, int filters, long x, int xStep, long xPlane, long y, int yStep, long yPlane, int stride,
                 boolean accumulate) {
        long columns = (long) w.positions() * stride;
        int taps = w.kernelHeight() * w.kernelWidth();
        Tiling tiling = choose(filters, columns, 1, (long) w.channels() * taps);
        int tiles = tiling.tile().count(filters, columns);
        long packed = packedBytes(p, taps);
        NonZeros.List list = sparse.listed(p, false, w, filters, stride); // may try ways, which take scratch memory, too
        long scratch = scratch(packed + tiling.partBytes(tiles));
        Args args = factors(p, w, filters, scratch, list).pointer(bias).int64(x).int64(y).int64(scratch + packed).int64(arrivals);
        pointers(args, list).int64(xPlane).int64(yPlane).int32(xStep).int32(yStep).int32(filters).int32(w.channels()).int32(taps)
                .int32(w.kernelWidth()).int32(w.height()).int32(w.width()).int32(w.outHeight()).int32(w.outWidth());
        window(args, w).int32(stride / SEGMENT).int32(w.channels() % 4 == 0).int32(tiling.splits()).int32(accumulate)
                .int32(tapMagic(w.channels(), taps));
        launch(forward, tiling, tiles, 1, limits(args, list));
        if (list != null) {
            sparse.product(false, filters, columns, 1, launcher.again());
        }
    }

    /** dX = Σ_tap P_tapᵀ dY_tap. */
    void backward(Window w, CudaTensor p, int filters, long dy, int dyStep, long dyPlane, long dx, int dxStep, long dxPlane, int stride) {
        int taps = w.kernelHeight() * w.kernelWidth();
        int classes = w.strideHeight() * w.strideWidth();
        long columns = (long) Math.ceilDiv(w.height(), w.strideHeight()) * Math.ceilDiv(w.width(), w.strideWidth()) * stride;
        Tiling tiling = choose(w.channels(), columns, classes, (long) filters * Math.ceilDiv(taps, classes));
        int tiles = tiling.tile().count(w.channels(), columns);
        long packed = packedBytes(p, taps);
        NonZeros.List list = sparse.listed(p, true, w, filters, stride); // may try ways, which take scratch memory, too
        long scratch = scratch(packed + tiling.partBytes((long) tiles * classes));
        Args args = factors(p, w, filters, scratch, list).int64(0).int64(dy).int64(dx).int64(scratch + packed).int64(arrivals);
        pointers(args, list).int64(dyPlane).int64(dxPlane).int32(dyStep).int32(dxStep).int32(w.channels()).int32(filters).int32(taps)
                .int32(w.kernelWidth()).int32(w.outHeight()).int32(w.outWidth()).int32(w.height()).int32(w.width());
        window(args, w).int32(stride / SEGMENT).int32(w.channels() % 4 == 0).int32(tiling.splits()).int32(0).int32(tapMagic(filters, taps));
        launch(backward, tiling, tiles, classes, limits(args, list));
        if (list != null) {
            sparse.product(true, w.channels(), columns, classes, launcher.again());
        }
    }

    /** dP = Σ_p dY(p) X(source(p, tap))ᵀ over positions and the batch. */
    void gradient(Window w, CudaTensor dp, long dy, int dyStep, long dyPlane, long x, int xStep, long xPlane, int batch) {
        int taps = w.kernelHeight() * w.kernelWidth();
        int filters = dp.rows();
        int z = dp.columns();
        int padded = CudaTensor.padded(batch);
        Tiling tiling = choose(filters, z, 1, (long) w.positions() * padded);
        int tiles = tiling.tile().count(filters, z);
        int deep = depth(tiling.tile());
        int pieces = Math.ceilDiv(batch, deep);
        long parts = tiling.splits() == 1 ? 0 : launcher.scratch(tiling.partBytes(tiles));
        Args args = launcher.args().int64(dy).int64(x).pointer(dp).int64(parts).int64(arrivals).int64(dyPlane).int64(xPlane).int32(dyStep)
                .int32(xStep).int32(filters).int32(z).int32(taps).int32(w.kernelWidth()).int32(w.height()).int32(w.width()).int32(w.outWidth())
                .int32(w.positions());
        launch(gradient, tiling, tiles, 1, window(args, w).int32(batch).int32(tiling.splits()).int32(magic(pieces, (long) pieces * w.positions()))
                .int32(magic(w.outWidth(), w.positions())));
    }

    /** Sets a matrix to zero. */
    void clear(CudaTensor matrix) {
        clear(matrix.address(), matrix.size());
    }

    /** Sets so many numbers to zero. */
    void clear(long address, long numbers) {
        launcher.launch(copy, Grid.blocks(numbers), 1, 1, Grid.BLOCK, 1, 0, launcher.args().int64(0).int64(address).int64(numbers));
    }

    private static Args window(Args args, Window w) {
        return args.int32(w.strideHeight()).int32(w.strideWidth()).int32(w.padHeight()).int32(w.padWidth());
    }

    private void launch(Kernels kernels, Tiling tiling, int tiles, int classes, Args args) {
        Tiling.Tile tile = tiling.tile();
        int shared = tf32 ? 4 * TF32_STAGES * TF32_DEPTH * (tile.rows + tile.columns) : 0;
        launcher.launch(kernels.of[tile.ordinal()], tiles, 1, classes * tiling.splits(), threads(tile), 1, shared, args);
    }

    private int threads(Tiling.Tile tile) {
        return switch (tile) {
            case LARGE, WIDE, MIDDLE -> 128;
            case SMALL -> tf32 ? 32 : 64;
        };
    }

    private int depth(Tiling.Tile tile) {
        return !tf32 && tile == Tiling.Tile.WIDE ? 8 : 16;
    }

    private long scratch(long bytes) {
        return bytes == 0 ? 0 : launcher.scratch(bytes);
    }

    private static long packedBytes(CudaTensor p, int taps) {
        return taps == 1 ? 0 : padded(4 * p.size());
    }

    /** Begins a struct with where P lies tap by tap: [taps][filters][channels]; there it is put first, where it does not lie so. */
    private Args factors(CudaTensor p, Window w, int filters, long to, NonZeros.List list) {
        int taps = w.kernelHeight() * w.kernelWidth();
        if (taps == 1) {
            return launcher.args().pointer(p);
        }
        launcher.launch(pack, Math.ceilDiv(w.channels(), 64), filters, 1, 128, 1, 0, launcher.args().pointer(p).int64(to)
                .int64(list == null ? 0 : list.kept()).int32(filters).int32(w.channels()).int32(taps).int32(list == null ? 0 : list.limit()));
        return launcher.args().int64(to);
    }

    private static Args pointers(Args args, NonZeros.List list) {
        return list == null ? args.int64(0).int64(0).int64(0) : args.int64(list.kept()).int64(list.list()).int64(list.starts());
    }

    private static Args limits(Args args, NonZeros.List list) {
        return list == null ? args.int32(0).int32(0) : args.int32(list.limit()).int32(list.pieces());
    }

    private Tiling choose(int rows, long columns, int classes, long depth) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).is(rows, columns, classes, depth)) {
                return choices.get(i).tiling;
            }
        }
        Tiling chosen = forced.apply(Tiling.choose(rows, columns, classes, depth, tf32));
        if (chosen.splits() > 1 && (long) chosen.tile().count(rows, columns) * classes > MOST_TILES) {
            chosen = new Tiling(chosen.tile(), 1);
        }
        choices.add(new Choice(rows, columns, classes, depth, chosen));
        return chosen;
    }

    private static long padded(long bytes) {
        return Math.ceilDiv(bytes, 256) * 256;
    }

    /** What divides places in all taps by the length of one: of a single tap, however long, the quotient is 0. */
    private static int tapMagic(int inner, int taps) {
        return taps == 1 ? 1 : magic(inner, (long) inner * taps);
    }

    /** ⌈2³² / divisor⌉ in 32 bits, 0 for 1: the kernels' way to divide numbers below {@code below}. */
    static int magic(int divisor, long below) {
        if (divisor * below >= 1L << 32) {
            throw new IllegalArgumentException("a sum of %d terms in groups of %d is longer than a kernel counts".formatted(below, divisor));
        }
        return divisor == 1 ? 0 : (int) Math.ceilDiv(1L << 32, divisor);
    }
}
