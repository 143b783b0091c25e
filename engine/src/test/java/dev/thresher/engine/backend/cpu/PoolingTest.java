package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.testing.FiniteDifferences;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools of images small enough to do by hand, and gradients against finite differences of ⟨dY, Y⟩. */
class PoolingTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final Window TWO_BY_TWO = Window.square(1, 2, 2, 2, 2, 0);

    /** Of the two threes the one that comes first gets the gradient. */
    @ParameterizedTest
    @MethodSource(ALL)
    void theFirstOfEqualMaximaGetsTheGradient(Backend backend) {
        Tensor x = filled(backend, 4, 1, 1, 3, 3, 2);
        Tensor y = backend.activation(1, 1);
        backend.maxPool(TWO_BY_TWO, x, y);
        assertThat(backend.download(y)).containsExactly(3);
        Tensor dx = backend.activation(4, 1);
        backend.maxPoolGradient(TWO_BY_TWO, x, filled(backend, 1, 1, 5), dx);
        assertThat(backend.download(dx)).containsExactly(0, 5, 0, 0);
    }

    /** In the order of rows, then columns: the lower left entry comes after the upper right one, and each example has its own. */
    @ParameterizedTest
    @MethodSource(ALL)
    void everyExampleHasItsOwnMaximum(Backend backend) {
        Tensor x = filled(backend, 4, 3,
                1, 0, 4,
                9, 0, 4,
                9, 0, 4,
                2, 0, 5);
        Tensor dx = backend.activation(4, 3);
        backend.maxPoolGradient(TWO_BY_TWO, x, filled(backend, 1, 3, 10, 20, 30), dx);
        assertThat(backend.download(dx)).containsExactly(
                0, 20, 0,
                10, 0, 0,
                0, 0, 0,
                0, 0, 30);
    }

    /** A 3×3 window around each entry of a 2×2 image of negative numbers, whose padding of zeros must not win. */
    @ParameterizedTest
    @MethodSource(ALL)
    void paddingIsNeverTheGreatest(Backend backend) {
        Window window = Window.square(1, 2, 2, 3, 1, 1);
        Tensor x = filled(backend, 4, 1, -4, -3, -2, -1);
        Tensor y = backend.activation(4, 1);
        backend.maxPool(window, x, y);
        assertThat(backend.download(y)).containsExactly(-1, -1, -1, -1);
        Tensor dx = backend.activation(4, 1);
        backend.maxPoolGradient(window, x, filled(backend, 4, 1, 1, 2, 3, 4), dx);
        assertThat(backend.download(dx)).as("where windows overlap gradients add up").containsExactly(0, 0, 0, 10);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void notANumberStays(Backend backend) {
        Tensor y = backend.activation(1, 2);
        backend.maxPool(TWO_BY_TWO, filled(backend, 4, 2, 1, 1, Float.NaN, 2, 3, 3, Float.POSITIVE_INFINITY, 4), y);
        assertThat(backend.download(y)).containsExactly(Float.NaN, 4);
    }

    /** Two channels, one row of three with padding at both sides: (0 + 1 + 2) / 3, (1 + 2 + 6) / 3, (2 + 6 + 0) / 3. */
    @ParameterizedTest
    @MethodSource(ALL)
    void anAverageCountsThePadding(Backend backend) {
        Window window = new Window(2, 1, 3, 1, 3, 1, 1, 0, 1);
        Tensor y = backend.activation(6, 1);
        backend.averagePool(window, filled(backend, 6, 1, 1, 2, 6, 0, 0, 3), y);
        MaskRulesTest.close(backend.download(y), 1, 3, 8 / 3.0, 0, 1, 1);
        Tensor dx = backend.activation(6, 1);
        backend.averagePoolGradient(window, filled(backend, 6, 1, 3, 6, 9, 0, 0, 3), dx);
        MaskRulesTest.close(backend.download(dx), 1 + 2, 1 + 2 + 3, 2 + 3, 0, 1, 1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aGlobalPoolIsTheMeanOfAChannel(Backend backend) {
        Window window = Window.square(2, 2, 2, 2, 1, 0);
        Tensor y = backend.activation(2, 1);
        backend.averagePool(window, filled(backend, 8, 1, 1, 2, 3, 6, -1, -2, -3, -4), y);
        MaskRulesTest.close(backend.download(y), 3, -2.5);
    }

    /** Entries 0.1 apart, so that a step of 0.01 changes no maximum and both pools are linear. */
    @ParameterizedTest
    @MethodSource(ALL)
    void gradientsAreFiniteDifferences(Backend backend) {
        Window w = new Window(2, 4, 3, 3, 2, 2, 1, 1, 0);
        int batch = 3;
        float[] x = new float[w.inputs() * batch];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 29 % x.length - x.length / 2) * 0.1f; // 29 has no divisor in common with the number of entries
        }
        float[] dy = Backends.random(w.channels() * w.positions() * batch, 2);
        Tensor gradient = filled(backend, w.channels() * w.positions(), batch, dy);
        Tensor ofMax = backend.activation(w.inputs(), batch);
        Tensor ofAverage = backend.activation(w.inputs(), batch);
        backend.maxPoolGradient(w, filled(backend, w.inputs(), batch, x), gradient, ofMax);
        backend.averagePoolGradient(w, gradient, ofAverage);
        float[] max = backend.download(ofMax);
        float[] average = backend.download(ofAverage);
        FiniteDifferences.check("dX of the maximum", max, x, () -> loss(backend, w, x, dy, batch, backend::maxPool), 1e-3);
        FiniteDifferences.check("dX of the average", average, x, () -> loss(backend, w, x, dy, batch, backend::averagePool), 1e-3);
    }

    private interface Pool {
        void apply(Window window, Tensor x, Tensor y);
    }

    private static double loss(Backend backend, Window w, float[] x, float[] dy, int batch, Pool pool) {
        Tensor y = backend.activation(w.channels() * w.positions(), batch);
        pool.apply(w, filled(backend, w.inputs(), batch, x), y);
        return FiniteDifferences.dot(dy, backend.download(y));
    }
}
