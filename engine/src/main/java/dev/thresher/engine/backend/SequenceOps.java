package dev.thresher.engine.backend;

/**
 * A whole LSTM layer over T steps (Hochreiter and Schmidhuber 1997). Sequences lie as {@code [T][features][n]}: step t is rows
 * {@code t · features …} of an activation. The four gates i, f, u, o lie one below the other: P_x is {@code 4h × features}, P_h is
 * {@code 4h × h}, the bias {@code 4h × 1}, {@code gates} {@code [T·4h × n]} (after their functions), {@code cells} and
 * {@code hidden} {@code [T·h × n]}. The state is zero before the first step.
 *
 * <p>i, f, o = σ(·), u = tanh(·) of P_x x_t + P_h h_{t−1} + bias; c_t = f ⊙ c_{t−1} + i ⊙ u; h_t = o ⊙ tanh(c_t).
 */
public interface SequenceOps {
    /** Fills {@code gates}, {@code cells} and {@code hidden}. */
    void lstm(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden);

    /**
     * Back through time. {@code gates} is overwritten by the gradient before the gates' functions.
     *
     * @param dHidden gradient of every step's h, {@code [T·h × n]}
     * @param dx {@code [T·features × n]}, or null where it is not needed
     */
    void lstmGradient(int steps, Tensor px, Tensor ph, Tensor x, Tensor gates, Tensor cells, Tensor hidden, Tensor dHidden,
                      Tensor dpx, Tensor dph, Tensor dBias, Tensor dx);
}
