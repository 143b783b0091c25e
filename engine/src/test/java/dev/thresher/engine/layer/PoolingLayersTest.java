package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pools and the last step of a sequence as layers: capacity above the batch, buffers of their own, nothing to train. */
class PoolingLayersTest {
    private static final Window WINDOW = Window.square(1, 2, 2, 2, 2, 0);

    private final Backend backend = new EjmlBackend();
    private final Tensor x = Activations.of(backend, 4, 2, 1, 8, 2, 6, 7, 4, 6, 2);
    private final Tensor dy = Activations.of(backend, 1, 2, 4, 12);

    @Test
    void maxPool() {
        Layer layer = new MaxPool(backend, "pool1", WINDOW, 20);
        assertResults(layer, "pool1", new float[] {7, 8}, 0, 12, 0, 0, 4, 0, 0, 0);
    }

    @Test
    void averagePool() {
        Layer layer = new AveragePool(backend, "pool2", WINDOW, 20);
        assertResults(layer, "pool2", new float[] {4, 5}, 1, 3, 1, 3, 1, 3, 1, 3);
    }

    /** Four steps of one feature. */
    @Test
    void lastStepOfOneFeature() {
        Layer layer = new LastStep(backend, "last", 4, 1, 20);
        assertResults(layer, "last", new float[] {6, 2}, 0, 0, 0, 0, 0, 0, 4, 12);
    }

    @Test
    void lastStepOfTwoFeatures() {
        LastStep layer = new LastStep(backend, "last", 2, 2, 20);
        assertThat(backend.download(layer.forward(x, Activations.training(1)))).containsExactly(7, 4, 6, 2);
        assertThat(backend.download(layer.backward(Activations.of(backend, 2, 2, 1, 2, 3, 4)))).containsExactly(0, 0, 0, 0, 1, 2, 3, 4);
        // a wider batch, whose first step lies where the last step of this one was
        float[] dx = backend.download(layer.backward(Activations.of(backend, 2, 20, Activations.random(40, 1))));
        assertThat(Arrays.copyOf(dx, 40)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(dx, 40, 80)).isEqualTo(Activations.random(40, 1));
    }

    /** Rectified before or after pooling: both give the same, forward and backward. */
    @Test
    void maxPoolInThePlaceOfARelu() {
        for (Window window : List.of(Window.square(3, 6, 6, 2, 2, 0), Window.square(3, 7, 7, 3, 2, 1), Window.square(3, 5, 5, 2, 2, 0))) {
            int features = window.inputs();
            float[] values = Activations.random(features * 20, 3);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(8 * values[i] - 4) / 8f; // some equal ones, zeros, and windows all below
            }
            float[] gradient = Activations.random(window.channels() * window.positions() * 20, 4);
            Layer before = new Sum(backend, "sum", List.of(new Sum(backend, "zero", List.of(), features, 20)), features, 20);
            Relu relu = Relu.over(before, true, backend, "relu", features, 20);
            MaxPool pool = new MaxPool(backend, "pool", window, 20);
            pool.takeOn(relu);
            Tensor given = before.forward(Activations.of(backend, features, 20, values), Activations.training(1));
            float[] y = backend.download(pool.forward(relu.forward(given, Activations.training(1)), Activations.training(1)));
            float[] dx = backend.download(relu.backward(pool.backward(Activations.of(backend, gradient.length / 20, 20, gradient))));

            Relu apart = new Relu(backend, "relu", features, 20);
            MaxPool plain = new MaxPool(backend, "pool", window, 20);
            Tensor rectified = apart.forward(Activations.of(backend, features, 20, values), Activations.training(1));
            assertThat(y).containsExactly(backend.download(plain.forward(rectified, Activations.training(1))));
            assertThat(dx).containsExactly(backend.download(apart.backward(plain.backward(Activations.of(backend, gradient.length / 20, 20, gradient)))));
        }
    }

    /** A ReLU with room of its own, whose input others take as well, keeps its work. */
    @Test
    void aReluThatIsNotInPlaceStays() {
        Relu relu = new Relu(backend, "relu", 4, 20);
        MaxPool pool = new MaxPool(backend, "pool", WINDOW, 20);
        pool.takeOn(relu);
        Tensor negative = Activations.of(backend, 4, 2, -1, -8, -2, -6, -7, -4, -6, -2);
        assertThat(backend.download(relu.forward(negative, Activations.training(1)))).containsOnly(0f);
        assertThat(backend.download(negative)).containsExactly(-1, -8, -2, -6, -7, -4, -6, -2);
    }

    private void assertResults(Layer layer, String name, float[] y, float... dx) {
        assertThat(layer.name()).isEqualTo(name);
        assertThat(layer.parameters()).isEmpty();
        assertThat(layer.maskedWeights()).isEmpty();
        for (Pass pass : new Pass[] {Activations.evaluation(), Activations.training(1)}) {
            assertThat(layer.forward(x, pass)).isSameAs(layer.output()).isNotSameAs(x);
            assertThat(backend.download(layer.output())).containsExactly(y);
        }
        // twice: what the first pass left must not be added to
        layer.backward(dy);
        assertThat(backend.download(layer.backward(dy))).containsExactly(dx);
        assertThat(backend.download(dy)).containsExactly(4, 12);
    }
}
