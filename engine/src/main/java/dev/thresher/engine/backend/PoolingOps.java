package dev.thresher.engine.backend;

/** Pooling of images, channel by channel: X is {@code [C·H·W × n]}, Y is {@code [C · positions × n]}. */
public interface PoolingOps {
    /** The greatest entry under the window; padding never wins. NaN stays NaN. */
    void maxPool(Window window, Tensor x, Tensor y);

    /** Each dY goes to the first greatest entry under its window (in the order of rows, then columns), as PyTorch has it. */
    void maxPoolGradient(Window window, Tensor x, Tensor dy, Tensor dx);

    /** The mean under the window; padding counts as zero and is counted. A global pool is a window as large as the image. */
    void averagePool(Window window, Tensor x, Tensor y);

    void averagePoolGradient(Window window, Tensor dy, Tensor dx);
}
