package dev.thresher.engine.model.spec;

/** What a layer does. {@code masked} says whether a sparse method masks the weight; that of an {@link Lstm} it always does. */
public sealed interface Operation {
    /** Outputs of a {@link Linear} that are as many as the data set has classes. */
    int CLASSES = 0;

    /**
     * @param outputs neurons, or {@link #CLASSES}
     * @param bound initial weights are uniform in ± this, and biases zero; NaN draws both in ±1/√fan_in
     */
    record Linear(int outputs, boolean bias, boolean masked, double bound) implements Operation {
    }

    /** @param bound initial weights are uniform in ± this, and biases zero; NaN draws both in ±1/√fan_in */
    record Conv(int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padHeight, int padWidth,
                boolean bias, boolean masked, double bound) implements Operation {
    }

    /** @param scale initial γ; β starts at 0 */
    record BatchNorm(double momentum, double epsilon, double scale) implements Operation {
        /** Weight of the newest batch in the running statistics, as PyTorch has it. */
        public static final double MOMENTUM = 0.1;
        /** Added to the variance, as PyTorch has it. */
        public static final double EPSILON = 1e-5;
    }

    record Relu() implements Operation {
    }

    record MaxPool(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padHeight, int padWidth)
            implements Operation {
    }

    record AveragePool(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padHeight, int padWidth)
            implements Operation {
    }

    /** The mean of each channel. */
    record GlobalAveragePool() implements Operation {
    }

    /** Images become vectors; numbers stay where they lie. */
    record Flatten() implements Operation {
    }

    /** @param rate share that is dropped in training, in [0, 1) */
    record Dropout(double rate) implements Operation {
    }

    /** The sum of all inputs. */
    record Add() implements Operation {
    }

    /** A sequence in, the hidden state of every step out. A grey image is a sequence of its rows. */
    record Lstm(int hidden) implements Operation {
    }

    /** The last step of a sequence. */
    record LastStep() implements Operation {
    }
}
