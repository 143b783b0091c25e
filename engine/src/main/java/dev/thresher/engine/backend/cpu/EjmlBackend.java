package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.AdamRates;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.Arrays;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * The plain implementation: EJML's products and scalar loops that read like the equations, on one thread. Any JVM runs
 * it, and the tests hold every other implementation against it.
 */
public class EjmlBackend implements Backend {
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    final Channels channels = new Channels(); // operands of a batch norm, one object for all

    @Override
    public String description() {
        return "CPU, EJML, 1 thread";
    }

    @Override
    public Tensor matrix(int rows, int columns) {
        return CpuTensor.matrix(rows, columns);
    }

    @Override
    public Tensor activation(int features, int capacity) {
        return CpuTensor.activation(features, capacity);
    }

    @Override
    public void upload(Tensor to, float[] values) {
        ((CpuTensor) to).set(values);
    }

    @Override
    public float[] download(Tensor from) {
        return ((CpuTensor) from).values();
    }

    @Override
    public void copy(Tensor from, Tensor to) {
        CpuTensor target = Shapes.same("copy", to, from);
        System.arraycopy(((CpuTensor) from).data(), 0, target.data(), 0, target.data().length);
    }

    @Override
    public void load(Batch batch, Tensor images) {
        images.resize(batch.count());
        ((CpuTensor) images).matrix().data = batch.features();
    }

    @Override
    public void linear(Tensor p, Tensor bias, Tensor x, Tensor y) {
        CpuTensor out = Shapes.distinct("Y", Shapes.of("Y", y, p.rows(), x.columns()), p, x);
        CpuTensor in = Shapes.of("X", x, p.columns(), x.columns());
        CommonOps_FDRM.mult(((CpuTensor) p).matrix(), in.matrix(), out.matrix());
        if (bias == null) {
            return;
        }
        CpuTensor b = Shapes.of("bias", bias, p.rows(), 1);
        for (int i = 0; i < out.rows(); i++) {
            for (int n = i * out.stride(); n < (i + 1) * out.stride(); n++) {
                out.data()[n] += b.data()[i];
            }
        }
    }

    @Override
    public void linearInputGradient(Tensor p, Tensor dy, Tensor dx) {
        CpuTensor out = Shapes.distinct("dX", Shapes.of("dX", dx, p.columns(), dy.columns()), p, dy);
        CpuTensor d = Shapes.of("dY", dy, p.rows(), dy.columns());
        CommonOps_FDRM.multTransA(((CpuTensor) p).matrix(), d.matrix(), out.matrix());
    }

    @Override
    public void linearWeightGradient(Tensor dy, Tensor x, Tensor dp) {
        CpuTensor out = Shapes.distinct("dP", Shapes.of("dP", dp, dy.rows(), x.rows()), dy, x);
        CpuTensor d = Shapes.of("dY", dy, dy.rows(), x.columns());
        CommonOps_FDRM.multTransB(d.matrix(), ((CpuTensor) x).matrix(), out.matrix());
    }

    @Override
    public void channelSums(Tensor dy, Tensor sums) {
        CpuTensor out = Shapes.channels("sums", sums, dy);
        CpuTensor d = (CpuTensor) dy;
        int positions = d.rows() / out.rows();
        for (int channel = 0; channel < out.rows(); channel++) {
            double sum = 0;
            for (int i = channel * positions; i < (channel + 1) * positions; i++) {
                for (int n = 0; n < d.columns(); n++) {
                    sum += d.data()[i * d.stride() + n];
                }
            }
            out.data()[channel] = (float) sum;
        }
    }

    @Override
    public void relu(Tensor x, Tensor y) {
        CpuTensor in = (CpuTensor) x;
        CpuTensor out = Shapes.same("Y", y, x);
        for (int i = 0; i < in.rows() * in.stride(); i++) {
            out.data()[i] = Math.max(in.data()[i], 0f);
        }
    }

    @Override
    public void reluGradient(Tensor y, Tensor dy, Tensor dx) {
        CpuTensor out = Shapes.same("dX", dx, y);
        CpuTensor d = Shapes.same("dY", dy, y);
        CpuTensor of = (CpuTensor) y;
        for (int i = 0; i < out.rows() * out.stride(); i++) {
            out.data()[i] = of.data()[i] > 0f ? d.data()[i] : 0f;
        }
    }

