package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** P = W ⊙ S(|W| − t) with the numbers of kept entries, and of those that left P and came into it, in pieces of some rows. */
final class MaskRefresh implements Workers.Task {
    private float[] weight;
    private float[] threshold;
    private float[] masked;
    private int[] kept = new int[0];      // [rows], as are the next two
    private int[] pruned = new int[0];
    private int[] recovered = new int[0];
    private int rows;
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
            pruned = new int[w.rows()];
            recovered = new int[w.rows()];
        }
        rows = w.rows();
        workers.run(this, pieces.count());
        return sum(kept);
    }

    /** Entries of the last run that were in P before, whose weight is not 0, and that are masked now. */
    long pruned() {
        return sum(pruned);
    }

    /** Entries of the last run that were not in P before, whose weight is not 0, and that are kept now. */
    long recovered() {
        return sum(recovered);
    }

    private long sum(int[] ofRows) {
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += ofRows[i];
        }
        return sum;
    }

    @Override
    public void run(int piece) {
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            row(i, i * pieces.columns(), (i + 1) * pieces.columns(), layout.index(i, 0));
        }
    }

    private void row(int row, int from, int to, int ofT) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int count = 0;
        int left = 0;
        int came = 0;
        int at = from;
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not(); // NaN stays, to be seen
            VectorMask<Float> was = FloatVector.fromArray(Lanes.SPECIES, masked, at).compare(VectorOperators.NE, 0f);
            VectorMask<Float> changed = was.xor(keep).and(w.compare(VectorOperators.NE, 0f));
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            count += keep.trueCount();
            left += changed.and(was).trueCount();
            came += changed.and(keep).trueCount();
        }
        for (; at < to; at++) {
            boolean keep = !(Math.abs(weight[at]) - threshold[perEntry ? at : ofT] <= 0);
            boolean changed = masked[at] != 0 != keep && weight[at] != 0;
            masked[at] = keep ? weight[at] : 0f;
            count += keep ? 1 : 0;
            left += changed && !keep ? 1 : 0;
            came += changed && keep ? 1 : 0;
        }
        kept[row] = count;
        pruned[row] = left;
        recovered[row] = came;
    }
}
