package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import java.util.Arrays;
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
