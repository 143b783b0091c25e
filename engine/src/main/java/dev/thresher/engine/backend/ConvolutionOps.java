package dev.thresher.engine.backend;

/**
 * Convolution with filters P {@code [c_o × z]}, z = (c · kernel height + i) · kernel width + j. X is {@code [C·H·W × n]}, Y is
 * {@code [c_o · positions × n]}. Padding of images counts as zero; padding of the batch holds zero in and out.
 */
public interface ConvolutionOps {
    /** Y_o(p) = Σ_z P_oz X_z(p) + bias_o at every position p of the window; {@code bias} is c_o × 1 or null. */
    void convolution(Window window, Tensor p, Tensor bias, Tensor x, Tensor y);

    /** dX: every entry of dY goes back, times P, to the entries of X that it came from. */
    void convolutionInputGradient(Window window, Tensor p, Tensor dy, Tensor dx);

    /** dP_oz = Σ_p Σ_n dY_o(p)_n X_z(p)_n. */
    void convolutionWeightGradient(Window window, Tensor dy, Tensor x, Tensor dp);
}
