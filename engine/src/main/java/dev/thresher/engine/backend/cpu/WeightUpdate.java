package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.Arrays;

/**
 * What was asked for of a masked weight with a threshold a row, and waits for its next mask: dP → dW and dt, −α exp(−t) in dt, the updates
 * of W and of t. The mask's refresh then does a row of all of it before it masks that row, which is in the cache by then: four passes over
 * memory become one. Whoever looks at one of the tensors earlier has it done at once, pass by pass ({@link CpuTensor#data()}). Either way
 * the bits are the same.
 */
final class WeightUpdate {
    private enum Stage { NONE, GRADIENT, LOSS, WEIGHT, THRESHOLD }

    private final Workers workers;
    private final MaskGradient maskGradient = new MaskGradient();
    private final ParameterUpdate ofWeight = new ParameterUpdate();
    private final ParameterUpdate ofThreshold = new ParameterUpdate();
    private final float[] exponentials; // [rows] exp(−t), as is the next
    private final float[] exponents;    // t for which they are so
    private Stage stage = Stage.NONE;
    private boolean lossIsAsked;
    private float alpha;
    private float[] dThreshold;
    private CpuTensor w;
    private CpuTensor t;
    private CpuTensor gradient;
    private CpuTensor dt;
    private StepEstimator estimator;
    private final CpuTensor[] moments = new CpuTensor[4]; // of the optimiser: of W, then of t; null where there are fewer

    WeightUpdate(Workers workers, int rows) {
        this.workers = workers;
        exponentials = new float[rows];
        exponents = new float[rows];
        Arrays.fill(exponents, Float.NaN); // equal to none
    }

    /** Whether a mask with such a threshold can do the rest row by row. */
    static boolean fits(CpuTensor threshold) {
        return ThresholdLayout.of(threshold) == ThresholdLayout.ROW;
    }

    // --- What is asked for: each answers whether it could be put off --------------------------------------------------------

    /** Nothing waits on any of these tensors. */
    void maskGradient(CpuTensor newW, CpuTensor newT, CpuTensor newGradient, CpuTensor newDt, StepEstimator h) {
        w = newW;
        t = newT;
        gradient = newGradient;
        dt = newDt;
        dThreshold = dt.storage();
        estimator = h;
        lossIsAsked = false;
        stage = Stage.GRADIENT;
        wait(true);
    }

    boolean sparseLoss(CpuTensor threshold, CpuTensor dThresholds, float newAlpha, SumResult result) {
        if (stage != Stage.GRADIENT || threshold != t || dThresholds != dt) {
            return false;
        }
        double sum = 0;
        for (int i = 0; i < exponentials.length; i++) {
            sum += exponential(i);
        }
        result.set(sum);
        alpha = newAlpha;
        lossIsAsked = true;
        stage = Stage.LOSS;
        return true;
    }

    boolean sgd(CpuTensor p, CpuTensor g, CpuTensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        ParameterUpdate update = next(p, g, v, v);
        if (update == null) {
            return false;
        }
        update.sgd(p, g, v, learningRate, momentum, nesterov, weightDecay);
        keep(update, v, null);
        return true;
    }

    boolean adam(CpuTensor p, CpuTensor g, CpuTensor m, CpuTensor v, float step, float root, float beta1, float beta2, float epsilon,
                 float weightDecay) {
        ParameterUpdate update = next(p, g, m, v);
        if (update == null) {
            return false;
        }
        update.adam(p, g, m, v, step, root, beta1, beta2, epsilon, weightDecay);
        keep(update, m, v);
        return true;
    }

    /** Which update this is; null where it is not the next of this weight. */
    private ParameterUpdate next(CpuTensor p, CpuTensor g, CpuTensor m, CpuTensor v) {
        boolean free = m.waitsFor() == null && v.waitsFor() == null;
        if (free && p == w && g == gradient && (stage == Stage.GRADIENT || stage == Stage.LOSS)) {
            return ofWeight;
        }
        return free && p == t && g == dt && stage == Stage.WEIGHT ? ofThreshold : null;
    }

    private void keep(ParameterUpdate update, CpuTensor m, CpuTensor v) {
        int at = update == ofWeight ? 0 : 2;
        moments[at] = m;
        moments[at + 1] = v;
        m.waitsFor(this);
        if (v != null) {
            v.waitsFor(this);
        }
        stage = update == ofWeight ? Stage.WEIGHT : Stage.THRESHOLD;
    }

    private void wait(boolean on) {
        WeightUpdate who = on ? this : null;
        w.waitsFor(who);
        t.waitsFor(who);
        gradient.waitsFor(who);
        dt.waitsFor(who);
        for (int i = 0; i < moments.length; i++) {
            if (moments[i] != null) {
                moments[i].waitsFor(null);
                moments[i] = null;
            }
        }
    }

    // --- How it is done -----------------------------------------------------------------------------------------------------

    /** Whether the mask of W by {@code threshold} is what this waits for. If so, {@link #row} is to be called for each row. */
    boolean begin(CpuTensor threshold) {
        if (threshold != t || stage != Stage.WEIGHT && stage != Stage.THRESHOLD) {
            return false;
        }
        maskGradient.set(w, t, gradient, dt, estimator);
        wait(false);
        return true;
    }

    /** All of a row. */
    void row(int i) {
        float d = maskGradient.ofRow(i);
        dThreshold[i] = lossIsAsked ? d - alpha * exponential(i) : d;
        int columns = w.columns();
        ofWeight.range(i * columns, (i + 1) * columns);
        if (stage == Stage.THRESHOLD) {
            ofThreshold.range(i, i + 1);
            exponential(i); // the next step asks for it
        }
    }

    void end() {
        stage = Stage.NONE;
    }

    /** All of it at once, pass by pass. */
    void finish() {
        Stage asked = stage;
        stage = Stage.NONE;
        wait(false);
        maskGradient.run(workers, w, t, gradient, dt, estimator);
        for (int i = 0; lossIsAsked && i < dThreshold.length; i++) {
            dThreshold[i] -= alpha * exponential(i);
        }
        if (asked == Stage.WEIGHT || asked == Stage.THRESHOLD) {
            ofWeight.run(workers);
        }
        if (asked == Stage.THRESHOLD) {
            ofThreshold.run(workers);
        }
    }

    /** exp(−t_i), worked out where t_i is another than last time. */
    private float exponential(int i) {
        float threshold = t.storage()[i];
        if (threshold != exponents[i]) {
            exponents[i] = threshold;
            exponentials[i] = (float) Math.exp(-threshold);
        }
        return exponentials[i];
    }
}
