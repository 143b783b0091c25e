package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.experiment.StepEstimator;
import java.nio.file.Path;
import java.util.List;

/**
 * All operations on an NVIDIA GPU. What is issued runs behind the caller: {@link #fence()} sends it on its way, and only {@link #await},
 * {@link #download} and {@link #finite} wait.
 */
public final class CudaBackend implements Backend {
    private final DeviceLauncher device;
    private final SparseLimits limits;
    private final DeviceStorage storage;
    private final CudaProducts products;
    private final CublasUsed cublas;
    private final CublasProducts byCublas; // null: it uses none
    private final CudaLinear linear;
    private final CudaConvolutions convolutions;
    private final CudaMasks masks;
    private final CudaElementwise elementwise;
    private final CudaDropout dropout;
    private final CudaNormalisation normalisation;
    private final CudaPooling pooling;
    private final CudaLstm lstm;
    private final CudaLoss loss;
    private final CudaUpdates updates;
    private boolean closed;

    /**
     * @param device closed with this
     * @param limits where products go over non-zeros
     */
    CudaBackend(DeviceLauncher device, CublasUsed cublas, SparseLimits limits) {
        this.device = device;
        this.cublas = cublas;
        this.limits = limits;
        storage = new DeviceStorage(device);
        TapProducts tapProducts = new TapProducts(device, limits);
        products = new CudaProducts(device, tapProducts);
        byCublas = cublas.cublas() == null ? null : new CublasProducts(device, cublas.cublas(), products, cublas.verdicts());
        linear = new CudaLinear(byCublas == null ? products : byCublas);
        convolutions = new CudaConvolutions(device, tapProducts);
        masks = new CudaMasks(device);
        elementwise = new CudaElementwise(device);
        dropout = new CudaDropout(device);
        normalisation = new CudaNormalisation(device);
        pooling = new CudaPooling(device);
        lstm = new CudaLstm(device, byCublas == null ? products : byCublas);
        loss = new CudaLoss(device);
        updates = new CudaUpdates(device);
    }

    /**
     * @param ordinal N of {@code cuda:N}; negative for the first that is capable
     * @param tf32 whether products may round their factors to tf32, where the device can
     * @throws UserError where there is no such device, or it cannot be had, or not the cuBLAS that is insisted on, or {@code -Dthresher.sparse} is
     *     nothing known; one line
     */
    public static CudaBackend open(CudaDevices found, int ordinal, boolean tf32, CublasUse use) {
        DeviceLauncher device = new DeviceLauncher(found.choose(ordinal), found.driver(), tf32);
        try {
            CublasFound library = use == CublasUse.OFF ? CublasFound.none(List.of()) : CublasFound.ofThisMachine();
            Path verdicts = DataFolders.standard(null).cache().resolve("cublas");
            return new CudaBackend(device, CublasUsed.of(device, found.driverText(), use, library, verdicts), SparseLimits.ofRun(device, found.driverText()));
        } catch (RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }

    /** Bytes that the device needs at most for the non-zeros of a masked weight, beside the tensors. */
    public static long besideMasked(int rows, int columns) {
        return NonZeros.bytes(rows, columns);
    }

    private static CudaTensor on(Tensor tensor) {
        return (CudaTensor) tensor;
    }

    @Override
    public String description() {
        return device.device().name() + " (" + device.device().id() + "), " + (device.tf32() ? "tf32" : "fp32")
                + cublas.text(byCublas == null ? "" : byCublas.trouble())
                + (limits.trouble().isEmpty() ? "" : ", not over non-zeros: " + limits.trouble());
    }

    @Override
    public Tensor matrix(int rows, int columns) {
        return storage.matrix(rows, columns);
    }

    @Override
    public Tensor activation(int features, int capacity) {
        return storage.activation(features, capacity);
    }

    @Override
    public void upload(Tensor to, float[] values) {
        storage.upload(to, values);
    }

    @Override
    public float[] download(Tensor from) {
        return storage.download(from);
    }

    @Override
    public void copy(Tensor from, Tensor to) {
        storage.copy(from, to);
    }

    @Override
    public void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows) {
        storage.copyRows(from, fromRow, to, toRow, rows);
    }

    @Override
    public void clear(Tensor tensor) {
        storage.clear(tensor);
    }

    @Override
    public void load(Batch batch, Tensor images) {
        storage.load(batch, images);
    }

    @Override
    public boolean unpacks() {
        return true;
    }

    @Override
    public boolean finite(Tensor tensor) {
        return storage.finite(tensor);
    }

    @Override
    public void linear(Tensor p, Tensor bias, Tensor x, Tensor y) {
        linear.linear(on(p), on(bias), on(x), on(y));
    }

    @Override
    public void linearInputGradient(Tensor p, Tensor dy, Tensor dx) {
        linear.linearInputGradient(on(p), on(dy), on(dx));
    }

    @Override
    public void linearWeightGradient(Tensor dy, Tensor x, Tensor dp) {
        linear.linearWeightGradient(on(dy), on(x), on(dp));
    }

    @Override
    public void channelSums(Tensor dy, Tensor sums) {
        products.channelSums(on(dy), on(sums));
    }

