package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.mask.Dense;
import dev.thresher.engine.mask.DynamicSparseTraining;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.testing.FiniteDifferences;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An LSTM layer: eight masked weights and four biases, each with the gradient of its own gate. */
class LstmTest {
    private static final int STEPS = 3;
    private static final int FEATURES = 3;
    private static final int HIDDEN = 2;
    private static final int BATCH = 2;

    private final Backend backend = new EjmlBackend();
    private final float[] x = Activations.random(STEPS * FEATURES * BATCH, 1);
    private final float[] dy = Activations.random(STEPS * HIDDEN * BATCH, 2);

    private Lstm layer(SparseMethod method, boolean needsInputGradient) {
        Lstm layer = new Lstm(backend, method, "lstm1", STEPS, FEATURES, HIDDEN, 20, needsInputGradient);
        long seed = 10;
        for (Parameter p : trained(layer)) {
            backend.upload(p.value(), Activations.random((int) p.value().size(), seed++));
        }
        return layer;
    }

    private static List<Parameter> trained(Lstm layer) {
        List<Parameter> all = new ArrayList<>();
        layer.maskedWeights().forEach(w -> all.add(w.weight()));
        all.addAll(layer.parameters());
        return all;
    }

    private Tensor forward(Lstm layer) {
        layer.maskedWeights().forEach(MaskedWeight::refresh);
        return layer.forward(Activations.of(backend, STEPS * FEATURES, BATCH, x), Activations.training(1));
    }

    private Tensor backward(Lstm layer) {
        return layer.backward(Activations.of(backend, STEPS * HIDDEN, BATCH, dy));
    }

    @Test
    void everyGateHasItsNames() {
        Lstm layer = layer(new DynamicSparseTraining(ThresholdKind.VECTOR, StepEstimator.LONG_TAILED, 0), true);
        assertThat(layer.maskedWeights()).extracting(MaskedWeight::layer).containsExactly("lstm1.xi", "lstm1.hi", "lstm1.xf", "lstm1.hf",
                "lstm1.xu", "lstm1.hu", "lstm1.xo", "lstm1.ho");
        assertThat(layer.maskedWeights()).extracting(w -> w.weight().toString()).startsWith("lstm1.weight_xi[2, 3]",
                "lstm1.weight_hi[2, 2]");
        assertThat(layer.maskedWeights()).extracting(w -> w.threshold().toString()).startsWith("lstm1.threshold_xi[2]",
                "lstm1.threshold_hi[2]");
        assertThat(layer.maskedWeights()).noneMatch(MaskedWeight::resets);
        assertThat(layer.parameters()).extracting(Parameter::name).containsExactly("lstm1.bias_i", "lstm1.bias_f", "lstm1.bias_u",
                "lstm1.bias_o");
        assertThat(layer.parameters()).extracting(Parameter::kind).containsOnly(ParameterKind.BIAS);
        assertThat(layer.statistics()).isEmpty();
    }

    @Test
    void gradientsAreFiniteDifferences() {
        Lstm layer = layer(new Dense(), true);
        assertThat(forward(layer)).isSameAs(layer.output());
        float[] dx = backend.download(backward(layer));
        assertThat(trained(layer)).hasSize(12);
        for (Parameter p : trained(layer)) {
            float[] values = backend.download(p.value());
            FiniteDifferences.check(p.toString(), backend.download(p.gradient()), values, () -> {
                backend.upload(p.value(), values);
                return FiniteDifferences.dot(dy, backend.download(forward(layer)));
            }, 2e-4);
            backend.upload(p.value(), values);
        }
        FiniteDifferences.check("dX", dx, x, () -> FiniteDifferences.dot(dy, backend.download(forward(layer))), 2e-4);
    }

    /** Each matrix has its smallest entry masked: it takes no part, and every threshold is given a gradient. */
    @Test
    void masksApplyAndEveryThresholdLearns() {
        Lstm layer = layer(new DynamicSparseTraining(ThresholdKind.SCALAR, StepEstimator.LONG_TAILED, 0), false);
        Lstm pruned = layer(new Dense(), false);
        for (int i = 0; i < 8; i++) {
            MaskedWeight weight = layer.maskedWeights().get(i);
            float[] values = backend.download(weight.weight().value());
            int smallest = 0;
            for (int j = 0; j < values.length; j++) {
                smallest = Math.abs(values[j]) < Math.abs(values[smallest]) ? j : smallest;
            }
            backend.upload(weight.threshold().value(), new float[] {Math.abs(values[smallest])});
            values[smallest] = 0;
            backend.upload(pruned.maskedWeights().get(i).weight().value(), values);
        }
        assertThat(backend.download(forward(layer))).isEqualTo(backend.download(forward(pruned)));
        assertThat(backward(layer)).as("no dX where none is needed").isNull();
        assertThat(layer.maskedWeights()).allSatisfy(w -> assertThat(backend.download(w.threshold().gradient())).doesNotContain(0f));
    }
}
