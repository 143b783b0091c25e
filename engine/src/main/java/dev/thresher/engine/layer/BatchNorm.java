package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.parameter.Statistic;
import java.util.Arrays;
import java.util.List;

/** Y = γ (X − mean) / √(variance + ε) + β over the batch and the positions of each channel; running statistics in an evaluation. */
public final class BatchNorm implements Layer {
    private final Backend backend;
    private final String name;
    private final float momentum;
    private final float epsilon;
    private final Parameter gamma;           // [channels]
    private final Parameter beta;            // [channels]
    private final Statistic runningMean;     // [channels]
    private final Statistic runningVariance; // [channels], 1 at first
    private final Tensor mean;               // of the batch, [channels]
    private final Tensor inverseDeviation;   // of the batch, [channels]
    private final Tensor y;                  // [features, batch]
    private final Tensor dx;                 // [features, batch]
    private Tensor x;

    /**
     * @param features rows of X, a multiple of {@code channels}
     * @param momentum share of the batch's statistics in the running ones
     * @param scale γ at first
     */
    public BatchNorm(Backend backend, String name, int channels, int features, double momentum, double epsilon, double scale, int capacity) {
        this.backend = backend;
        this.name = name;
        this.momentum = (float) momentum;
        this.epsilon = (float) epsilon;
        gamma = Parameter.of(backend, name + ".weight", ParameterKind.NORMALISATION, new int[] {channels}, channels, 1);
        beta = Parameter.of(backend, name + ".bias", ParameterKind.NORMALISATION, new int[] {channels}, channels, 1);
        runningMean = new Statistic(name + ".running_mean", backend.matrix(channels, 1));
        runningVariance = new Statistic(name + ".running_var", backend.matrix(channels, 1));
        mean = backend.matrix(channels, 1);
        inverseDeviation = backend.matrix(channels, 1);
        y = backend.activation(features, capacity);
        dx = backend.activation(features, capacity);
        fill(runningVariance.value(), 1f);
        fill(gamma.value(), (float) scale);
    }

    private void fill(Tensor all, float value) {
        float[] values = new float[all.rows()];
        Arrays.fill(values, value);
        backend.upload(all, values);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        y.resize(x.columns());
        if (pass.training()) {
            backend.batchNorm(x, gamma.value(), beta.value(), runningMean.value(), runningVariance.value(), momentum, epsilon, mean,
                    inverseDeviation, y);
        } else {
            backend.batchNormInference(x, gamma.value(), beta.value(), runningMean.value(), runningVariance.value(), epsilon, y);
        }
        return y;
    }

    /** What an evaluation does, into this layer's output. */
    Epilogue.Norm norm() {
        return new Epilogue.Norm(gamma.value(), beta.value(), runningMean.value(), runningVariance.value(), epsilon, y);
    }

    @Override
    public Tensor backward(Tensor dy) {
        dx.resize(dy.columns());
        backend.batchNormGradient(x, gamma.value(), mean, inverseDeviation, dy, gamma.gradient(), beta.gradient(), dx);
        return dx;
    }

    /** γ and β. */
    @Override
    public List<Parameter> parameters() {
        return List.of(gamma, beta);
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(runningMean, runningVariance);
    }

    @Override
    public Tensor output() {
        return y;
    }
}
