package dev.thresher.engine.backend;

/**
 * What an evaluation makes of an activation before anybody reads it: batch norm with the running statistics, ReLU and pooling, in this
 * order; each may be missing. Only {@link #result()} is read afterwards, so an implementation need not fill the tensors before it.
 * Padding columns of the result hold anything.
 *
 * @param sums what it begins with, {@code [channels · positions × n]}
 * @param norm null for none
 * @param rectified whether negative entries become 0
 * @param pool null for none
 */
public record Epilogue(Tensor sums, Norm norm, boolean rectified, Pool pool) {
    /**
     * Y = γ (X − mean) / √(variance + ε) + β, as {@link NormalisationOps#batchNormInference} has it.
     *
     * @param normalised Y, as large as X
     */
    public record Norm(Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon, Tensor normalised) {
    }

    /**
     * The greatest entry under a window, or the mean.
     *
     * @param pooled {@code [channels · positions of the window × n]}
     */
    public record Pool(Window window, boolean greatest, Tensor pooled) {
    }

    /** Channels that tell rows of X apart: those of the batch norm or of the pooling; 1 where there is neither. */
    public int channels() {
        return norm != null ? norm.gamma().rows() : pool != null ? pool.window().channels() : 1;
    }

    /** What stands before the pooling: X itself, or normalised. */
    public Tensor unpooled() {
        return norm == null ? sums : norm.normalised();
    }

    /** Where the result stands. */
    public Tensor result() {
        return pool == null ? unpooled() : pool.pooled();
    }

    /** Makes all tensors fit so many examples. */
    public void resize(int columns) {
        sums.resize(columns);
        unpooled().resize(columns);
        result().resize(columns);
    }
}
