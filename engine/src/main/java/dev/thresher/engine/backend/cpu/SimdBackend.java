package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.AdamRates;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The fast CPU implementation: Vector API kernels shared out over a few spinning threads. Operations that never show
 * up in a profile are the plain ones it inherits. The bits of a result do not depend on the number of threads.
 */
public final class SimdBackend extends EjmlBackend {
    private final Workers workers;
    private final SparsePath sparsePath;
    private final WeightKernels weights;
    private final MaskedProduct maskedProduct = new MaskedProduct();
    private final Product product = new Product();
    private final Elementwise elementwise = new Elementwise();
    private final Dropout dropout = new Dropout();
    private final Pooling pooling = new Pooling();
    private final BatchNormalisation batchNormalisation = new BatchNormalisation();
    private final Lstm lstm;
    private final List<LstmShape> shapes = new ArrayList<>(); // of all LSTM layers
    private final SoftmaxLanes softmax = new SoftmaxLanes();
    private final ChannelSums channelSums = new ChannelSums();
    private final EpilogueLanes epilogue = new EpilogueLanes();
    private final MaskedConvolution convolution;
    private final ConvolutionWeightGradient convolutionWeightGradient;

    /** @param threads how many compute, the calling one included; at least 1 */
    public SimdBackend(int threads) {
        this(threads, SparsePath.MEASURED);
    }

    /** @param sparsePath when products go over non-zeros alone; the results are the same */
    public SimdBackend(int threads, SparsePath sparsePath) {
        this.sparsePath = sparsePath;
        workers = new Workers(threads);
        weights = new WeightKernels(workers, sparsePath);
        lstm = new Lstm(sparsePath);
        convolution = new MaskedConvolution(threads, epilogue);
        convolutionWeightGradient = new ConvolutionWeightGradient(threads);
    }

    @Override
    public String description() {
        return "CPU, SIMD %d lanes, %d thread%s".formatted(Lanes.COUNT, workers.threads(),
                workers.threads() == 1 ? "" : "s");
    }

    SparsePath path() {
        return sparsePath;
    }

