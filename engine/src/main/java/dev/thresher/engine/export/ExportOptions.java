package dev.thresher.engine.export;

/**
 * How a network is exported; a format ignores what it does not know.
 *
 * @param masked safetensors: W ⊙ M in the place of W, and no thresholds; the other formats hold nothing else
 * @param foldBatchNorm ONNX: batch norms become a part of the convolution or linear layer before or behind them wherever that changes
 *     nothing but roundings; the others stay
 * @param bakeNormalisation ONNX: the model takes images in [0, 1] and normalises them itself
 */
public record ExportOptions(boolean masked, boolean foldBatchNorm, boolean bakeNormalisation) {
    /** Everything as it was trained. */
    public static final ExportOptions PLAIN = new ExportOptions(false, false, false);

    public ExportOptions withMasked(boolean value) {
        return new ExportOptions(value, foldBatchNorm, bakeNormalisation);
    }

    public ExportOptions withFoldBatchNorm(boolean value) {
        return new ExportOptions(masked, value, bakeNormalisation);
    }

    public ExportOptions withBakeNormalisation(boolean value) {
        return new ExportOptions(masked, foldBatchNorm, value);
    }
}
