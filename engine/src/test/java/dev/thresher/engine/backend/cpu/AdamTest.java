package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The update against numbers worked out by hand. Twenty-one equal entries, so that whole vectors and the rest both occur. */
class AdamTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final int ENTRIES = 21;

    private static Tensor all(Backend backend, float value) {
        float[] values = new float[ENTRIES];
        Arrays.fill(values, value);
        return matrix(backend, ENTRIES, 1, values);
    }

    private static void assertAll(Backend backend, Tensor tensor, double expected) {
        float[] actual = backend.download(tensor);
        assertThat(actual).hasSize(ENTRIES);
        for (float value : actual) {
            assertThat((double) value).isCloseTo(expected, within(1e-6));
        }
    }

    /**
     * β₁ = 0.5, β₂ = 0.75, ε = 0.5, η = 0.1. g = 2: m = 1, v = 1, p = 1 − 0.1 · 2 / (√4 + 0.5) = 0.92. g = −1: m = 0, v = 1, p stays.
     * g = 4: m = 2, v = 4.75, p = 0.92 − 0.1 · (2 / 0.875) / (√(4.75 / 0.578125) + 0.5).
     */
    @ParameterizedTest
    @MethodSource(ALL)
    void threeUpdates(Backend backend) {
        Tensor p = all(backend, 1);
        Tensor m = all(backend, 0);
        Tensor v = all(backend, 0);
        backend.adam(p, all(backend, 2), m, v, 0.1f, 0.5f, 0.75f, 0.5f, 0, 1);
        assertAll(backend, m, 1);
        assertAll(backend, v, 1);
        assertAll(backend, p, 0.92);
        backend.adam(p, all(backend, -1), m, v, 0.1f, 0.5f, 0.75f, 0.5f, 0, 2);
        assertAll(backend, m, 0);
        assertAll(backend, v, 1);
        assertAll(backend, p, 0.92);
        backend.adam(p, all(backend, 4), m, v, 0.1f, 0.5f, 0.75f, 0.5f, 0, 3);
        assertAll(backend, m, 2);
        assertAll(backend, v, 4.75);
        assertAll(backend, p, 0.852102);
    }

    /** Decay is part of the gradient: g′ = 0.5 + 0.25 · 2 = 1, m = 0.5, v = 0.25, p = 2 − 0.1 · 1 / (1 + 1); g itself stays. */
    @ParameterizedTest
    @MethodSource(ALL)
    void decay(Backend backend) {
        Tensor p = all(backend, 2);
        Tensor g = all(backend, 0.5f);
        Tensor m = all(backend, 0);
        Tensor v = all(backend, 0);
        backend.adam(p, g, m, v, 0.1f, 0.5f, 0.75f, 1f, 0.25f, 1);
        assertAll(backend, m, 0.5);
        assertAll(backend, v, 0.25);
        assertAll(backend, p, 1.95);
        assertAll(backend, g, 0.5);
    }
}