    /** Which products go over non-zeros, and what was measured: a few lines for each masked weight that was refreshed. */
    String choices() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        weights.lists().forEach(list -> lines.add(list.toString()));
        lstm.lists().forEach(list -> lines.add(list.toString()));
        return lines.toString();
    }

    @Override
    public void upload(Tensor to, float[] values) {
        super.upload(to, values);
        ((CpuTensor) to).changed();
    }

    @Override
    public void copy(Tensor from, Tensor to) {
        super.copy(from, to);
        ((CpuTensor) to).changed();
    }

    @Override
    public void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows) {
        super.copyRows(from, fromRow, to, toRow, rows);
        ((CpuTensor) to).changed();
    }

    @Override
    public void clear(Tensor tensor) {
        super.clear(tensor);
        ((CpuTensor) tensor).changed();
    }

    @Override
    public void linear(Tensor p, Tensor bias, Tensor x, Tensor y) {
        linear(p, bias, x, y, false);
    }

    @Override
    public void linearRelu(Tensor p, Tensor bias, Tensor x, Tensor y) {
        linear(p, bias, x, y, true);
    }

    private void linear(Tensor p, Tensor bias, Tensor x, Tensor y, boolean rectified) {
        CpuTensor out = Shapes.distinct("Y", Shapes.of("Y", y, p.rows(), x.columns()), p, x);
        CpuTensor in = Shapes.of("X", x, p.columns(), x.columns());
        float[] b = bias == null ? null : Shapes.of("bias", bias, p.rows(), 1).data();
        CpuTensor weight = (CpuTensor) p;
        maskedProduct.forward(workers, weight.nonZeros(), weight.data(), p.rows(), p.columns(), in.data(), 0, b, out.data(), 0, in.stride(),
                rectified);
    }

    @Override
    public void linearInputGradient(Tensor p, Tensor dy, Tensor dx) {
        CpuTensor out = Shapes.distinct("dX", Shapes.of("dX", dx, p.columns(), dy.columns()), p, dy);
        CpuTensor d = Shapes.of("dY", dy, p.rows(), dy.columns());
        CpuTensor weight = (CpuTensor) p;
        maskedProduct.backward(workers, weight.nonZeros(), weight.data(), p.rows(), p.columns(), p.columns(), d.data(), 0, out.data(),
                d.stride());
    }

    @Override
    public void linearWeightGradient(Tensor dy, Tensor x, Tensor dp) {
        CpuTensor out = Shapes.distinct("dP", Shapes.of("dP", dp, dy.rows(), x.rows()), dy, x);
        CpuTensor d = Shapes.of("dY", dy, dy.rows(), x.columns());
        CpuTensor in = (CpuTensor) x;
        product.multiplyTransposed(workers, d.data(), d.stride(), in.data(), in.stride(), out.data(), out.stride(), d.rows(), x.rows(),
                d.columns());
    }

    @Override
    public void convolution(Window window, Tensor p, Tensor bias, Tensor x, Tensor y) {
        CpuTensor out = Shapes.distinct("Y", Shapes.of("Y", y, p.rows() * window.positions(), x.columns()), p, x);
        convolution.forward(workers, window, Shapes.of("P", p, p.rows(), window.filterSize()),
                bias == null ? null : Shapes.of("bias", bias, p.rows(), 1), Shapes.of("X", x, window.inputs(), x.columns()), out);
    }

    @Override
    public void convolution(Window window, Tensor p, Tensor bias, Tensor x, Epilogue then) {
        Shapes.distinct("sums", Shapes.of("sums", then.sums(), p.rows() * window.positions(), x.columns()), p, x);
        Shapes.epilogue(then, p.rows());
        convolution.evaluate(workers, window, Shapes.of("P", p, p.rows(), window.filterSize()),
                bias == null ? null : Shapes.of("bias", bias, p.rows(), 1), Shapes.of("X", x, window.inputs(), x.columns()), then);
    }

    @Override
    public void epilogue(Epilogue then) {
        epilogue.run(workers, then, Shapes.epilogue(then, then.channels()));
    }

    @Override
    public void convolutionInputGradient(Window window, Tensor p, Tensor dy, Tensor dx) {
        CpuTensor out = Shapes.distinct("dX", Shapes.of("dX", dx, window.inputs(), dy.columns()), p, dy);
        convolution.inputGradient(workers, window, Shapes.of("P", p, p.rows(), window.filterSize()),
                Shapes.of("dY", dy, p.rows() * window.positions(), dy.columns()), out);
    }

    @Override
    public void convolutionWeightGradient(Window window, Tensor dy, Tensor x, Tensor dp) {
        CpuTensor out = Shapes.distinct("dP", Shapes.of("dP", dp, dp.rows(), window.filterSize()), dy, x);
        convolutionWeightGradient.run(workers, window, Shapes.of("dY", dy, dp.rows() * window.positions(), x.columns()),
                Shapes.of("X", x, window.inputs(), x.columns()), out);
    }

    @Override
    public void channelSums(Tensor dy, Tensor sums) {
        channelSums.run(workers, (CpuTensor) dy, Shapes.channels("sums", sums, dy));
    }

    @Override
    public void relu(Tensor x, Tensor y) {
        elementwise.relu(workers, (CpuTensor) x, Shapes.same("Y", y, x));
    }

    @Override
    public void reluGradient(Tensor y, Tensor dy, Tensor dx) {
        elementwise.reluGradient(workers, (CpuTensor) y, Shapes.same("dY", dy, y), Shapes.same("dX", dx, y));
    }

    @Override
    public void softmaxCrossEntropy(Tensor logits, int[] labels, Tensor gradient, LossResult result) {
        softmax.apply((CpuTensor) logits, labels, gradient == null ? null : Shapes.same("gradient", gradient, logits), result);
    }

    @Override
    public void refreshMask(Tensor w, Tensor t, Tensor p, int resetPercent, MaskCount count) {
        weights.refreshMask((CpuTensor) w, Shapes.threshold(t, w), Shapes.distinct("P", Shapes.same("P", p, w), w, t), resetPercent, count);
    }

    @Override
    public void maskGradient(Tensor w, Tensor t, Tensor gradient, Tensor dt, StepEstimator estimator) {
        weights.maskGradient((CpuTensor) w, Shapes.threshold(t, w), Shapes.same("gradient", gradient, w), Shapes.same("dt", dt, t), estimator);
    }

    @Override
    public void sparseLoss(Tensor t, Tensor dt, float alpha, SumResult result) {
        WeightUpdate update = ((CpuTensor) t).waitsFor();
        if (update == null || !update.sparseLoss((CpuTensor) t, Shapes.same("dt", dt, t), alpha, result)) {
            super.sparseLoss(t, dt, alpha, result);
        }
    }

    @Override
    public void sgd(Tensor p, Tensor g, Tensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        weights.sgd((CpuTensor) p, Shapes.same("g", g, p), Shapes.same("v", v, p), learningRate, momentum, nesterov, weightDecay);
    }

    @Override
    public void add(Tensor a, Tensor b, Tensor sum) {
        elementwise.add(workers, (CpuTensor) a, Shapes.same("B", b, a), Shapes.same("sum", sum, a));
    }

    @Override
    public void dropout(Tensor x, float rate, long seed, int ordinal, long step, Tensor y) {
        dropout.run(workers, (CpuTensor) x, rate, seed, ordinal, step, Shapes.same("Y", y, x));
    }

    @Override
    public void adam(Tensor p, Tensor g, Tensor m, Tensor v, float learningRate, float beta1, float beta2, float epsilon,
                     float weightDecay, long update) {
        weights.adam((CpuTensor) p, Shapes.same("g", g, p), Shapes.same("m", m, p), Shapes.same("v", v, p),
                AdamRates.step(learningRate, beta1, update), AdamRates.root(beta2, update), beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public void maxPool(Window window, Tensor x, Tensor y) {
        pooling.max(workers, window, Shapes.images("X", x, window), Shapes.pooled("Y", y, window, x));
    }

    @Override
    public void maxPoolGradient(Window window, Tensor x, Tensor dy, Tensor dx) {
        pooling.maxGradient(workers, window, Shapes.images("X", x, window), Shapes.pooled("dY", dy, window, x), Shapes.same("dX", dx, x));
    }

    @Override
    public void averagePool(Window window, Tensor x, Tensor y) {
        pooling.average(workers, window, Shapes.images("X", x, window), Shapes.pooled("Y", y, window, x));
    }

    @Override
    public void averagePoolGradient(Window window, Tensor dy, Tensor dx) {
        pooling.averageGradient(workers, window, Shapes.pooled("dY", dy, window, dx), Shapes.images("dX", dx, window));
    }

    @Override
    public void batchNorm(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float momentum,
                          float epsilon, Tensor mean, Tensor inverseDeviation, Tensor y) {
        Channels c = channels.of(x, gamma, beta, runningMean, runningVariance, mean, inverseDeviation);
        batchNormalisation.training(workers, c, momentum, epsilon, Shapes.same("Y", y, x));
    }

    @Override
    public void batchNormInference(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon,
                                   Tensor y) {
        Channels c = channels.of(x, gamma, beta, runningMean, runningVariance, null, null);
        batchNormalisation.inference(workers, c, epsilon, Shapes.same("Y", y, x));
    }

    @Override
    public void batchNormGradient(Tensor x, Tensor gamma, Tensor mean, Tensor inverseDeviation, Tensor dy, Tensor dGamma,
                                  Tensor dBeta, Tensor dx) {
        Channels c = channels.of(x, gamma, null, null, null, mean, inverseDeviation);
        batchNormalisation.gradient(workers, c, Shapes.same("dY", dy, x), Shapes.same("dGamma", dGamma, gamma).data(),
                Shapes.same("dBeta", dBeta, gamma).data(), Shapes.same("dX", dx, x));
    }

    @Override
    public void lstm(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        lstm.forward(workers, LstmShape.of(shapes, steps, px, ph, bias, x, gates, cells, hidden), (CpuTensor) px, (CpuTensor) ph,
                (CpuTensor) bias, (CpuTensor) x, (CpuTensor) gates, (CpuTensor) cells, (CpuTensor) hidden);
    }

    @Override
    public void lstmGradient(int steps, Tensor px, Tensor ph, Tensor x, Tensor gates, Tensor cells, Tensor hidden, Tensor dHidden,
                             Tensor dpx, Tensor dph, Tensor dBias, Tensor dx) {
        LstmShape shape = LstmShape.of(shapes, steps, px, ph, dBias, x, gates, cells, hidden);
        lstm.backward(workers, shape, (CpuTensor) px, (CpuTensor) ph, (CpuTensor) x, (CpuTensor) gates, (CpuTensor) cells,
                (CpuTensor) hidden, Shapes.same("dHidden", dHidden, hidden), Shapes.same("dP_x", dpx, px), Shapes.same("dP_h", dph, ph),
                (CpuTensor) dBias, dx == null ? null : Shapes.same("dX", dx, x));
    }

    @Override
    public void close() {
        workers.close();
    }
}
