package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.*;
import dev.thresher.engine.experiment.StepEstimator;

/** Until CudaBackend is here: all but products and convolutions. */
final class EmulatedBackend implements Backend {
    private final DeviceLauncher device;
    private final DeviceStorage storage;
    private final CudaMasks masks;
    private final CudaElementwise elementwise;
    private final CudaDropout dropout;
    private final CudaNormalisation normalisation;
    private final CudaPooling pooling;
    private final CudaLoss loss;
    private final CudaUpdates updates;
    private final CudaLstm lstm;
    private boolean closed;

    EmulatedBackend(DeviceLauncher device) {
        this.device = device;
        storage = new DeviceStorage(device);
        masks = new CudaMasks(device);
        elementwise = new CudaElementwise(device);
        dropout = new CudaDropout(device);
        normalisation = new CudaNormalisation(device);
        pooling = new CudaPooling(device);
        loss = new CudaLoss(device);
        updates = new CudaUpdates(device);
        lstm = new CudaLstm(device, new HostProducts());
    }

    private CudaTensor t(Tensor x) { return (CudaTensor) x; }

    /** Slow, by downloads. */
    private final class HostProducts implements SequenceProducts {
        private float[] all(CudaTensor x) { return storage.stored(x); }
        private void put(CudaTensor x, float[] v) { device.upload(x.address(), v, v.length); }
        public void sequence(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
            float[] P = all(p), X = all(x), Y = all(y), B = bias == null ? null : all(bias);
            int s = x.stride(), m = p.rows(), f = p.columns();
            for (int t = 0; t < steps; t++) for (int i = 0; i < m; i++) for (int n = 0; n < s; n++) {
                double sum = B == null ? 0 : B[i];
                for (int k = 0; k < f; k++) sum += P[i * f + k] * X[(t * f + k) * s + n];
                Y[(t * m + i) * s + n] = (float) sum;
            }
            put(y, Y);
        }
        public void accumulate(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow) {
            float[] P = all(p), X = all(x), Y = all(y);
            int s = x.stride(), m = p.rows(), f = p.columns();
            for (int i = 0; i < m; i++) for (int n = 0; n < s; n++) {
                double sum = Y[(yRow + i) * s + n];
                for (int k = 0; k < f; k++) sum += P[i * f + k] * X[(xRow + k) * s + n];
                Y[(yRow + i) * s + n] = (float) sum;
            }
            put(y, Y);
        }
        public void sequenceInputGradient(int steps, CudaTensor p, CudaTensor dy, CudaTensor dx) {
            float[] P = all(p), D = all(dy), X = all(dx);
            int s = dy.stride(), m = p.rows(), f = p.columns();
            for (int t = 0; t < steps; t++) for (int k = 0; k < f; k++) for (int n = 0; n < s; n++) {
                double sum = 0;
                for (int i = 0; i < m; i++) sum += P[i * f + k] * D[(t * m + i) * s + n];
                X[(t * f + k) * s + n] = (float) sum;
            }
            put(dx, X);
        }
        public void stepInputGradient(CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx) {
            float[] P = all(p), D = all(dy), X = all(dx);
            int s = dy.stride(), m = p.rows(), f = p.columns();
            for (int k = 0; k < f; k++) for (int n = 0; n < s; n++) {
                double sum = 0;
                for (int i = 0; i < m; i++) sum += P[i * f + k] * D[(dyRow + i) * s + n];
                X[k * s + n] = (float) sum;
            }
            put(dx, X);
        }
        public void sequenceWeightGradient(int steps, int lag, CudaTensor dy, CudaTensor x, CudaTensor dp) {
            float[] D = all(dy), X = all(x), P = all(dp);
            int s = dy.stride(), m = dp.rows(), f = dp.columns();
            for (int i = 0; i < m; i++) for (int k = 0; k < f; k++) {
                double sum = 0;
                for (int t = lag; t < steps; t++) for (int n = 0; n < s; n++) sum += D[(t * m + i) * s + n] * X[((t - lag) * f + k) * s + n];
                P[i * f + k] = (float) sum;
            }
            put(dp, P);
        }
    }

