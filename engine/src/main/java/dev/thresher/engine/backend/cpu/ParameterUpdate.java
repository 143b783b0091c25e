package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;

/**
 * One update of a parameter by SGD or Adam: over all of it, shared out in runs of some thousand entries, or over a part of it. What
 * it is to do stays set until it is set anew. Entries do not depend on each other, nor their bits on where a part begins.
 */
final class ParameterUpdate implements Workers.Task {
    private static final int PIECE = 1 << 14;

    private boolean adam;
    private float[] p;
    private float[] g;
    private float[] m; // Adam's alone
    private float[] v;
    private int length;
    private float weightDecay;
    private float learningRate; // SGD's alone, as are the next two
    private float momentum;
    private boolean nesterov;
    private float step; // of AdamRates, as is the next
    private float root;
    private float beta1;
    private float beta2;
    private float epsilon;

    void sgd(CpuTensor parameter, CpuTensor gradient, CpuTensor velocity, float rate, float mu, boolean ahead, float decay) {
        set(parameter, gradient, null, velocity, decay);
        adam = false;
        learningRate = rate;
        momentum = mu;
        nesterov = ahead;
    }

    void adam(CpuTensor parameter, CpuTensor gradient, CpuTensor first, CpuTensor second, float newStep, float newRoot, float newBeta1,
              float newBeta2, float newEpsilon, float decay) {
        set(parameter, gradient, first.storage(), second, decay);
        adam = true;
        step = newStep;
        root = newRoot;
        beta1 = newBeta1;
        beta2 = newBeta2;
        epsilon = newEpsilon;
    }

    private void set(CpuTensor parameter, CpuTensor gradient, float[] first, CpuTensor second, float decay) {
        p = parameter.storage();
        g = gradient.storage();
        m = first;
        v = second.storage();
        length = parameter.rows() * parameter.stride();
        weightDecay = decay;
    }

    void run(Workers workers) {
        workers.run(this, Math.ceilDiv(length, PIECE));
    }

    @Override
    public void run(int piece) {
        range(piece * PIECE, Math.min((piece + 1) * PIECE, length));
    }

    /** Updates a part. */
    void range(int from, int to) {
        if (adam) {
            adam(from, to);
        } else {
            sgd(from, to);
        }
    }

    private void adam(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector value = FloatVector.fromArray(Lanes.SPECIES, p, at);
            FloatVector decayed = FloatVector.fromArray(Lanes.SPECIES, g, at).add(value.mul(weightDecay));
            FloatVector first = FloatVector.fromArray(Lanes.SPECIES, m, at).mul(beta1).add(decayed.mul(1 - beta1));
            FloatVector second = FloatVector.fromArray(Lanes.SPECIES, v, at).mul(beta2).add(decayed.mul(1 - beta2).mul(decayed));
            first.intoArray(m, at);
            second.intoArray(v, at);
            value.sub(first.mul(step).div(second.sqrt().mul(root).add(epsilon))).intoArray(p, at);
        }
        for (; at < to; at++) {
            float decayed = g[at] + weightDecay * p[at];
            m[at] = beta1 * m[at] + (1 - beta1) * decayed;
            v[at] = beta2 * v[at] + (1 - beta2) * decayed * decayed;
            p[at] -= step * m[at] / ((float) Math.sqrt(v[at]) * root + epsilon);
        }
    }

    private void sgd(int from, int to) {
        int at = from;
        for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
            FloatVector value = FloatVector.fromArray(Lanes.SPECIES, p, at);
            FloatVector decayed = FloatVector.fromArray(Lanes.SPECIES, g, at).add(value.mul(weightDecay));
            FloatVector velocity = FloatVector.fromArray(Lanes.SPECIES, v, at).mul(momentum).add(decayed);
            velocity.intoArray(v, at);
            value.sub((nesterov ? velocity.mul(momentum).add(decayed) : velocity).mul(learningRate)).intoArray(p, at);
        }
        for (; at < to; at++) {
            float decayed = g[at] + weightDecay * p[at];
            v[at] = momentum * v[at] + decayed;
            p[at] -= learningRate * (nesterov ? momentum * v[at] + decayed : v[at]);
        }
    }
}
