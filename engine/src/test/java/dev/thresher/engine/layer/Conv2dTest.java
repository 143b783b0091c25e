package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.mask.Dense;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import org.junit.jupiter.api.Test;

/** A convolutional layer over the plain backend: its gradients against finite differences of ⟨dY, Y⟩, in which it is linear. */
class Conv2dTest {
    private static final Window WINDOW = new Window(2, 4, 3, 3, 2, 2, 1, 1, 0);
    private static final int FILTERS = 3;
    private static final int BATCH = 2;

    private final Backend backend = new EjmlBackend();
    private final MaskedWeight weight = new MaskedWeight(backend, new Dense(), "conv1", new int[] {FILTERS, 2, 3, 2}, FILTERS, 12);
    private final Batch images = batch(WINDOW.inputs(), 1);
    private final Tensor dy = tensor(batch(FILTERS * WINDOW.positions(), 2), FILTERS * WINDOW.positions());

    private Conv2d layer(boolean bias, boolean needsInputGradient) {
        Conv2d layer = new Conv2d(backend, "conv1", weight, WINDOW, bias, 5, needsInputGradient);
        backend.upload(weight.weight().value(), random(FILTERS * WINDOW.filterSize(), 3));
        layer.parameters().forEach(p -> backend.upload(p.value(), random(FILTERS, 4)));
        return layer;
    }

    @Test
    void theGradientsAreFiniteDifferences() {
        Conv2d layer = layer(true, true);
        double at = loss(layer);
        Tensor dx = layer.backward(dy);
        Parameter bias = layer.parameters().getFirst();
        assertParameter(layer, weight.weight(), at);
        assertParameter(layer, bias, at);
        float[] gradient = backend.download(dx);
        assertThat(gradient).hasSize(WINDOW.inputs() * BATCH);
        for (int i = 0; i < gradient.length; i++) {
            int entry = i / BATCH * images.stride() + i % BATCH;
            images.features()[entry] += 1;
            assertThat(loss(layer) - at).as("dX " + i).isCloseTo(gradient[i], within(2e-5));
            images.features()[entry] -= 1;
        }
    }

    private void assertParameter(Conv2d layer, Parameter parameter, double at) {
        float[] values = backend.download(parameter.value());
        float[] gradient = backend.download(parameter.gradient());
        for (int i = 0; i < values.length; i++) {
            float[] moved = values.clone();
            moved[i] += 1;
            backend.upload(parameter.value(), moved);
            assertThat(loss(layer) - at).as(parameter + " " + i).isCloseTo(gradient[i], within(2e-5));
        }
        backend.upload(parameter.value(), values);
    }

    private double loss(Conv2d layer) {
        weight.refresh();
        Tensor y = layer.forward(tensor(images, WINDOW.inputs()), new Pass());
        assertThat(y).isSameAs(layer.output());
        float[] values = backend.download(y);
        float[] by = backend.download(dy);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * by[i];
        }
        return sum;
    }

    @Test
    void aLayerBeforeABatchNormHasNoBias() {
        Conv2d layer = layer(false, false);
        assertThat(layer.parameters()).isEmpty();
        assertThat(layer.maskedWeights()).containsExactly(weight);
        double without = loss(layer);
        assertThat(layer.backward(dy)).as("no dX where none is needed").isNull();
        Parameter bias = layer(true, false).parameters().getFirst();
        assertThat(bias.name()).isEqualTo("conv1.bias");
        assertThat(bias.kind()).isEqualTo(ParameterKind.BIAS);
        assertThat(bias.shape()).containsExactly(FILTERS);
        assertThat(loss(layer(true, false))).isNotCloseTo(without, within(1e-3));
    }

    @Test
    void aWeightOfAnotherWindowIsRefused() {
        Window other = Window.square(2, 4, 4, 3, 1, 1);
        assertThatThrownBy(() -> new Conv2d(backend, "conv1", weight, other, true, 5, true))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("conv1: filters of 12 entries where the window has 18");
    }

    private Tensor tensor(Batch batch, int features) {
        Tensor tensor = backend.activation(features, BATCH);
        backend.load(batch, tensor);
        return tensor;
    }

    private static Batch batch(int features, long seed) {
        Batch batch = new Batch(features, BATCH);
        batch.reshape(features, BATCH);
        float[] values = random(features * BATCH, seed);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i / BATCH * batch.stride() + i % BATCH] = values[i];
        }
        return batch;
    }

    private static float[] random(int count, long seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * Randomness.uniform(seed, Purpose.SYNTHESIS, 0, i) - 1);
        }
        return values;
    }
}
