package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.LossResult;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax cross-entropy with an example a lane, on one thread: classes are few. With the greatest logit taken off, its own term is 1, and
 * the others' sum is kept apart from it: so neither the loss nor the gradient of a sure answer loses digits.
 */
final class SoftmaxLanes {
    private float[] greatest = new float[0]; // [stride]
    private float[] answers = new float[0];  // [stride] the class of the greatest logit
    private float[] others = new float[0];   // [stride] Σ exp(z − greatest) over all other classes

    void apply(CpuTensor logits, int[] labels, CpuTensor gradient, LossResult result) {
        int stride = logits.stride();
        int count = logits.columns();
        if (greatest.length < stride) {
            greatest = new float[stride];
            answers = new float[stride];
            others = new float[stride];
        }
        float[] z = logits.data();
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            greatest(z, logits.rows(), stride, n);
            if (gradient == null) {
                sum(z, logits.rows(), stride, n);
            } else {
                sumAndKeep(z, logits.rows(), stride, n, count, gradient.data());
            }
        }
        double sum = 0;
        int correct = 0;
        for (int n = 0; n < count; n++) {
            sum += Math.log(1.0 + others[n]) - (z[labels[n] * stride + n] - greatest[n]);
            correct += answers[n] == labels[n] ? 1 : 0;
        }
        if (gradient != null) {
            ofLabels(gradient.data(), labels, logits.rows(), stride, count);
        }
        result.set(sum, correct, count);
    }

    private void greatest(float[] z, int classes, int stride, int n) {
        FloatVector best = FloatVector.fromArray(Lanes.SPECIES, z, n);
        FloatVector answer = FloatVector.zero(Lanes.SPECIES);
        for (int c = 1; c < classes; c++) {
            FloatVector of = FloatVector.fromArray(Lanes.SPECIES, z, c * stride + n);
            VectorMask<Float> greater = of.compare(VectorOperators.GT, best);
            best = best.blend(of, greater);
            answer = answer.blend(FloatVector.broadcast(Lanes.SPECIES, (float) c), greater);
        }
        best.intoArray(greatest, n);
        answer.intoArray(answers, n);
    }

    private void sum(float[] z, int classes, int stride, int n) {
        FloatVector best = FloatVector.fromArray(Lanes.SPECIES, greatest, n);
        FloatVector answer = FloatVector.fromArray(Lanes.SPECIES, answers, n);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector sum = zero;
        for (int c = 0; c < classes; c++) {
            FloatVector e = Sigmoid.exp(FloatVector.fromArray(Lanes.SPECIES, z, c * stride + n).sub(best));
            sum = sum.add(e.blend(zero, answer.compare(VectorOperators.EQ, (float) c)));
        }
        sum.intoArray(others, n);
    }

    /** The same, and softmax / count to where the gradient stands. */
    private void sumAndKeep(float[] z, int classes, int stride, int n, int count, float[] to) {
        FloatVector best = FloatVector.fromArray(Lanes.SPECIES, greatest, n);
        FloatVector answer = FloatVector.fromArray(Lanes.SPECIES, answers, n);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector sum = zero;
        for (int c = 0; c < classes; c++) {
            FloatVector e = Sigmoid.exp(FloatVector.fromArray(Lanes.SPECIES, z, c * stride + n).sub(best));
            e.intoArray(to, c * stride + n);
            sum = sum.add(e.blend(zero, answer.compare(VectorOperators.EQ, (float) c)));
        }
        sum.intoArray(others, n);
        FloatVector total = sum.add(1f).mul(count);
        for (int c = 0; c < classes; c++) {
            FloatVector.fromArray(Lanes.SPECIES, to, c * stride + n).div(total).intoArray(to, c * stride + n);
        }
    }

    /** (softmax − 1) / count is minus what the other classes have together. The padding becomes zero. */
    private static void ofLabels(float[] gradient, int[] labels, int classes, int stride, int count) {
        for (int n = 0; n < count; n++) {
            float rest = 0;
            for (int c = 0; c < classes; c++) {
                rest += c == labels[n] ? 0f : gradient[c * stride + n];
            }
            gradient[labels[n] * stride + n] = -rest;
        }
        if (stride > count) {
            for (int c = 0; c < classes; c++) {
                Arrays.fill(gradient, c * stride + count, (c + 1) * stride, 0f);
            }
        }
    }
}
