package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.LossResult;
import java.util.Arrays;

/**
 * Softmax cross-entropy over columns, in the order of examples whatever the number of threads. Classes are few, so
 * both CPU implementations share this loop.
 */
final class SoftmaxCrossEntropy {
    private float[] exponentials = new float[0]; // [classes]

    void apply(CpuTensor logits, int[] labels, CpuTensor gradient, LossResult result) {
        int classes = logits.rows();
        int stride = logits.stride();
        int count = logits.columns();
        if (exponentials.length != classes) {
            exponentials = new float[classes];
        }
        if (gradient != null && stride != count) {
            clearPadding(gradient);
        }
        double sum = 0;
        int correct = 0;
        for (int n = 0; n < count; n++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (logits.data()[c * stride + n] > logits.data()[best * stride + n]) {
                    best = c;
                }
            }
            float greatest = logits.data()[best * stride + n];
            double total = 0;
            for (int c = 0; c < classes; c++) {
                exponentials[c] = (float) Math.exp(logits.data()[c * stride + n] - greatest);
                total += exponentials[c];
            }
            int label = labels[n];
            sum += Math.log(total) - (logits.data()[label * stride + n] - greatest);
            correct += best == label ? 1 : 0;
            if (gradient != null) {
                for (int c = 0; c < classes; c++) {
                    double softmax = exponentials[c] / total;
                    gradient.data()[c * stride + n] = (float) ((softmax - (c == label ? 1 : 0)) / count);
                }
            }
        }
        result.set(sum, correct, count);
    }

    private static void clearPadding(CpuTensor gradient) {
        for (int c = 0; c < gradient.rows(); c++) {
            Arrays.fill(gradient.data(), c * gradient.stride() + gradient.columns(), (c + 1) * gradient.stride(), 0f);
        }
    }
}
