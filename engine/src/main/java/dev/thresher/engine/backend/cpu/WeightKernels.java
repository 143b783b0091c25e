package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is done to weights and other parameters: masks, their gradients, updates. Those of a weight with a threshold a row wait for its
 * next mask ({@link WeightUpdate}). Operands come with their shapes checked.
 */
final class WeightKernels {
    private final Workers workers;
    private final SparsePath sparsePath;
    private final MaskRefresh maskRefresh = new MaskRefresh();
    private final MaskGradient maskGradient = new MaskGradient();
    private final ParameterUpdate parameterUpdate = new ParameterUpdate();
    private final List<NonZeros> lists = new ArrayList<>();

    WeightKernels(Workers workers, SparsePath sparsePath) {
        this.workers = workers;
        this.sparsePath = sparsePath;
    }

    /** Of all masked weights, in the order of their first refresh. */
    List<NonZeros> lists() {
        return lists;
    }

    void refreshMask(CpuTensor weight, CpuTensor threshold, CpuTensor masked, int resetPercent, MaskCount count) {
        if (masked.nonZeros() == null && sparsePath != SparsePath.NEVER) {
            masked.nonZeros(new NonZeros(weight.rows(), weight.columns(), sparsePath));
            lists.add(masked.nonZeros());
        }
        WeightUpdate update = weight.waitsFor();
        boolean waited = update != null && update == weight.update() && masked.waitsFor() == null && update.begin(threshold);
        long kept = maskRefresh.run(workers, weight, threshold, masked, masked.nonZeros(), waited ? update : null);
        if (waited) {
            update.end();
        }
        count.set(kept, maskRefresh.pruned(), maskRefresh.recovered());
        if (EjmlBackend.resetRule(kept, weight.size(), resetPercent)) {
            Arrays.fill(threshold.data(), 0f);
            kept = maskRefresh.run(workers, weight, threshold, masked, masked.nonZeros(), null);
            count.setAfterReset(kept, maskRefresh.recovered());
        }
    }

    void maskGradient(CpuTensor w, CpuTensor t, CpuTensor gradient, CpuTensor dt, StepEstimator estimator) {
        CpuTensor weight = done(w);
        CpuTensor threshold = done(t);
        CpuTensor d = done(gradient);
        CpuTensor dThreshold = done(dt);
        if (!WeightUpdate.fits(threshold)) {
            maskGradient.run(workers, weight, threshold, d, dThreshold, estimator);
            return;
        }
        if (weight.update() == null) {
            weight.update(new WeightUpdate(workers, weight.rows()));
        }
        weight.update().maskGradient(weight, threshold, d, dThreshold, estimator);
    }

    /** The same tensor, when all is done that was put off. */
    private static CpuTensor done(CpuTensor tensor) {
        tensor.data();
        return tensor;
    }

    void sgd(CpuTensor parameter, CpuTensor gradient, CpuTensor velocity, float learningRate, float momentum, boolean nesterov,
             float weightDecay) {
        WeightUpdate update = parameter.waitsFor();
        if (update == null || !update.sgd(parameter, gradient, velocity, learningRate, momentum, nesterov, weightDecay)) {
            parameterUpdate.sgd(done(parameter), done(gradient), done(velocity), learningRate, momentum, nesterov, weightDecay);
            parameterUpdate.run(workers);
        }
    }

    void adam(CpuTensor parameter, CpuTensor gradient, CpuTensor first, CpuTensor second, float step, float root, float beta1, float beta2,
              float epsilon, float weightDecay) {
        WeightUpdate update = parameter.waitsFor();
        if (update == null || !update.adam(parameter, gradient, first, second, step, root, beta1, beta2, epsilon, weightDecay)) {
            parameterUpdate.adam(done(parameter), done(gradient), done(first), done(second), step, root, beta1, beta2, epsilon, weightDecay);
            parameterUpdate.run(workers);
        }
    }
}