    public String description() { return "CUDA"; }
    public Tensor matrix(int rows, int columns) { return storage.matrix(rows, columns); }
    public Tensor activation(int features, int capacity) { return storage.activation(features, capacity); }
    public void upload(Tensor to, float[] values) { storage.upload(to, values); }
    public float[] download(Tensor from) { return storage.download(from); }
    public void copy(Tensor from, Tensor to) { storage.copy(from, to); }
    public void load(Batch batch, Tensor images) { storage.load(batch, images); }
    public void linear(Tensor p, Tensor bias, Tensor x, Tensor y) {
        new HostProducts().sequence(1, t(p), t(bias), t(x), t(y));
    }
    public void linearInputGradient(Tensor p, Tensor dy, Tensor dx) { throw new UnsupportedOperationException(); }
    public void linearWeightGradient(Tensor dy, Tensor x, Tensor dp) { throw new UnsupportedOperationException(); }
    public void channelSums(Tensor dy, Tensor sums) { throw new UnsupportedOperationException(); }
    public void relu(Tensor x, Tensor y) { elementwise.relu(t(x), t(y)); }
    public void reluGradient(Tensor y, Tensor dy, Tensor dx) { elementwise.reluGradient(t(y), t(dy), t(dx)); }
    public void add(Tensor a, Tensor b, Tensor sum) { elementwise.add(t(a), t(b), t(sum)); }
    public void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows) { storage.copyRows(from, fromRow, to, toRow, rows); }
    public void clear(Tensor tensor) { storage.clear(tensor); }
    public void dropout(Tensor x, float rate, long seed, int ordinal, long step, Tensor y) { dropout.dropout(t(x), rate, seed, ordinal, step, t(y)); }
    public void softmaxCrossEntropy(Tensor logits, int[] labels, Tensor gradient, LossResult result) { loss.softmaxCrossEntropy(t(logits), labels, t(gradient), result); }
    public void refreshMask(Tensor w, Tensor t, Tensor p, int resetPercent, MaskCount count) { masks.refreshMask(t(w), t(t), t(p), resetPercent, count); }
    public void maskGradient(Tensor w, Tensor t, Tensor gradient, Tensor dt, StepEstimator estimator) { masks.maskGradient(t(w), t(t), t(gradient), t(dt), estimator); }
    public void sparseLoss(Tensor t, Tensor dt, float alpha, SumResult result) { masks.sparseLoss(t(t), t(dt), alpha, result); }
    public void sgd(Tensor p, Tensor g, Tensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) { updates.sgd(t(p), t(g), t(v), learningRate, momentum, nesterov, weightDecay); }
    public void adam(Tensor p, Tensor g, Tensor m, Tensor v, float learningRate, float beta1, float beta2, float epsilon, float weightDecay, long update) { updates.adam(t(p), t(g), t(m), t(v), learningRate, beta1, beta2, epsilon, weightDecay, update); }
    public boolean finite(Tensor tensor) { return storage.finite(tensor); }
    public void await() { device.await(device.fence()); }
    public void close() { if (!closed) { closed = true; device.close(); } }
    public void convolution(Window window, Tensor p, Tensor bias, Tensor x, Tensor y) { throw new UnsupportedOperationException(); }
    public void convolutionInputGradient(Window window, Tensor p, Tensor dy, Tensor dx) { throw new UnsupportedOperationException(); }
    public void convolutionWeightGradient(Window window, Tensor dy, Tensor x, Tensor dp) { throw new UnsupportedOperationException(); }
    public void maxPool(Window window, Tensor x, Tensor y) { pooling.maxPool(window, t(x), t(y)); }
    public void maxPoolGradient(Window window, Tensor x, Tensor dy, Tensor dx) { pooling.maxPoolGradient(window, t(x), t(dy), t(dx)); }
    public void averagePool(Window window, Tensor x, Tensor y) { pooling.averagePool(window, t(x), t(y)); }
    public void averagePoolGradient(Window window, Tensor dy, Tensor dx) { pooling.averagePoolGradient(window, t(dy), t(dx)); }
    public void batchNorm(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float momentum, float epsilon, Tensor mean, Tensor inverseDeviation, Tensor y) {
        normalisation.batchNorm(t(x), t(gamma), t(beta), t(runningMean), t(runningVariance), momentum, epsilon, t(mean), t(inverseDeviation), t(y)); }
    public void batchNormInference(Tensor x, Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, float epsilon, Tensor y) {
        normalisation.batchNormInference(t(x), t(gamma), t(beta), t(runningMean), t(runningVariance), epsilon, t(y)); }
    public void batchNormGradient(Tensor x, Tensor gamma, Tensor mean, Tensor inverseDeviation, Tensor dy, Tensor dGamma, Tensor dBeta, Tensor dx) {
        normalisation.batchNormGradient(t(x), t(gamma), t(mean), t(inverseDeviation), t(dy), t(dGamma), t(dBeta), t(dx)); }
    public void lstm(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        lstm.lstm(steps, t(px), t(ph), t(bias), t(x), t(gates), t(cells), t(hidden)); }
    public void lstmGradient(int steps, Tensor px, Tensor ph, Tensor x, Tensor gates, Tensor cells, Tensor hidden, Tensor dHidden, Tensor dpx, Tensor dph, Tensor dBias, Tensor dx) {
        lstm.lstmGradient(steps, t(px), t(ph), t(x), t(gates), t(cells), t(hidden), t(dHidden), t(dpx), t(dph), t(dBias), t(dx)); }
}
