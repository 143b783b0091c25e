package dev.thresher.engine.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The update against numbers worked out by hand. Twenty equal entries, so that whole vectors and the rest both occur. */
class SgdTest {
    private static final int ENTRIES = 20;

    static Stream<Backend> backends() {
        return Stream.of(new EjmlBackend(), new SimdBackend(2));
    }

    private static Parameter parameter(Backend backend, String name, ParameterKind kind, float value) {
        Parameter p = Parameter.of(backend, name, kind, new int[] {ENTRIES}, ENTRIES, 1);
        fill(backend, p, value, 0);
        return p;
    }

    private static void fill(Backend backend, Parameter p, float value, float gradient) {
        float[] values = new float[ENTRIES];
        Arrays.fill(values, value);
        backend.upload(p.value(), values);
        gradient(backend, p, gradient);
    }

    private static void gradient(Backend backend, Parameter p, float gradient) {
        float[] values = new float[ENTRIES];
        Arrays.fill(values, gradient);
        backend.upload(p.gradient(), values);
    }

    private static void assertAll(float[] actual, double expected) {
        assertThat(actual).hasSize(ENTRIES);
        for (float value : actual) {
            assertThat((double) value).isCloseTo(expected, within(1e-6));
        }
    }

    /** v = 0.5·0 + 2 = 2, p = 1 − 0.1·2 = 0.8; v = 0.5·2 − 1 = 0, p = 0.8; v = 0 + 4 = 4, p = 0.8 − 0.2·4 = 0. */
    @ParameterizedTest
    @MethodSource("backends")
    void momentum(Backend backend) {
        try (backend) {
            Parameter p = parameter(backend, "fc1.weight", ParameterKind.WEIGHT, 1);
            Sgd sgd = new Sgd(backend, List.of(p), OptimiserConfig.sgd(99, 0.5, 0));
            gradient(backend, p, 2);
            sgd.step(0.1, 1);
            assertAll(backend.download(p.value()), 0.8);
            assertAll(backend.download(sgd.state().getFirst().value()), 2);
            gradient(backend, p, -1);
            sgd.step(0.1, 2);
            assertAll(backend.download(p.value()), 0.8);
            assertAll(backend.download(sgd.state().getFirst().value()), 0);
            gradient(backend, p, 4);
            sgd.step(0.2, 3);
            assertAll(backend.download(p.value()), 0);
            assertAll(backend.download(p.gradient()), 4);
        }
    }

    /** Looking ahead: g = 2, v = 2, p = 1 − 0.1 (2 + 0.5·2) = 0.7; g = −1, v = 0, p = 0.7 − 0.1 (−1 + 0) = 0.8. */
    @ParameterizedTest
    @MethodSource("backends")
    void nesterov(Backend backend) {
        try (backend) {
            Parameter p = parameter(backend, "fc1.weight", ParameterKind.WEIGHT, 1);
            Sgd sgd = new Sgd(backend, List.of(p), OptimiserConfig.sgd(99, 0.5, 0).withNesterov(true));
            gradient(backend, p, 2);
            sgd.step(0.1, 1);
            assertAll(backend.download(p.value()), 0.7);
            gradient(backend, p, -1);
            sgd.step(0.1, 2);
            assertAll(backend.download(p.value()), 0.8);
            assertAll(backend.download(sgd.state().getFirst().value()), 0);
        }
    }

    /** With λ = 0.25: v = 1 + 0.25·2 = 1.5, p = 2 − 0.1·1.5 = 1.85; v = 0.9·1.5 + 1 + 0.25·1.85 = 2.8125, p = 1.56875. */
    @ParameterizedTest
    @MethodSource("backends")
    void decayAppliesToWeightsAndBiasesButNotToThresholds(Backend backend) {
        try (backend) {
            Parameter weight = parameter(backend, "fc1.weight", ParameterKind.WEIGHT, 2);
            Parameter bias = parameter(backend, "fc1.bias", ParameterKind.BIAS, 2);
            Parameter threshold = parameter(backend, "fc1.threshold", ParameterKind.THRESHOLD, 2);
            List<Parameter> all = List.of(weight, bias, threshold);
            Sgd sgd = new Sgd(backend, all, OptimiserConfig.sgd(0.1, 0.9, 0.25));
            all.forEach(p -> gradient(backend, p, 1));
            sgd.step(0.1, 1);
            assertAll(backend.download(weight.value()), 1.85);
            assertAll(backend.download(bias.value()), 1.85);
            assertAll(backend.download(threshold.value()), 1.9);
            sgd.step(0.1, 2);
            assertAll(backend.download(weight.value()), 1.56875);
            assertAll(backend.download(sgd.state().getFirst().value()), 2.8125);
            // v = 0.9 + 1 = 1.9, p = 1.9 − 0.19
            assertAll(backend.download(threshold.value()), 1.71);
            assertAll(backend.download(sgd.state().getLast().value()), 1.9);
        }
    }
}
