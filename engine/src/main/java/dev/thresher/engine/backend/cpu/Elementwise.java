package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Operations without a sum: ReLU, its gradient, the momentum update. Shared out in runs of some thousand entries. */
final class Elementwise implements Workers.Task {
    private enum Kind { RELU, RELU_GRADIENT, SGD }

    private static final int PIECE = 1 << 14;

    private Kind kind;
    private float[] a;
    private float[] b;
    private float[] c;
    private int length;
    private float learningRate;
    private float momentum;
    private float weightDecay;
    private boolean nesterov;

    void relu(Workers workers, CpuTensor x, CpuTensor y) {
        run(workers, Kind.RELU, x.data(), y.data(), null, x.rows() * x.stride());
    }

    void reluGradient(Workers workers, CpuTensor y, CpuTensor dy, CpuTensor dx) {
        run(workers, Kind.RELU_GRADIENT, y.data(), dy.data(), dx.data(), y.rows() * y.stride());
    }

    void sgd(Workers workers, CpuTensor p, CpuTensor g, CpuTensor v, float rate, float mu, boolean ahead, float decay) {
        learningRate = rate;
        momentum = mu;
        weightDecay = decay;
        nesterov = ahead;
        run(workers, Kind.SGD, p.data(), g.data(), v.data(), p.rows() * p.stride());
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
            case RELU -> relu(from, to);
            case RELU_GRADIENT -> reluGradient(from, to);
            case SGD -> sgd(from, to);
        }
    }

    private void relu(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.SPECIES, a, at).max(0f).intoArray(b, at);
        }
        for (; at < to; at++) {
            b[at] = Math.max(a[at], 0f);
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

    private void sgd(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector p = FloatVector.fromArray(Lanes.SPECIES, a, at);
            FloatVector g = FloatVector.fromArray(Lanes.SPECIES, b, at).add(p.mul(weightDecay));
            FloatVector v = FloatVector.fromArray(Lanes.SPECIES, c, at).mul(momentum).add(g);
            v.intoArray(c, at);
            p.sub((nesterov ? v.mul(momentum).add(g) : v).mul(learningRate)).intoArray(a, at);
        }
        for (; at < to; at++) {
            float g = b[at] + weightDecay * a[at];
            c[at] = momentum * c[at] + g;
            a[at] -= learningRate * (nesterov ? momentum * c[at] + g : c[at]);
        }
    }
}
