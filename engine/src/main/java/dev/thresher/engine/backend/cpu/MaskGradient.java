package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.experiment.StepEstimator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * dP → dW in place and dt, one pass, in pieces of some rows. Lane sums are added up one by one in a fixed order:
 * {@code reduceLanes} leaves the order open, and interpreted and compiled code would differ in the last bit.
 */
final class MaskGradient implements Workers.Task {
    private float[] weight;
    private float[] threshold;
    private float[] gradient;
    private float[] entryGradient;            // dt; of each entry where t is per entry
    private float[] laneSums = new float[0];  // [rows, lanes]
    private double[] rowSums = new double[0]; // [rows]
    private final RowPieces pieces = new RowPieces();
    private ThresholdLayout layout;
    private StepEstimator estimator;

    void run(Workers workers, CpuTensor w, CpuTensor t, CpuTensor d, CpuTensor dt, StepEstimator h) {
        set(w, t, d, dt, h);
        workers.run(this, pieces.count());
        if (layout == ThresholdLayout.ROW) {
            for (int i = 0; i < w.rows(); i++) {
                entryGradient[i] = (float) rowSums[i];
            }
        } else if (layout == ThresholdLayout.ONE) {
            double sum = 0;
            for (int i = 0; i < w.rows(); i++) {
                sum += rowSums[i];
            }
            entryGradient[0] = (float) sum;
        }
    }

    /** For {@link #ofRow}. */
    void set(CpuTensor w, CpuTensor t, CpuTensor d, CpuTensor dt, StepEstimator h) {
        weight = w.storage();
        threshold = t.storage();
        gradient = d.storage();
        entryGradient = dt.storage();
        estimator = h;
        layout = ThresholdLayout.of(t);
        pieces.cut(w.rows(), w.columns());
        if (rowSums.length < w.rows()) {
            rowSums = new double[w.rows()];
            laneSums = new float[w.rows() * Lanes.COUNT];
        }
    }

    /** One row: dW, and dt as it is returned. Of weights with a threshold a row. */
    float ofRow(int i) {
        int columns = pieces.columns();
        return (float) -row(i, i * columns, (i + 1) * columns, i);
    }

    @Override
    public void run(int piece) {
        for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
            rowSums[i] = -row(i, i * pieces.columns(), (i + 1) * pieces.columns(), layout.index(i, 0));
        }
    }

    private double row(int i, int from, int to, int ofT) {
        boolean perEntry = layout == ThresholdLayout.ENTRY;
        boolean longTailed = estimator == StepEstimator.LONG_TAILED;
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector t = FloatVector.broadcast(Lanes.SPECIES, threshold[ofT]);
        FloatVector sums = zero;
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            if (perEntry) {
                t = FloatVector.fromArray(Lanes.SPECIES, threshold, at);
            }
            FloatVector w = FloatVector.fromArray(Lanes.SPECIES, weight, at);
            FloatVector dp = FloatVector.fromArray(Lanes.SPECIES, gradient, at);
            FloatVector magnitude = w.abs();
            FloatVector q = magnitude.sub(t);
            FloatVector h = longTailed ? longTailed(q.abs()) : straightThrough(q.abs());
            FloatVector kept = zero.blend(dp, q.compare(VectorOperators.GT, 0f));
            // W sgn(W) is |W|, so dW = dP⊙M + dP⊙H⊙|W| and dT = −dP⊙H⊙W share dP⊙H
            FloatVector slope = dp.mul(h);
            slope.fma(magnitude, kept).intoArray(gradient, at);
            FloatVector structure = slope.mul(w);
            if (perEntry) {
                structure.neg().intoArray(entryGradient, at);
            } else {
                sums = sums.add(structure);
            }
        }
        double sum = 0;
        sums.intoArray(laneSums, i * Lanes.COUNT);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            sum += laneSums[i * Lanes.COUNT + lane];
        }
        for (; at < to; at++) {
            float magnitude = Math.abs(weight[at]);
            float q = magnitude - threshold[perEntry ? at : ofT];
            float slope = gradient[at] * estimator.at(q);
            gradient[at] = Math.fma(slope, magnitude, q > 0 ? gradient[at] : 0f);
            if (perEntry) {
                entryGradient[at] = -(slope * weight[at]);
            } else {
                sum += slope * weight[at];
            }
        }
        return sum;
    }

    private static FloatVector longTailed(FloatVector a) {
        VectorMask<Float> near = a.compare(VectorOperators.LE, 0.4f);
        VectorMask<Float> tail = a.compare(VectorOperators.LE, 1f);
        FloatVector far = FloatVector.zero(Lanes.SPECIES).blend(FloatVector.broadcast(Lanes.SPECIES, 0.4f), tail);
        return far.blend(a.mul(-4f).add(2f), near);
    }

    private static FloatVector straightThrough(FloatVector a) {
        return FloatVector.zero(Lanes.SPECIES).blend(FloatVector.broadcast(Lanes.SPECIES, 1f),
                a.compare(VectorOperators.LE, 1f));
    }
}
