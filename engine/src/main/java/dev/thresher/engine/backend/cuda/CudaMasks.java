package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.IdentityHashMap;
import java.util.Map;

/** Masks, counted and reset on the device; their gradients; the sparse loss. */
final class CudaMasks {
    private static final int ONE = 0;
    private static final int ROW = 1;
    private static final int ENTRY = 2;
    private static final int REFRESH_ENTRIES = 4 * Grid.BLOCK;
    private static final int LOSS_ENTRIES = 8 * Grid.BLOCK;
    private static final int LOSS_BLOCKS = 256; // at most

    private final Launcher launcher;
    private final Kernel refresh;
    private final Kernel gradient;
    private final Kernel loss;
    private final long counters; // three of 8 bytes and a ticket, zero between launches
    private final Map<MaskCount, ResultSlot> counts = new IdentityHashMap<>();
    private final Map<SumResult, ResultSlot> sums = new IdentityHashMap<>();

    CudaMasks(Launcher launcher) {
        this.launcher = launcher;
        refresh = launcher.kernel("mask", "refreshMask");
        gradient = launcher.kernel("mask", "maskGradient");
        loss = launcher.kernel("mask", "sparseLoss");
        counters = launcher.memory(4 * Long.BYTES);
    }

    void refreshMask(CudaTensor w, CudaTensor t, CudaTensor p, int resetPercent, MaskCount count) {
        CudaTensor threshold = CudaShapes.threshold(t, w);
        CudaTensor masked = CudaShapes.distinct("P", CudaShapes.same("P", p, w), w, t);
        ResultSlot slot = counts.get(count);
        if (slot == null) {
            slot = launcher.result(6, filled -> take(filled, count));
            counts.put(count, slot);
        }
        int entries = Math.toIntExact(w.size());
        Args args = launcher.args().int64(launcher.guard()).pointer(w).pointer(threshold).pointer(masked).int64(counters).pointer(slot)
                .int32(entries).int32(w.columns()).int32(layout(threshold)).int32(resetPercent);
        masked.masked(launcher);
        launcher.launch(refresh, Math.ceilDiv(entries, REFRESH_ENTRIES), 1, 1, Grid.BLOCK, 1, 0, args);
        launcher.expect(slot);
    }

    private static void take(ResultSlot slot, MaskCount count) {
        count.set(slot.whole(0), slot.whole(1), slot.whole(2));
        if (slot.whole(3) != 0) {
            count.setAfterReset(slot.whole(4), slot.whole(5));
        }
    }

    void maskGradient(CudaTensor w, CudaTensor t, CudaTensor d, CudaTensor dt, StepEstimator estimator) {
        int layout = layout(CudaShapes.threshold(t, w));
        long rowSums = layout == ONE ? launcher.scratch((long) Double.BYTES * w.rows()) : 0;
        Args args = launcher.args().pointer(w).pointer(t).pointer(CudaShapes.same("gradient", d, w)).pointer(CudaShapes.same("dt", dt, t))
                .int64(rowSums).int64(ticket()).int32(w.columns()).int32(layout)
                .int32(estimator == StepEstimator.STRAIGHT_THROUGH);
        launcher.launch(gradient, w.rows(), 1, 1, Grid.threads(w.columns()), 1, 0, args);
    }

    void sparseLoss(CudaTensor t, CudaTensor dt, float alpha, SumResult result) {
        ResultSlot slot = sums.get(result);
        if (slot == null) {
            slot = launcher.result(1, filled -> result.set(filled.number(0)));
            sums.put(result, slot);
        }
        int blocks = (int) Math.min(LOSS_BLOCKS, Math.ceilDiv(t.size(), LOSS_ENTRIES));
        long blockSums = launcher.scratch((long) Double.BYTES * blocks);
        Args args = launcher.args().int64(launcher.guard()).pointer(t).pointer(CudaShapes.same("dt", dt, t)).int64(blockSums)
                .int64(ticket()).pointer(slot).int64(t.size()).float32(alpha);
        launcher.launch(loss, blocks, 1, 1, Grid.BLOCK, 1, 0, args);
        launcher.expect(slot);
    }

    private long ticket() {
        return counters + 3 * Long.BYTES;
    }

    private static int layout(CudaTensor t) {
        return t.columns() > 1 ? ENTRY : t.rows() > 1 ? ROW : ONE;
    }
}
