package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.LossResult;
import java.util.IdentityHashMap;
import java.util.Map;

/** Softmax cross-entropy. */
final class CudaLoss {
    private static final int EXAMPLES_A_BLOCK = 32;
    private static final int SHARES = 8;

    private final Launcher launcher;
    private final Kernel softmax;
    private final long ticket;
    private final Map<LossResult, ResultSlot> slots = new IdentityHashMap<>();

    CudaLoss(Launcher launcher) {
        this.launcher = launcher;
        softmax = launcher.kernel("loss", "softmaxCrossEntropy");
        ticket = launcher.memory(Long.BYTES);
    }

    void softmaxCrossEntropy(CudaTensor logits, int[] labels, CudaTensor gradient, LossResult result) {
        if (labels.length < logits.columns()) {
            throw new IllegalArgumentException(labels.length + " labels for " + logits.columns() + " examples");
        }
        ResultSlot slot = slots.get(result);
        if (slot == null) {
            slot = launcher.result(3, filled -> result.set(filled.number(0), (int) filled.whole(1), (int) filled.whole(2)));
            slots.put(result, slot);
        }
        int blocks = Math.ceilDiv(logits.columns(), EXAMPLES_A_BLOCK);
        long ofLabels = launcher.ints(labels, logits.columns());
        long blockSums = launcher.scratch(2L * Double.BYTES * blocks);
        Args args = launcher.args().int64(launcher.guard()).pointer(logits).int64(ofLabels)
                .pointer(gradient == null ? null : CudaShapes.alike("gradient", gradient, logits)).int64(blockSums).int64(ticket)
                .pointer(slot).int32(logits.rows()).int32(logits.columns()).int32(logits.stride());
        launcher.launch(softmax, blocks, 1, 1, EXAMPLES_A_BLOCK, SHARES, 0, args);
        launcher.expect(slot);
    }
}
