package dev.thresher.engine.backend;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.experiment.StepEstimator;

/**
 * The operations that layers are written over, once for all devices. One thread uses a backend at a time. Operations
 * are issued in order and may run behind; {@link #await()} waits for them, and only then do result slots
 * ({@link MaskCount}, {@link LossResult}, {@link SumResult}) hold their values. Nothing but the two allocating calls
 * allocates.
 *
 * <p>Shapes: P, W {@code c_o × z}; X {@code z × n}; Y {@code c_o × n}; bias {@code c_o × 1}. Operations on activations
 * take padding columns along; only the gradient of the loss has to hold zeros there, and the others keep it so.
 * Every operation checks shapes and throws {@link IllegalArgumentException} where they do not fit.
 */
public interface Backend extends ConvolutionOps, PoolingOps, NormalisationOps, SequenceOps, AutoCloseable {
    /** One line for people: what computes, and how wide. */
    String description();

    /** A parameter or its gradient, zero at first. */
    Tensor matrix(int rows, int columns);

    /** Room for activations of up to {@code capacity} examples, zero at first. */
    Tensor activation(int features, int capacity);

    /** Sets a matrix from its entries, row by row. */
    void upload(Tensor to, float[] values);

    /** The entries of a matrix or activation, row by row, padding left out. */
    float[] download(Tensor from);

    /** Makes a matrix equal to another of its shape. */
    void copy(Tensor from, Tensor to);

    /** Makes {@code images} hold a batch; it may share the batch's array until the next call. */
    void load(Batch batch, Tensor images);

    /** Whether {@link #load} also takes batches of bytes, and makes values of them as {@link dev.thresher.datasets.PackedImages} says. */
    default boolean unpacks() {
        return false;
    }

    /** Y = P X + bias 1ᵀ; {@code bias} may be null. */
    void linear(Tensor p, Tensor bias, Tensor x, Tensor y);

    /** Y = max(P X + bias 1ᵀ, 0): {@link #linear}, then {@link #relu} in its place, with the same bits. */
    default void linearRelu(Tensor p, Tensor bias, Tensor x, Tensor y) {
        linear(p, bias, x, y);
        relu(y, y);
    }

    /**
     * A convolution of an evaluation and what follows it: {@link #convolution} into {@code then.sums()}, then {@link #epilogue}, with the
     * same bits.
     */
    default void convolution(Window window, Tensor p, Tensor bias, Tensor x, Epilogue then) {
        convolution(window, p, bias, x, then.sums());
        epilogue(then);
    }

    /** From {@code then.sums()} to {@code then.result()}: {@link #batchNormInference}, {@link #relu} and a pooling, with the same bits. */
    default void epilogue(Epilogue then) {
        Tensor y = then.unpooled();
        if (then.norm() != null) {
            Epilogue.Norm norm = then.norm();
            batchNormInference(then.sums(), norm.gamma(), norm.beta(), norm.runningMean(), norm.runningVariance(), norm.epsilon(), y);
        }
        if (then.rectified()) {
            relu(y, y);
        }
        if (then.pool() != null && then.pool().greatest()) {
            maxPool(then.pool().window(), y, then.result());
        } else if (then.pool() != null) {
            averagePool(then.pool().window(), y, then.result());
        }
    }

    /** dX = Pᵀ dY. */
    void linearInputGradient(Tensor p, Tensor dy, Tensor dx);

    /** dP = dY Xᵀ. */
    void linearWeightGradient(Tensor dy, Tensor x, Tensor dp);

    /**
     * The gradient of a bias: sums_i = Σ dY over the rows {@code i · r …} of its channel and the batch, where dY has r times as many
     * rows as {@code sums}.
     */
    void channelSums(Tensor dy, Tensor sums);

    /** Y = max(X, 0); NaN stays NaN. {@code y} may be X. */
    void relu(Tensor x, Tensor y);

    /** dX = dY where Y &gt; 0, else 0. {@code dx} may be dY. */
    void reluGradient(Tensor y, Tensor dy, Tensor dx);

    /** sum = A + B, entry by entry; {@code sum} may be A. */
    void add(Tensor a, Tensor b, Tensor sum);

