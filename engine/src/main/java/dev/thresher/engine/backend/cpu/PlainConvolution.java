package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;

/** Convolutions as their equations stand: loops over filter, position of the window and tap, and a row of the batch innermost. */
final class PlainConvolution {
    private PlainConvolution() {
    }

    /** Y_o(p) = Σ_z P_oz X_z(p) + bias_o; {@code bias} may be null. */
    static void forward(Window w, CpuTensor p, CpuTensor bias, CpuTensor x, CpuTensor y) {
        int n = y.stride();
        double[] sums = new double[n];
        for (int o = 0; o < p.rows(); o++) {
            float start = bias == null ? 0f : bias.data()[o];
            for (int position = 0; position < w.positions(); position++) {
                int to = (o * w.positions() + position) * n;
                Arrays.fill(sums, start);
                for (int z = 0; z < w.filterSize(); z++) {
                    int row = inputRow(w, position, z);
                    if (row >= 0) {
                        addMultiple(p.data()[o * w.filterSize() + z], x.data(), row * n, sums, 0, n);
                    }
                }
                for (int i = 0; i < n; i++) {
                    y.data()[to + i] = (float) sums[i];
                }
            }
        }
    }

    /** dX, from zero: P_oz dY_o(p) is added to the row that X_z(p) is. */
    static void inputGradient(Window w, CpuTensor p, CpuTensor dy, CpuTensor dx) {
        int n = dx.stride();
        double[] sums = new double[dx.rows() * n];
        for (int o = 0; o < p.rows(); o++) {
            for (int position = 0; position < w.positions(); position++) {
                int from = (o * w.positions() + position) * n;
                for (int z = 0; z < w.filterSize(); z++) {
                    int row = inputRow(w, position, z);
                    if (row >= 0) {
                        addMultiple(p.data()[o * w.filterSize() + z], dy.data(), from, sums, row * n, n);
                    }
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            dx.data()[i] = (float) sums[i];
        }
    }

    /** dP_oz = Σ_p Σ_n dY_o(p)_n X_z(p)_n. */
    static void weightGradient(Window w, CpuTensor dy, CpuTensor x, CpuTensor dp) {
        for (int o = 0; o < dp.rows(); o++) {
            for (int z = 0; z < w.filterSize(); z++) {
                double sum = 0;
                for (int position = 0; position < w.positions(); position++) {
                    int row = inputRow(w, position, z);
                    for (int n = 0; row >= 0 && n < x.columns(); n++) {
                        sum += (double) dy.data()[(o * w.positions() + position) * dy.stride() + n] * x.data()[row * x.stride() + n];
                    }
                }
                dp.data()[o * w.filterSize() + z] = (float) sum;
            }
        }
    }

    /** The row of X that is X_z at a position of the window; −1 in the padding of the image. */
    private static int inputRow(Window w, int position, int z) {
        int taps = w.kernelHeight() * w.kernelWidth();
        int tap = z % taps;
        int row = position / w.outWidth() * w.strideHeight() + tap / w.kernelWidth() - w.padHeight();
        int column = position % w.outWidth() * w.strideWidth() + tap % w.kernelWidth() - w.padWidth();
        boolean inside = row >= 0 && row < w.height() && column >= 0 && column < w.width();
        return inside ? (z / taps * w.height() + row) * w.width() + column : -1;
    }

    private static void addMultiple(float factor, float[] from, int at, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += (double) factor * from[at + i];
        }
    }
}
