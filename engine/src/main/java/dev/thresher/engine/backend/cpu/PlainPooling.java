package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;

/** Pooling in plain loops. */
final class PlainPooling {
    /** Does something with the entries of an input under one position of the window, one by one in the order of rows. */
    private interface Visitor {
        void visit(int row);
    }

    private PlainPooling() {
    }

    static void max(Window w, CpuTensor x, CpuTensor y) {
        for (int out = 0; out < y.rows(); out++) {
            for (int n = 0; n < y.columns(); n++) {
                y.data()[out * y.stride() + n] = greatest(w, x, out, n);
            }
        }
    }

    private static float greatest(Window w, CpuTensor x, int out, int n) {
        float[] greatest = {Float.NEGATIVE_INFINITY};
        under(w, out, row -> greatest[0] = Math.max(greatest[0], x.data()[row * x.stride() + n]));
        return greatest[0];
    }

    static void maxGradient(Window w, CpuTensor x, CpuTensor dy, CpuTensor dx) {
        Arrays.fill(dx.data(), 0, dx.rows() * dx.stride(), 0f);
        for (int out = 0; out < dy.rows(); out++) {
            for (int i = 0; i < dy.columns(); i++) {
                int n = i;
                float greatest = greatest(w, x, out, n);
                float gradient = dy.data()[out * dy.stride() + n];
                boolean[] taken = new boolean[1];
                under(w, out, row -> {
                    if (!taken[0] && x.data()[row * x.stride() + n] == greatest) {
                        dx.data()[row * dx.stride() + n] += gradient;
                        taken[0] = true;
                    }
                });
            }
        }
    }

    static void average(Window w, CpuTensor x, CpuTensor y) {
        for (int out = 0; out < y.rows(); out++) {
            for (int i = 0; i < y.columns(); i++) {
                int n = i;
                double[] sum = new double[1];
                under(w, out, row -> sum[0] += x.data()[row * x.stride() + n]);
                y.data()[out * y.stride() + n] = (float) (sum[0] / (w.kernelHeight() * w.kernelWidth()));
            }
        }
    }

    static void averageGradient(Window w, CpuTensor dy, CpuTensor dx) {
        Arrays.fill(dx.data(), 0, dx.rows() * dx.stride(), 0f);
        for (int out = 0; out < dy.rows(); out++) {
            for (int i = 0; i < dy.columns(); i++) {
                int n = i;
                float share = dy.data()[out * dy.stride() + n] / (w.kernelHeight() * w.kernelWidth());
                under(w, out, row -> dx.data()[row * dx.stride() + n] += share);
            }
        }
    }

    /** The input rows under output row {@code out}, padding left out. */
    private static void under(Window w, int out, Visitor visitor) {
        int channel = out / w.positions();
        int top = out % w.positions() / w.outWidth() * w.strideHeight() - w.padHeight();
        int left = out % w.outWidth() * w.strideWidth() - w.padWidth();
        for (int y = Math.max(0, top); y < Math.min(w.height(), top + w.kernelHeight()); y++) {
            for (int x = Math.max(0, left); x < Math.min(w.width(), left + w.kernelWidth()); x++) {
                visitor.visit((channel * w.height() + y) * w.width() + x);
            }
        }
    }
}
