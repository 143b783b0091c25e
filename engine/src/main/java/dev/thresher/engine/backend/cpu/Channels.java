package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Tensor;

/**
 * The operands of a batch norm, with their shapes checked; what an operation has no use for is null.
 *
 * @param count channels
 * @param positions rows of X a channel
 */
record Channels(CpuTensor x, int count, int positions, float[] gamma, float[] beta, float[] runningMean, float[] runningVariance,
                float[] mean, float[] inverseDeviation) {
    static Channels of(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, Tensor mean,
                       Tensor inverseDeviation) {
        Shapes.channels("gamma", gamma, x);
        return new Channels((CpuTensor) x, gamma.rows(), x.rows() / gamma.rows(), data("gamma", gamma, gamma), data("beta", beta, gamma),
                data("running mean", runningMean, gamma), data("running variance", runningVariance, gamma), data("mean", mean, gamma),
                data("inverse deviation", inverseDeviation, gamma));
    }

    private static float[] data(String what, Tensor given, Tensor like) {
        return given == null ? null : Shapes.same(what, given, like).data();
    }

    /** Entries that the statistics of a channel are taken over. */
    int entries() {
        return positions * x.columns();
    }

    /** Where the first row of a channel begins. */
    int start(int channel) {
        return channel * positions * x.stride();
    }

    /** Keeps the statistics of the batch, and moves the running ones towards them; {@code squares} is Σ (x − mean)². */
    void keep(int channel, double batchMean, double squares, float momentum, float epsilon) {
        double variance = squares / entries();
        mean[channel] = (float) batchMean;
        inverseDeviation[channel] = (float) (1 / Math.sqrt(variance + epsilon));
        // of a single entry there is no unbiased variance: PyTorch refuses, here the biased one, 0, stands in
        double unbiased = entries() > 1 ? squares / (entries() - 1) : variance;
        runningMean[channel] = (float) ((1 - momentum) * runningMean[channel] + momentum * batchMean);
        runningVariance[channel] = (float) ((1 - momentum) * runningVariance[channel] + momentum * unbiased);
    }
}
