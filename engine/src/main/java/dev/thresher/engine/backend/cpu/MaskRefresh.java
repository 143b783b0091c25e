package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * P = W ⊙ S(|W| − t) with the numbers of kept entries, of those that left P and came into it and, where it is of use, a list of the kept
 * ones: one pass, in pieces of some rows.
 */
final class MaskRefresh implements Workers.Task {
    private static final VectorSpecies<Integer> INDICES = VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());
    private static final IntVector COUNTING = IntVector.zero(INDICES).addIndex(1);
    /** Machines with lanes this wide put the kept lanes of a vector together in one instruction. */
    private static final boolean COMPRESSES = Lanes.COUNT >= 16;

    private float[] weight;
    private float[] threshold;
    private float[] masked;
    private int[] kept = new int[0];      // [rows], as are the next two
    private int[] pruned = new int[0];    // added up, for a second pass to make a list changes nothing more
    private int[] recovered = new int[0];
    private int rows;
    private final RowPieces pieces = new RowPieces();
    private ThresholdLayout layout;
    private NonZeros list;           // null where none is made
    private WeightUpdate update;     // what is to be done with a row before it is masked; null where nothing is

    /**
     * @param nonZeros of P, which are listed where that is of use; may be null
     * @param before what waits to be done with each row of W and t; null where nothing does
     */
    long run(Workers workers, CpuTensor w, CpuTensor t, CpuTensor p, NonZeros nonZeros, WeightUpdate before) {
        update = before;
        return run(workers, w.data(), t.data(), ThresholdLayout.of(t), p.data(), w.rows(), w.columns(), nonZeros);
    }

    /** The same of arrays {@code rows × columns}; W may be P. */
    long run(Workers workers, float[] w, float[] t, ThresholdLayout ofT, float[] p, int ofRows, int columns, NonZeros nonZeros) {
        rows = ofRows;
        weight = w;
        threshold = t;
        masked = p;
        layout = ofT;
        pieces.cut(rows, columns);
        if (kept.length < rows) {
            kept = new int[rows];
            pruned = new int[rows];
            recovered = new int[rows];
        }
        Arrays.fill(pruned, 0, rows, 0);
        Arrays.fill(recovered, 0, rows, 0);
        list = nonZeros != null && nonZeros.planned(pieces) && nonZeros.wanted() ? nonZeros : null;
        workers.run(this, pieces.count());
        update = null;
        long sum = sum(kept);
        if (nonZeros != null) {
            nonZeros.counted(sum);
            if (nonZeros.wanted()) {
                complete(workers, nonZeros);
            }
        }
        return sum;
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

    /** Lists once more where there was no list yet, or no room for it. */
    private void complete(Workers workers, NonZeros nonZeros) {
        if (list == null || !nonZeros.complete()) {
            nonZeros.plan(pieces, kept);
            list = nonZeros;
            workers.run(this, pieces.count());
        }
        nonZeros.made();
    }

    @Override
    public void run(int piece) {
        if (list != null) {
            listed(piece);
            return;
        }
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            if (update != null) {
                update.row(i);
            }
            kept[i] = row(i, layout.index(i, 0));
        }
    }

    /** Returns how many entries of row {@code i} are kept. */
    private int row(int i, int ofT) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int to = (i + 1) * pieces.columns();
        int count = 0;
        int at = i * pieces.columns();
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not(); // NaN stays, to be seen
            change(i, at, w, keep);
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            count += keep.trueCount();
        }
        for (; at < to; at++) {
            count += keep(i, at, perEntry ? at : ofT) ? 1 : 0;
        }
        return count;
    }

    /** Counts what a new mask changes of the old one, which P still tells. */
    private void change(int i, int at, FloatVector w, VectorMask<Float> keep) {
        VectorMask<Float> was = FloatVector.fromArray(Lanes.SPECIES, masked, at).compare(VectorOperators.NE, 0f);
        VectorMask<Float> changed = was.xor(keep);
        if (changed.anyTrue()) { // rare after the first steps
            changed = changed.and(w.compare(VectorOperators.NE, 0f));
            pruned[i] += changed.and(was).trueCount();
            recovered[i] += changed.and(keep).trueCount();
        }
    }

    /** Masks one entry, and counts what that changes. */
    private boolean keep(int i, int at, int ofT) {
        boolean keep = !(Math.abs(weight[at]) - threshold[ofT] <= 0);
        if (masked[at] != 0 != keep && weight[at] != 0) {
            (keep ? recovered : pruned)[i]++;
        }
        masked[at] = keep ? weight[at] : 0f;
        return keep;
    }

    private void listed(int piece) {
        int[] bounds = list.byRow().bounds;
        int cursor = list.regionFrom(piece);
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            if (update != null) {
                update.row(i);
            }
            bounds[2 * i] = cursor;
            int end = COMPRESSES ? compressed(i, layout.index(i, 0), cursor, list.regionTo(piece))
                    : oneByOne(i, layout.index(i, 0), cursor, list.regionTo(piece));
            bounds[2 * i + 1] = end;
            kept[i] = end - cursor;
            cursor = end;
        }
        list.ended(piece, cursor);
    }

    /** Row {@code i}, listed from {@code cursor} on as far as {@code limit}; returns where its list ends or would end. */
    private int compressed(int i, int ofT, int cursor, int limit) {
        int from = i * pieces.columns();
        float[] values = list.byRow().values;
        int[] index = list.byRow().index;
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int to = from + pieces.columns();
        int next = cursor;
        int at = from;
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not();
            change(i, at, w, keep);
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            if (next + Lanes.COUNT <= limit) {
                w.compress(keep).intoArray(values, next);
                IntVector columns = COUNTING.add(at - from);
                columns.reinterpretAsFloats().compress(keep).reinterpretAsInts().intoArray(index, next); // a cast mask would be an object
            }
            next += keep.trueCount();
        }
        return rest(i, at, ofT, next, limit);
    }

    /** The same for machines on which putting lanes together is slow. */
    private int oneByOne(int i, int ofT, int cursor, int limit) {
        int from = i * pieces.columns();
        float[] values = list.byRow().values;
        int[] index = list.byRow().index;
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int to = from + pieces.columns();
        int next = cursor;
        int at = from;
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not();
            change(i, at, w, keep);
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            boolean room = next + Lanes.COUNT <= limit;
            for (long lanes = keep.toLong(); lanes != 0; lanes &= lanes - 1) {
                if (room) {
                    int entry = at + Long.numberOfTrailingZeros(lanes);
                    values[next] = weight[entry];
                    index[next] = entry - from;
                }
                next++;
            }
        }
        return rest(i, at, ofT, next, limit);
    }

    /** What is left of row {@code i} from entry {@code start} on. */
    private int rest(int i, int start, int ofT, int cursor, int limit) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int from = i * pieces.columns();
        int next = cursor;
        for (int at = start; at < from + pieces.columns(); at++) {
            if (keep(i, at, perEntry ? at : ofT)) {
                if (next < limit) {
                    list.byRow().values[next] = weight[at];
                    list.byRow().index[next] = at - from;
                }
                next++;
            }
        }
        return next;
    }
}
