package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** P = W ⊙ S(|W| − t) with the number of kept entries and, where it is of use, their list: one pass, in pieces of some rows. */
final class MaskRefresh implements Workers.Task {
    private static final VectorSpecies<Integer> INDICES = VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());
    private static final IntVector COUNTING = IntVector.zero(INDICES).addIndex(1);
    /** Machines with lanes this wide put the kept lanes of a vector together in one instruction. */
    private static final boolean COMPRESSES = Lanes.COUNT >= 16;

    private float[] weight;
    private float[] threshold;
    private float[] masked;
    private int[] kept = new int[0]; // [rows]
    private RowPieces pieces;
    private ThresholdLayout layout;
    private NonZeros list;           // null where none is made

    /** @param nonZeros of P, which are listed where that is of use; may be null */
    long run(Workers workers, CpuTensor w, CpuTensor t, CpuTensor p, NonZeros nonZeros) {
        return run(workers, w.data(), t.data(), ThresholdLayout.of(t), p.data(), w.rows(), w.columns(), nonZeros);
    }

    /** The same of arrays {@code rows × columns}; W may be P. */
    long run(Workers workers, float[] w, float[] t, ThresholdLayout ofT, float[] p, int rows, int columns, NonZeros nonZeros) {
        weight = w;
        threshold = t;
        masked = p;
        layout = ofT;
        pieces = RowPieces.of(pieces, rows, columns);
        if (kept.length < rows) {
            kept = new int[rows];
        }
        list = nonZeros != null && nonZeros.planned(pieces) && nonZeros.wanted() ? nonZeros : null;
        workers.run(this, pieces.count());
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += kept[i];
        }
        if (nonZeros != null) {
            nonZeros.counted(sum);
            if (nonZeros.wanted()) {
                complete(workers, nonZeros);
            }
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
            boolean keep = keep(at, perEntry ? at : ofT);
            masked[at] = keep ? weight[at] : 0f;
            count += keep ? 1 : 0;
        }
        return count;
    }

    private boolean keep(int at, int ofT) {
        return !(Math.abs(weight[at]) - threshold[ofT] <= 0);
    }

    private void listed(int piece) {
        int[] bounds = list.byRow().bounds;
        int cursor = list.regionFrom(piece);
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            bounds[2 * i] = cursor;
            int end = COMPRESSES ? compressed(i * pieces.columns(), layout.index(i, 0), cursor, list.regionTo(piece))
                    : oneByOne(i * pieces.columns(), layout.index(i, 0), cursor, list.regionTo(piece));
            bounds[2 * i + 1] = end;
            kept[i] = end - cursor;
            cursor = end;
        }
        list.ended(piece, cursor);
    }

    /** A row from {@code from} on, listed from {@code cursor} on as far as {@code limit}; returns where its list ends or would end. */
    private int compressed(int from, int ofT, int cursor, int limit) {
        float[] values = list.byRow().values;
        int[] index = list.byRow().index;
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int to = from + pieces.columns();
        int next = cursor;
        int at = from;
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        IntVector columns = COUNTING;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            VectorMask<Float> keep = w.abs().sub(t).compare(VectorOperators.LE, 0f).not();
            FloatVector.zero(Lanes.SPECIES).blend(w, keep).intoArray(masked, at);
            if (next + Lanes.COUNT <= limit) {
                w.compress(keep).intoArray(values, next);
                columns.compress(keep.cast(INDICES)).intoArray(index, next);
            }
            columns = columns.add(Lanes.COUNT);
            next += keep.trueCount();
        }
        return rest(at, to, from, ofT, next, limit);
    }

    /** The same for machines on which putting lanes together is slow. */
    private int oneByOne(int from, int ofT, int cursor, int limit) {
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
        return rest(at, to, from, ofT, next, limit);
    }

    private int rest(int start, int to, int from, int ofT, int cursor, int limit) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        int next = cursor;
        for (int at = start; at < to; at++) {
            boolean keep = keep(at, perEntry ? at : ofT);
            masked[at] = keep ? weight[at] : 0f;
            if (keep) {
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
