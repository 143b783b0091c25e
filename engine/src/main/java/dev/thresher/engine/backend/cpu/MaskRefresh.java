package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** P = W ⊙ S(|W| − t) with the number of kept entries, in pieces of some rows. */
final class MaskRefresh implements Workers.Task {
    private float[] weight;
    private float[] threshold;
    private float[] masked;
    private int[] kept = new int[0]; // [rows]
    private RowPieces pieces;
    private ThresholdLayout layout;

    long run(Workers workers, CpuTensor w, CpuTensor t, CpuTensor p) {
        weight = w.data();
        threshold = t.data();
        masked = p.data();
        layout = ThresholdLayout.of(t);
        pieces = RowPieces.of(pieces, w.rows(), w.columns());
        if (kept.length < w.rows()) {
            kept = new int[w.rows()];
        }
        workers.run(this, pieces.count());
        long sum = 0;
        for (int i = 0; i < w.rows(); i++) {
            sum += kept[i];
        }
        return sum;
    }

    @Override
    public void run(int piece) {
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            kept[i] = row(i * pieces.columns(), (i + 1) * pieces.columns(), layout.index(i, 0));
        }
    }

    private int row(int from, int to, int ofT) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int count = 0;
        int at = from;
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not(); // NaN stays, to be seen
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            count += keep.trueCount();
        }
        for (; at < to; at++) {
            boolean keep = !(Math.abs(weight[at]) - threshold[perEntry ? at : ofT] <= 0);
            masked[at] = keep ? weight[at] : 0f;
            count += keep ? 1 : 0;
        }
        return count;
    }
}
