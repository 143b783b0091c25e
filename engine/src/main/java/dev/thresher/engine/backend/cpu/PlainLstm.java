package dev.thresher.engine.backend.cpu;

import java.util.Arrays;

/** An LSTM layer in plain loops that read like the equations. */
final class PlainLstm {
    private PlainLstm() {
    }

    static void forward(LstmShape s, CpuTensor px, CpuTensor ph, CpuTensor bias, CpuTensor x, CpuTensor gates, CpuTensor cells,
                        CpuTensor hidden) {
        for (int t = 0; t < s.steps(); t++) {
            for (int row = 0; row < s.gateRows(); row++) {
                for (int n = 0; n < s.columns(); n++) {
                    double sum = bias.data()[row];
                    for (int k = 0; k < s.features(); k++) {
                        sum += px.data()[row * s.features() + k] * x.data()[s.feature(t, k) + n];
                    }
                    for (int k = 0; t > 0 && k < s.hidden(); k++) {
                        sum += ph.data()[row * s.hidden() + k] * hidden.data()[s.unit(t - 1, k) + n];
                    }
                    boolean candidate = row / s.hidden() == 2;
                    gates.data()[s.gate(t, 0, row) + n] = (float) (candidate ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum)));
                }
            }
            for (int j = 0; j < s.hidden(); j++) {
                for (int n = 0; n < s.columns(); n++) {
                    float i = gates.data()[s.gate(t, 0, j) + n];
                    float f = gates.data()[s.gate(t, 1, j) + n];
                    float u = gates.data()[s.gate(t, 2, j) + n];
                    float o = gates.data()[s.gate(t, 3, j) + n];
                    float c = i * u + (t > 0 ? f * cells.data()[s.unit(t - 1, j) + n] : 0f);
                    cells.data()[s.unit(t, j) + n] = c;
                    hidden.data()[s.unit(t, j) + n] = (float) (o * Math.tanh(c));
                }
            }
        }
    }

    static void backward(LstmShape s, CpuTensor px, CpuTensor ph, CpuTensor x, CpuTensor gates, CpuTensor cells, CpuTensor hidden,
                         CpuTensor dHidden, CpuTensor dpx, CpuTensor dph, CpuTensor dBias, CpuTensor dx) {
        double[] dWx = new double[dpx.data().length];
        double[] dWh = new double[dph.data().length];
        double[] dB = new double[s.gateRows()];
        if (dx != null) {
            Arrays.fill(dx.data(), 0, dx.rows() * dx.stride(), 0f);
        }
        for (int n = 0; n < s.columns(); n++) {
            double[] dh = new double[s.hidden()]; // from the step after
            double[] dc = new double[s.hidden()];
            for (int t = s.steps() - 1; t >= 0; t--) {
                for (int j = 0; j < s.hidden(); j++) {
                    double own = dHidden.data()[s.unit(t, j) + n] + dh[j];
                    dc[j] = gates(s, t, j, n, own, dc[j], gates.data(), cells.data());
                }
                for (int k = 0; k < s.hidden(); k++) {
                    dh[k] = 0;
                    for (int row = 0; row < s.gateRows(); row++) {
                        double d = gates.data()[s.gate(t, 0, row) + n];
                        dh[k] += ph.data()[row * s.hidden() + k] * d;
                        dWh[row * s.hidden() + k] += t > 0 ? d * hidden.data()[s.unit(t - 1, k) + n] : 0;
                    }
                }
                for (int k = 0; k < s.features(); k++) {
                    double sum = 0;
                    for (int row = 0; row < s.gateRows(); row++) {
                        double d = gates.data()[s.gate(t, 0, row) + n];
                        dWx[row * s.features() + k] += d * x.data()[s.feature(t, k) + n];
                        sum += px.data()[row * s.features() + k] * d;
                    }
                    if (dx != null) {
                        dx.data()[s.feature(t, k) + n] = (float) sum;
                    }
                }
                for (int row = 0; row < s.gateRows(); row++) {
                    dB[row] += gates.data()[s.gate(t, 0, row) + n];
                }
            }
        }
        store(dWx, dpx);
        store(dWh, dph);
        store(dB, dBias);
    }

    /** Turns the gates of a unit into the gradients before their functions, and answers with dc of the step before. */
    private static double gates(LstmShape s, int t, int j, int n, double dh, double dcAfter, float[] gates, float[] cells) {
        double i = gates[s.gate(t, 0, j) + n];
        double f = gates[s.gate(t, 1, j) + n];
        double u = gates[s.gate(t, 2, j) + n];
        double o = gates[s.gate(t, 3, j) + n];
        double tanh = Math.tanh(cells[s.unit(t, j) + n]);
        double before = t > 0 ? cells[s.unit(t - 1, j) + n] : 0;
        double dc = dcAfter + dh * o * (1 - tanh * tanh);
        gates[s.gate(t, 0, j) + n] = (float) (dc * u * i * (1 - i));
        gates[s.gate(t, 1, j) + n] = (float) (dc * before * f * (1 - f));
        gates[s.gate(t, 2, j) + n] = (float) (dc * i * (1 - u * u));
        gates[s.gate(t, 3, j) + n] = (float) (dh * tanh * o * (1 - o));
        return dc * f;
    }

    private static void store(double[] sums, CpuTensor to) {
        for (int i = 0; i < sums.length; i++) {
            to.data()[i] = (float) sums[i];
        }
    }
}