    @Override
    public void softmaxCrossEntropy(Tensor logits, int[] labels, Tensor gradient, LossResult result) {
        loss.apply((CpuTensor) logits, labels, gradient == null ? null : Shapes.same("gradient", gradient, logits), result);
    }

    @Override
    public void refreshMask(Tensor w, Tensor t, Tensor p, int resetPercent, MaskCount count) {
        CpuTensor threshold = Shapes.threshold(t, w);
        CpuTensor masked = Shapes.distinct("P", Shapes.same("P", p, w), w, t);
        long[] changes = PlainMask.refresh((CpuTensor) w, threshold, masked);
        count.set(changes[0], changes[1], changes[2]);
        if (resetRule(changes[0], w.size(), resetPercent)) {
            Arrays.fill(threshold.data(), 0f);
            changes = PlainMask.refresh((CpuTensor) w, threshold, masked);
            count.setAfterReset(changes[0], changes[2]);
        }
    }

    /** Whether the reset rule applies: at most {@code percent} of {@code total} entries remain. In whole numbers, so exact. */
    static boolean resetRule(long kept, long total, int percent) {
        return percent >= 0 && kept * 100 <= total * percent;
    }

    @Override
    public void maskGradient(Tensor w, Tensor t, Tensor gradient, Tensor dt, StepEstimator estimator) {
        PlainMask.gradient((CpuTensor) w, Shapes.threshold(t, w), Shapes.same("gradient", gradient, w), Shapes.same("dt", dt, t), estimator);
    }

    @Override
    public void sparseLoss(Tensor t, Tensor dt, float alpha, SumResult result) {
        result.set(PlainMask.sparseLoss((CpuTensor) t, Shapes.same("dt", dt, t), alpha));
    }

    @Override
    public void sgd(Tensor p, Tensor g, Tensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        PlainUpdate.sgd(((CpuTensor) p).data(), Shapes.same("g", g, p).data(), Shapes.same("v", v, p).data(), learningRate, momentum, nesterov,
                weightDecay);
    }

    @Override
    public void add(Tensor a, Tensor b, Tensor sum) {
        CpuTensor out = Shapes.same("sum", sum, a);
        float[] x = ((CpuTensor) a).data();
        float[] y = Shapes.same("B", b, a).data();
        for (int i = 0; i < out.rows() * out.stride(); i++) {
            out.data()[i] = x[i] + y[i];
        }
    }

