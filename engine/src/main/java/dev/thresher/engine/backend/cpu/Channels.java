package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Tensor;

/** The operands of a batch norm, with their shapes checked; what an operation has no use for is null. One object for all layers. */
final class Channels {
    private CpuTensor x;
    private int count;
    private int positions;
    private float[] gamma;
    private float[] beta;
    private float[] runningMean;
    private float[] runningVariance;
    private float[] mean;
    private float[] inverseDeviation;

    /** Makes this the operands of the next batch norm. */
    Channels of(Tensor newX, Tensor newGamma, Tensor newBeta, Tensor newRunningMean, Tensor newRunningVariance, Tensor newMean,
                Tensor newInverseDeviation) {
        Shapes.channels("gamma", newGamma, newX);
        x = (CpuTensor) newX;
        count = newGamma.rows();
        positions = newX.rows() / count;
        gamma = data("gamma", newGamma, newGamma);
        beta = data("beta", newBeta, newGamma);
        runningMean = data("running mean", newRunningMean, newGamma);
        runningVariance = data("running variance", newRunningVariance, newGamma);
        mean = data("mean", newMean, newGamma);
        inverseDeviation = data("inverse deviation", newInverseDeviation, newGamma);
        return this;
    }

    private static float[] data(String what, Tensor given, Tensor like) {
        return given == null ? null : Shapes.same(what, given, like).data();
    }

    CpuTensor x() {
        return x;
    }

    /** How many channels. */
    int count() {
        return count;
    }

    /** Rows of X a channel. */
    int positions() {
        return positions;
    }

    float[] gamma() {
        return gamma;
    }

    float[] beta() {
        return beta;
    }

    float[] runningMean() {
        return runningMean;
    }

    float[] runningVariance() {
        return runningVariance;
    }

    float[] mean() {
        return mean;
    }

    float[] inverseDeviation() {
        return inverseDeviation;
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