    /** Copies {@code rows} rows of a matrix or activation to rows of another one as wide; the rest of {@code to} stays. */
    void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows);

    /** Sets every entry, padding included, to zero. */
    void clear(Tensor tensor);

    /**
     * Inverted dropout: entry (i, n) is kept, times 1 / (1 − rate), where {@code Randomness.uniform(seed, DROPOUT, step, place)} is at
     * least {@code rate}; place = (ordinal · 2³² + i) · 2¹⁶ + n is unique to the layer and entry. The same call makes dX from dY.
     */
    void dropout(Tensor x, float rate, long seed, int ordinal, long step, Tensor y);

    /**
     * Softmax cross-entropy of {@code logits} (classes × n) against {@code labels}: the sum of −log softmax, how many
     * examples have their greatest logit at the label (the first of equals counts), and, where {@code gradient} is
     * given, (softmax − onehot) / n in it, zero in the padding.
     */
    void softmaxCrossEntropy(Tensor logits, int[] labels, Tensor gradient, LossResult result);

    /**
     * The mask of a step: Q = |W| − t, M = S(Q) with S(x) = 1 for x &gt; 0 strictly, P = W ⊙ M, counted into
     * {@code count}, with what that changes of the P that was there before. A Q that is not a number is kept, so that the loss tells of
     * it. Where {@code resetPercent} is not negative and at most that many percent of the entries would remain, t is set to 0 first and
     * the mask made anew (section 3.4 of the paper). {@code t} is 1×1, c_o×1 or c_o×z.
     */
    void refreshMask(Tensor w, Tensor t, Tensor p, int resetPercent, MaskCount count);

    /**
     * One pass from dP (in {@code gradient}) to dW (there too) and dt:
     * dW = dP⊙M + dP⊙W⊙H(Q)⊙sgn(W), dT = −dP⊙W⊙H(Q), dt = dT summed to the shape of t.
     */
    void maskGradient(Tensor w, Tensor t, Tensor gradient, Tensor dt, StepEstimator estimator);

    /** L_s = Σ exp(−t) over every entry of t, into {@code result}; and dt ← dt − α exp(−t). */
    void sparseLoss(Tensor t, Tensor dt, float alpha, SumResult result);

    /** g′ = g + λ p; v ← μ v + g′; p ← p − η v, or with Nesterov's momentum p ← p − η (g′ + μ v), as PyTorch does. */
    void sgd(Tensor p, Tensor g, Tensor v, float learningRate, float momentum, boolean nesterov, float weightDecay);

    /**
     * Adam (Kingma and Ba 2015), as PyTorch does it: g′ = g + λ p; m ← β₁ m + (1 − β₁) g′; v ← β₂ v + (1 − β₂) g′²;
     * p ← p − η m / (1 − β₁ᵏ) / (√(v / (1 − β₂ᵏ)) + ε).
     *
     * @param update k, from 1
     */
    void adam(Tensor p, Tensor g, Tensor m, Tensor v, float learningRate, float beta1, float beta2, float epsilon, float weightDecay,
              long update);

    /** Whether all entries, padding left out, are finite numbers. Waits for what was issued before. */
    boolean finite(Tensor tensor);

    /** Waits until result slots are filled. What nobody has asked to see may still be put off; whoever asks finds it done. */
    void await();

    /**
     * Whether what is issued runs behind the caller. Then a training step may be issued while the one before computes: once a loss was
     * not finite, nothing that is issued later changes a parameter, a threshold, what an optimiser remembers or a running statistic.
     */
    default boolean runsBehind() {
        return false;
    }

    /** Bytes that tensors may take on a device with a memory of its own; without one as many as can be counted. */
    default long room() {
        return Long.MAX_VALUE;
    }

    /** Sends on its way what was issued so far, and marks its end for {@link #await(long)}. */
    default long fence() {
        return 0;
    }

    /** Waits for what was issued before a fence, and fills result slots with what they held there. Fences are awaited in their order. */
    default void await(long fence) {
        await();
    }

    /** Leaves result slots as they are, whatever was issued behind the fence awaited last. */
    default void forget() {
        // all has been told where nothing runs behind
    }

    @Override
    void close();
}
