package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.parameter.Statistic;
import dev.thresher.engine.testing.FiniteDifferences;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Batch norm as a layer: what it trains, what it saves, and when the statistics move. */
class BatchNormTest {
    private static final int CHANNELS = 2;
    private static final int FEATURES = 4;
    private static final int BATCH = 3;

    private final Backend backend = new EjmlBackend();
    private final BatchNorm layer = new BatchNorm(backend, "bn1", CHANNELS, FEATURES, 0.5, 1e-2, 1, 20);
    private final Parameter gamma = layer.parameters().get(0);
    private final Parameter beta = layer.parameters().get(1);
    private final float[] x = Activations.random(FEATURES * BATCH, 1);

    private Tensor input() {
        return Activations.of(backend, FEATURES, BATCH, x);
    }

    private float[] statistic(int index) {
        return backend.download(layer.statistics().get(index).value());
    }

    @Test
    void parametersAndStatisticsHaveTheNamesAndFirstValuesOfPyTorch() {
        assertThat(layer.parameters()).extracting(Parameter::name).containsExactly("bn1.weight", "bn1.bias");
        assertThat(layer.parameters()).extracting(Parameter::kind).containsOnly(ParameterKind.NORMALISATION);
        assertThat(layer.parameters()).allSatisfy(p -> assertThat(p.shape()).containsExactly(CHANNELS));
        assertThat(layer.statistics()).extracting(Statistic::name).containsExactly("bn1.running_mean", "bn1.running_var");
        assertThat(backend.download(gamma.value())).containsExactly(1, 1);
        assertThat(backend.download(beta.value())).containsExactly(0, 0);
        assertThat(statistic(0)).containsExactly(0, 0);
        assertThat(statistic(1)).containsExactly(1, 1);
    }

    @Test
    void statisticsMoveInTrainingAndOnlyThere() {
        layer.forward(input(), Activations.evaluation());
        assertThat(statistic(0)).containsExactly(0, 0);
        assertThat(statistic(1)).containsExactly(1, 1);
        Tensor first = layer.forward(Activations.of(backend, FEATURES, 1, 1, 3, -2, -2), Activations.training(1));
        assertThat(first).isSameAs(layer.output());
        // means 2 and −2, unbiased variances 2 and 0, momentum 0.5
        assertThat(statistic(0)).containsExactly(1, -1);
        assertThat(statistic(1)).containsExactly(1.5f, 0.5f);
        float[] evaluated = backend.download(layer.forward(Activations.of(backend, FEATURES, 1, 1, 1, -1, -1), Activations.evaluation()));
        assertThat(evaluated).as("the running means become β").containsExactly(0, 0, 0, 0);
        assertThat(statistic(0)).containsExactly(1, -1);
        assertThat(statistic(1)).containsExactly(1.5f, 0.5f);
    }

    @Test
    void gradientsAreFiniteDifferences() {
        float[] scale = {1.5f, -0.5f};
        float[] shift = {0.25f, 0.75f};
        float[] dy = Activations.random(FEATURES * BATCH, 2);
        DoubleSupplier loss = () -> {
            backend.upload(gamma.value(), scale);
            backend.upload(beta.value(), shift);
            return FiniteDifferences.dot(dy, backend.download(layer.forward(input(), Activations.training(1))));
        };
        loss.getAsDouble();
        float[] dx = backend.download(layer.backward(Activations.of(backend, FEATURES, BATCH, dy)));
        FiniteDifferences.check("dX", dx, x, loss, 2e-3);
        FiniteDifferences.check("dGamma", backend.download(gamma.gradient()), scale, loss, 1e-3);
        FiniteDifferences.check("dBeta", backend.download(beta.gradient()), shift, loss, 1e-3);
    }
}
