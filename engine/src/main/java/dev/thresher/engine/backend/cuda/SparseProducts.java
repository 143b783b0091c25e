package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/**
 * Launches what goes over the non-zeros of a masked weight: their lists, and products. A product is launched beside the one over all
 * entries, with the same struct; how many non-zeros there are decides on the device which of the two computes.
 */
final class SparseProducts {
    private static final int SEGMENT = CudaTensor.LANES;
    private static final int THREADS = 128;
    private static final int ROWS = 16;            // of a block
    private static final int WARPS_LISTING = 8;    // of a block
    private static final int ENOUGH_BLOCKS = 1024; // of a product, to keep a large device busy

    private final Launcher launcher;
    private final SparseLimits limits;
    private final Kernel count;
    private final Kernel list;
    private final Kernel[] forward = new Kernel[5];  // [segments that a block has]
    private final Kernel[] backward = new Kernel[5];
    private int forced; // segments; 0: none are

    SparseProducts(Launcher launcher, SparseLimits limits) {
        this.launcher = launcher;
        this.limits = limits;
        count = launcher.kernel("nonzeros", "countNonZeros");
        list = launcher.kernel("nonzeros", "listNonZeros");
        for (int segments = 1; segments <= 4; segments *= 2) {
            forward[segments] = launcher.kernel("sparse", "sparseForward" + segments);
            backward[segments] = launcher.kernel("sparse", "sparseBackward" + segments);
        }
    }

    /** For tests: how many segments a block has, 1, 2 or 4. */
    void force(int segments) {
        forced = segments;
    }

    /** Whether this product may go over non-zeros: when it does is known on the device alone. */
    boolean possible(CudaTensor p, boolean ofTranspose, Window w, int filters, int stride) {
        return p.nonZeros() != null && limits.of(p.size(), ofTranspose, w, filters, stride) > 0;
    }

    /** The list of P as it is now, with the limit for this product; null where the product never goes over it. */
    NonZeros.List listed(CudaTensor p, boolean ofTranspose, Window w, int filters, int stride) {
        if (p.nonZeros() == null) {
            return null;
        }
        int limit = limits.of(p.size(), ofTranspose, w, filters, stride);
        if (limit == 0) {
            return null;
        }
        NonZeros.List order = p.nonZeros().order(ofTranspose, filters, w.channels(), w.kernelHeight() * w.kernelWidth());
        order.limit(limit);
        if (!order.made()) {
            int blocks = Math.ceilDiv(order.lines() * order.pieces(), WARPS_LISTING);
            launcher.launch(count, blocks, 1, 1, Grid.BLOCK, 1, 0, args(order, p, ofTranspose, w.channels()));
            launcher.launch(list, blocks, 1, 1, Grid.BLOCK, 1, 0, launcher.again());
        }
        return order;
    }

    private Args args(NonZeros.List order, CudaTensor p, boolean ofTranspose, int channels) {
        int filter = channels * order.taps();
        return launcher.args().pointer(p).int64(order.starts()).int64(order.list()).int64(order.ticket()).int32(order.lines()).int32(order.length())
                .int32(order.pieces()).int32(ofTranspose ? order.taps() : filter).int32(ofTranspose ? filter : order.taps()).int32(order.taps())
                .int32(TapProducts.magic(order.taps(), order.length())).int32(order.capacity());
    }

    /**
     * Launches a product of so many rows and columns, which does nothing where there are more non-zeros than the struct allows.
     *
     * @param classes of columns, each with as many
     * @param args a TapArgs
     */
    void product(boolean ofTranspose, int rows, long columns, int classes, Args args) {
        int rowBlocks = Math.ceilDiv(rows, ROWS);
        long segments = columns / SEGMENT;
        int together = forced == 0 ? 4 : forced;
        while (forced == 0 && together > 1 && rowBlocks * Math.ceilDiv(segments, together) * classes < ENOUGH_BLOCKS) {
            together /= 2;
        }
        int blocks = Math.toIntExact(rowBlocks * Math.ceilDiv(segments, together));
        launcher.launch((ofTranspose ? backward : forward)[together], blocks, 1, classes, THREADS, 1, 0, args);
    }
}
