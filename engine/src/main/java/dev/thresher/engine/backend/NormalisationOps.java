package dev.thresher.engine.backend;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) over the batch and the positions of each channel: an activation of
 * {@code channels · positions} rows, or of {@code channels} rows after a linear layer. Padding of the batch is not counted, and holds
 * zero in Y and dX. All per-channel tensors are {@code channels × 1}.
 */
public interface NormalisationOps {
    /**
     * Y = γ (X − mean) / √(variance + ε) + β with the biased variance of the batch, whose mean and 1/√(variance + ε) are kept in
     * {@code mean} and {@code inverseDeviation}; and running ← (1 − momentum) running + momentum · statistic, the running variance
     * taking the unbiased one, as PyTorch does.
     */
    void batchNorm(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float momentum, float epsilon,
                   Tensor mean, Tensor inverseDeviation, Tensor y);

    /** Y with the running statistics, for an evaluation. */
    void batchNormInference(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon, Tensor y);

    /** dγ, dβ and dX of {@link #batchNorm}, from what it kept. */
    void batchNormGradient(Tensor x, Tensor gamma, Tensor mean, Tensor inverseDeviation, Tensor dy, Tensor dGamma, Tensor dBeta,
                           Tensor dx);
}
