package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Operations without a sum: ReLU, its gradient, addition, the updates of SGD and Adam. Shared out in runs of some thousand entries. */
final class Elementwise implements Workers.Task {
    private enum Kind { RELU, RELU_GRADIENT, ADD, SGD, ADAM }

    private static final int PIECE = 1 << 14;

    private Kind kind;
    private float[] a;
    private float[] b;
    private float[] c;
    private float[] d;
    private int length;
    private float learningRate;
    private float momentum;
    private float weightDecay;
    private boolean nesterov;
    private float beta1;
    private float beta2;
    private float epsilon;
    private float step; // of AdamRates
    private float root;

    void relu(Workers workers, CpuTensor x, CpuTensor y) {
        run(workers, Kind.RELU, x.data(), y.data(), null, x.rows() * x.stride());
    }

    void reluGradient(Workers workers, CpuTensor y, CpuTensor dy, CpuTensor dx) {
        run(workers, Kind.RELU_GRADIENT, y.data(), dy.data(), dx.data(), y.rows() * y.stride());
    }

    void add(Workers workers, CpuTensor x, CpuTensor y, CpuTensor sum) {
        run(workers, Kind.ADD, x.data(), y.data(), sum.data(), x.rows() * x.stride());
    }

    void adam(Workers workers, CpuTensor p, CpuTensor g, CpuTensor m, CpuTensor v, float newStep, float newRoot, float newBeta1, float newBeta2,
              float newEpsilon, float decay) {
        d = v.data();
        step = newStep;
        root = newRoot;
        beta1 = newBeta1;
        beta2 = newBeta2;
        epsilon = newEpsilon;
        weightDecay = decay;
        run(workers, Kind.ADAM, p.data(), g.data(), m.data(), p.rows() * p.stride());
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
            case ADD -> add(from, to);
            case SGD -> sgd(from, to);
            case ADAM -> adam(from, to);
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

    private void add(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.SPECIES, a, at).add(FloatVector.fromArray(Lanes.SPECIES, b, at)).intoArray(c, at);
        }
        for (; at < to; at++) {
            c[at] = a[at] + b[at];
        }
    }

    private void adam(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector p = FloatVector.fromArray(Lanes.SPECIES, a, at);
            FloatVector g = FloatVector.fromArray(Lanes.SPECIES, b, at).add(p.mul(weightDecay));
            FloatVector m = FloatVector.fromArray(Lanes.SPECIES, c, at).mul(beta1).add(g.mul(1 - beta1));
            FloatVector v = FloatVector.fromArray(Lanes.SPECIES, d, at).mul(beta2).add(g.mul(1 - beta2).mul(g));
            m.intoArray(c, at);
            v.intoArray(d, at);
            p.sub(m.mul(step).div(v.sqrt().mul(root).add(epsilon))).intoArray(a, at);
        }
        for (; at < to; at++) {
            float g = b[at] + weightDecay * a[at];
            c[at] = beta1 * c[at] + (1 - beta1) * g;
            d[at] = beta2 * d[at] + (1 - beta2) * g * g;
            a[at] -= step * c[at] / ((float) Math.sqrt(d[at]) * root + epsilon);
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