    @Override
    public void convolution(Window window, Tensor p, Tensor bias, Tensor x, Tensor y) {
        convolutions.convolution(window, on(p), on(bias), on(x), on(y));
    }

    @Override
    public void convolutionInputGradient(Window window, Tensor p, Tensor dy, Tensor dx) {
        convolutions.convolutionInputGradient(window, on(p), on(dy), on(dx));
    }

    @Override
    public void convolutionWeightGradient(Window window, Tensor dy, Tensor x, Tensor dp) {
        convolutions.convolutionWeightGradient(window, on(dy), on(x), on(dp));
    }

    @Override
    public void relu(Tensor x, Tensor y) {
        elementwise.relu(on(x), on(y));
    }

    @Override
    public void reluGradient(Tensor y, Tensor dy, Tensor dx) {
        elementwise.reluGradient(on(y), on(dy), on(dx));
    }

    @Override
    public void add(Tensor a, Tensor b, Tensor sum) {
        elementwise.add(on(a), on(b), on(sum));
    }

    @Override
    public void dropout(Tensor x, float rate, long seed, int ordinal, long step, Tensor y) {
        dropout.dropout(on(x), rate, seed, ordinal, step, on(y));
    }

    @Override
    public void softmaxCrossEntropy(Tensor logits, int[] labels, Tensor gradient, LossResult result) {
        loss.softmaxCrossEntropy(on(logits), labels, on(gradient), result);
    }

    @Override
    public void refreshMask(Tensor w, Tensor t, Tensor p, int resetPercent, MaskCount count) {
        masks.refreshMask(on(w), on(t), on(p), resetPercent, count);
    }

    @Override
    public void maskGradient(Tensor w, Tensor t, Tensor gradient, Tensor dt, StepEstimator estimator) {
        masks.maskGradient(on(w), on(t), on(gradient), on(dt), estimator);
    }

    @Override
    public void sparseLoss(Tensor t, Tensor dt, float alpha, SumResult result) {
        masks.sparseLoss(on(t), on(dt), alpha, result);
    }

    @Override
    public void sgd(Tensor p, Tensor g, Tensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        updates.sgd(on(p), on(g), on(v), learningRate, momentum, nesterov, weightDecay);
    }

    @Override
    public void adam(Tensor p, Tensor g, Tensor m, Tensor v, float learningRate, float beta1, float beta2, float epsilon, float weightDecay,
                     long update) {
        updates.adam(on(p), on(g), on(m), on(v), learningRate, beta1, beta2, epsilon, weightDecay, update);
    }

    @Override
    public void maxPool(Window window, Tensor x, Tensor y) {
        pooling.maxPool(window, on(x), on(y));
    }

    @Override
    public void maxPoolGradient(Window window, Tensor x, Tensor dy, Tensor dx) {
        pooling.maxPoolGradient(window, on(x), on(dy), on(dx));
    }

    @Override
    public void averagePool(Window window, Tensor x, Tensor y) {
        pooling.averagePool(window, on(x), on(y));
    }

    @Override
    public void averagePoolGradient(Window window, Tensor dy, Tensor dx) {
        pooling.averagePoolGradient(window, on(dy), on(dx));
    }

    @Override
    public void batchNorm(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float momentum, float epsilon,
                          Tensor mean, Tensor inverseDeviation, Tensor y) {
        normalisation.batchNorm(on(x), on(gamma), on(beta), on(runningMean), on(runningVariance), momentum, epsilon, on(mean),
                on(inverseDeviation), on(y));
    }

    @Override
    public void batchNormInference(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon, Tensor y) {
        normalisation.batchNormInference(on(x), on(gamma), on(beta), on(runningMean), on(runningVariance), epsilon, on(y));
    }

    @Override
    public void batchNormGradient(Tensor x, Tensor gamma, Tensor mean, Tensor inverseDeviation, Tensor dy, Tensor dGamma, Tensor dBeta,
                                  Tensor dx) {
        normalisation.batchNormGradient(on(x), on(gamma), on(mean), on(inverseDeviation), on(dy), on(dGamma), on(dBeta), on(dx));
    }

    @Override
    public void lstm(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        lstm.lstm(steps, on(px), on(ph), on(bias), on(x), on(gates), on(cells), on(hidden));
    }

    @Override
    public void lstmGradient(int steps, Tensor px, Tensor ph, Tensor x, Tensor gates, Tensor cells, Tensor hidden, Tensor dHidden, Tensor dpx,
                             Tensor dph, Tensor dBias, Tensor dx) {
        lstm.lstmGradient(steps, on(px), on(ph), on(x), on(gates), on(cells), on(hidden), on(dHidden), on(dpx), on(dph), on(dBias), on(dx));
    }

    @Override
    public boolean runsBehind() {
        return true;
    }

    @Override
    public long fence() {
        return device.fence();
    }

    @Override
    public void await(long fence) {
        device.await(fence);
    }

    @Override
    public void await() {
        device.await(device.fence());
    }

    @Override
    public void forget() {
        device.forget();
    }

    @Override
    public long room() {
        return device.deviceMemory()[0];
    }

    /** Also where the device was lost. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.close();
        }
    }
}
