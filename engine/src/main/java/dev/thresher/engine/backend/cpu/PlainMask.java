package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.experiment.StepEstimator;

/** Masks, their gradients and the loss that makes weights few, in plain loops. */
final class PlainMask {
    private PlainMask() {
    }

    /** P = W ⊙ S(|W| − t); returns how many entries the mask keeps, and how many left P and came into it. */
    static long[] refresh(CpuTensor w, CpuTensor t, CpuTensor p) {
        long[] changes = new long[3];
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < w.columns(); j++) {
                int at = i * w.columns() + j;
                boolean keep = !(Math.abs(w.data()[at]) - t.data()[thresholdIndex(t, i, j)] <= 0); // NaN stays, to be seen
                boolean was = p.data()[at] != 0;
                changes[0] += keep ? 1 : 0;
                changes[1] += was && !keep && w.data()[at] != 0 ? 1 : 0;
                changes[2] += !was && keep && w.data()[at] != 0 ? 1 : 0;
                p.data()[at] = keep ? w.data()[at] : 0f;
            }
        }
        return changes;
    }

    /** dW = dP ⊙ M + dP ⊙ W ⊙ H(Q) ⊙ sgn(W) in the place of dP, and dt_i = −Σ_j (dP ⊙ W ⊙ H(Q))_ij. */
    static void gradient(CpuTensor w, CpuTensor t, CpuTensor gradient, CpuTensor dt, StepEstimator estimator) {
        double[] sums = new double[dt.data().length];
        for (int i = 0; i < w.rows(); i++) {
            for (int j = 0; j < w.columns(); j++) {
                int at = i * w.columns() + j;
                int ofT = thresholdIndex(t, i, j);
                float value = w.data()[at];
                float q = Math.abs(value) - t.data()[ofT];
                float dp = gradient.data()[at];
                float performance = q > 0 ? dp : 0f;
                float structure = dp * value * estimator.at(q);
                gradient.data()[at] = performance + structure * Math.signum(value);
                sums[ofT] -= structure;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            dt.data()[i] = (float) sums[i];
        }
    }

    private static int thresholdIndex(CpuTensor t, int i, int j) {
        return t.columns() > 1 ? i * t.columns() + j : t.rows() > 1 ? i : 0;
    }

    /** Adds d(α Σ exp(−t))/dt = −α exp(−t) to dt. @return Σ exp(−t) */
    static double sparseLoss(CpuTensor t, CpuTensor dt, float alpha) {
        double sum = 0;
        for (int i = 0; i < t.data().length; i++) {
            float e = (float) Math.exp(-t.data()[i]);
            sum += e;
            dt.data()[i] -= alpha * e;
        }
        return sum;
    }
}