    @Override
    public void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows) {
        boolean fits = from.columns() == to.columns() && from.stride() == to.stride() && fromRow >= 0 && toRow >= 0 && rows >= 0
                && fromRow + rows <= from.rows() && toRow + rows <= to.rows();
        if (!fits) {
            throw new IllegalArgumentException("%d rows from %d of %s do not fit to %d of %s".formatted(rows, fromRow, from, toRow, to));
        }
        int stride = to.stride();
        System.arraycopy(((CpuTensor) from).data(), fromRow * stride, ((CpuTensor) to).data(), toRow * stride, rows * stride);
    }

    @Override
    public void clear(Tensor tensor) {
        Arrays.fill(((CpuTensor) tensor).data(), 0, tensor.rows() * tensor.stride(), 0f);
    }

    @Override
    public void dropout(Tensor x, float rate, long seed, int ordinal, long step, Tensor y) {
        CpuTensor out = Shapes.same("Y", y, x);
        for (int i = 0; i < x.rows(); i++) {
            DropoutRow.apply((CpuTensor) x, i, rate, seed, ordinal, step, out);
        }
    }

    @Override
    public void adam(Tensor p, Tensor g, Tensor m, Tensor v, float learningRate, float beta1, float beta2, float epsilon,
                     float weightDecay, long update) {
        PlainUpdate.adam(((CpuTensor) p).data(), Shapes.same("g", g, p).data(), Shapes.same("m", m, p).data(), Shapes.same("v", v, p).data(),
                AdamRates.step(learningRate, beta1, update), AdamRates.root(beta2, update), beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public void convolution(Window window, Tensor p, Tensor bias, Tensor x, Tensor y) {
        CpuTensor out = Shapes.distinct("Y", Shapes.of("Y", y, p.rows() * window.positions(), x.columns()), p, x);
        PlainConvolution.forward(window, Shapes.of("P", p, p.rows(), window.filterSize()),
                bias == null ? null : Shapes.of("bias", bias, p.rows(), 1), Shapes.of("X", x, window.inputs(), x.columns()), out);
    }

    @Override
    public void convolutionInputGradient(Window window, Tensor p, Tensor dy, Tensor dx) {
        CpuTensor out = Shapes.distinct("dX", Shapes.of("dX", dx, window.inputs(), dy.columns()), p, dy);
        PlainConvolution.inputGradient(window, Shapes.of("P", p, p.rows(), window.filterSize()),
                Shapes.of("dY", dy, p.rows() * window.positions(), dy.columns()), out);
    }

    @Override
    public void convolutionWeightGradient(Window window, Tensor dy, Tensor x, Tensor dp) {
        CpuTensor out = Shapes.distinct("dP", Shapes.of("dP", dp, dp.rows(), window.filterSize()), dy, x);
        PlainConvolution.weightGradient(window, Shapes.of("dY", dy, dp.rows() * window.positions(), x.columns()),
                Shapes.of("X", x, window.inputs(), x.columns()), out);
    }

    @Override
    public void maxPool(Window window, Tensor x, Tensor y) {
        PlainPooling.max(window, Shapes.images("X", x, window), Shapes.pooled("Y", y, window, x));
    }

    @Override
    public void maxPoolGradient(Window window, Tensor x, Tensor dy, Tensor dx) {
        PlainPooling.maxGradient(window, Shapes.images("X", x, window), Shapes.pooled("dY", dy, window, x), Shapes.same("dX", dx, x));
    }

    @Override
    public void averagePool(Window window, Tensor x, Tensor y) {
        PlainPooling.average(window, Shapes.images("X", x, window), Shapes.pooled("Y", y, window, x));
    }

    @Override
    public void averagePoolGradient(Window window, Tensor dy, Tensor dx) {
        PlainPooling.averageGradient(window, Shapes.pooled("dY", dy, window, dx), Shapes.images("dX", dx, window));
    }

    @Override
    public void batchNorm(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float momentum,
                          float epsilon, Tensor mean, Tensor inverseDeviation, Tensor y) {
        Channels c = channels.of(x, gamma, beta, runningMean, runningVariance, mean, inverseDeviation);
        PlainBatchNorm.training(c, momentum, epsilon, Shapes.same("Y", y, x));
    }

    @Override
    public void batchNormInference(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon,
                                   Tensor y) {
        Channels c = channels.of(x, gamma, beta, runningMean, runningVariance, null, null);
        PlainBatchNorm.inference(c, epsilon, Shapes.same("Y", y, x));
    }

    @Override
    public void batchNormGradient(Tensor x, Tensor gamma, Tensor mean, Tensor inverseDeviation, Tensor dy, Tensor dGamma,
                                  Tensor dBeta, Tensor dx) {
        Channels c = channels.of(x, gamma, null, null, null, mean, inverseDeviation);
        PlainBatchNorm.gradient(c, Shapes.same("dY", dy, x), Shapes.same("dGamma", dGamma, gamma).data(),
                Shapes.same("dBeta", dBeta, gamma).data(), Shapes.same("dX", dx, x));
    }

    @Override
    public void lstm(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        PlainLstm.forward(LstmShape.of(steps, px, ph, bias, x, gates, cells, hidden), (CpuTensor) px, (CpuTensor) ph, (CpuTensor) bias,
                (CpuTensor) x, (CpuTensor) gates, (CpuTensor) cells, (CpuTensor) hidden);
    }

    @Override
    public void lstmGradient(int steps, Tensor px, Tensor ph, Tensor x, Tensor gates, Tensor cells, Tensor hidden, Tensor dHidden,
                             Tensor dpx, Tensor dph, Tensor dBias, Tensor dx) {
        LstmShape shape = LstmShape.of(steps, px, ph, dBias, x, gates, cells, hidden);
        Shapes.same("dHidden", dHidden, hidden);
        PlainLstm.backward(shape, (CpuTensor) px, (CpuTensor) ph, (CpuTensor) x, (CpuTensor) gates, (CpuTensor) cells,
                (CpuTensor) hidden, (CpuTensor) dHidden, Shapes.same("dP_x", dpx, px), Shapes.same("dP_h", dph, ph),
                (CpuTensor) dBias, dx == null ? null : Shapes.same("dX", dx, x));
    }

    @Override
    public boolean finite(Tensor tensor) {
        for (float value : download(tensor)) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void await() {
        // The calling thread computes: all is done when a call returns.
    }

    @Override
    public void close() {
        // Nothing but memory is held.
    }
}
