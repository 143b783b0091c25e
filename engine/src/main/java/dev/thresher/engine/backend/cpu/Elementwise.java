package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Operations without a sum: ReLU, its gradient, addition. Shared out in runs of some thousand entries. */
final class Elementwise implements Workers.Task {
    private enum Kind { RELU, RELU_GRADIENT, ADD }

    private static final int PIECE = 1 << 14;

    private Kind kind;
    private float[] a;
    private float[] b;
    private float[] c;
    private int length;

    void relu(Workers workers, CpuTensor x, CpuTensor y) {
        run(workers, Kind.RELU, x.data(), y.data(), null, x.rows() * x.stride());
    }

    void reluGradient(Workers workers, CpuTensor y, CpuTensor dy, CpuTensor dx) {
        run(workers, Kind.RELU_GRADIENT, y.data(), dy.data(), dx.data(), y.rows() * y.stride());
    }

    void add(Workers workers, CpuTensor x, CpuTensor y, CpuTensor sum) {
        run(workers, Kind.ADD, x.data(), y.data(), sum.data(), x.rows() * x.stride());
    }

    private void run(Workers workers, Kind newKind, float[] newA, float[] newB, float[] newC, int newLength) {
        kind = newKind;
        a = newA;
        b = newB;
        c = newC;
        length = newLength;
        workers.run(this, (newLength + PIECE - 1) / PIECE);
    }

    @Override
    public void run(int piece) {
        int from = piece * PIECE;
        int to = Math.min(from + PIECE, length);
        switch (kind) {
            case RELU -> relu(a, b, from, to);
            case RELU_GRADIENT -> reluGradient(from, to);
            case ADD -> add(from, to);
        }
    }

    /** y = max(x, 0) of a run; {@code y} may be {@code x}. */
    static void relu(float[] x, float[] y, int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.SPECIES, x, at).max(0f).intoArray(y, at);
        }
        for (; at < to; at++) {
            y[at] = Math.max(x[at], 0f);
        }
    }

    private void reluGradient(int from, int to) {
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(Lanes.SPECIES, a, at);
            zero.blend(FloatVector.fromArray(Lanes.SPECIES, b, at), y.compare(VectorOperators.GT, 0f)).intoArray(c, at);
        }
        for (; at < to; at++) {
            c[at] = a[at] > 0f ? b[at] : 0f;
        }
    }

    private void add(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.SPECIES, a, at).add(FloatVector.fromArray(Lanes.SPECIES, b, at)).intoArray(c, at);
        }
        for (; at < to; at++) {
            c[at] = a[at] + b[at];
        }
    }
}
