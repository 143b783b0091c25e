package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions worked out by hand, and the three operations held against each other. */
class ConvolutionTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final List<Window> TINY = List.of(Window.square(1, 4, 4, 3, 1, 0), Window.square(2, 4, 3, 3, 1, 1),
            Window.square(3, 5, 5, 3, 2, 1), Window.square(2, 7, 6, 2, 3, 2), new Window(2, 3, 5, 1, 3, 2, 1, 0, 1),
            Window.square(4, 2, 2, 1, 1, 0), Window.square(2, 3, 3, 5, 1, 3));

    /** The rows of X are 1 2 3 / 4 5 6 / 7 8 9; the filter is 1 0 / 0 −1, so that every output is x(i, j) − x(i + 1, j + 1). */
    @ParameterizedTest
    @MethodSource(ALL)
    void aFilterThatTakesDifferencesAlongTheDiagonal(Backend backend) {
        Tensor x = image(backend, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Tensor p = matrix(backend, 1, 4, 1, 0, 0, -1);
        Tensor y = backend.activation(4, 1);
        backend.convolution(Window.square(1, 3, 3, 2, 1, 0), p, matrix(backend, 1, 1, 0.5f), x, y);
        assertThat(backend.download(y)).containsExactly(-3.5f, -3.5f, -3.5f, -3.5f);

        Window padded = Window.square(1, 3, 3, 2, 2, 1); // at rows and columns −1 and 1: 0 − 1, 0 − 3, 0 − 7, 5 − 9
        backend.convolution(padded, p, null, x, y);
        assertThat(backend.download(y)).containsExactly(-1f, -3f, -7f, -4f);

        Tensor dx = backend.activation(9, 1);
        backend.convolutionInputGradient(padded, p, image(backend, 10, 20, 30, 40), dx);
        assertThat(backend.download(dx)).containsExactly(-10f, 0f, -20f, 0f, 40f, 0f, -30f, 0f, -40f);

        Tensor dp = backend.matrix(1, 4);
        backend.convolutionWeightGradient(padded, image(backend, 10, 20, 30, 40), x, dp);
        assertThat(backend.download(dp)).containsExactly(40 * 5f, 30 * 4 + 40 * 6f, 20 * 2 + 40 * 8f, 10 + 20 * 3 + 30 * 7 + 40 * 9f);
    }

    /** A batch of one image. */
    private static Tensor image(Backend backend, float... pixels) {
        Batch batch = new Batch(pixels.length, 1);
        batch.reshape(pixels.length, 1);
        for (int i = 0; i < pixels.length; i++) {
            batch.features()[i * batch.stride()] = pixels[i];
        }
        Tensor image = backend.activation(pixels.length, 1);
        backend.load(batch, image);
        return image;
    }

    /** ⟨dY, conv(X)⟩ = ⟨dX, X⟩ = ⟨dP, P⟩, since a convolution is linear in either. */
    @ParameterizedTest
    @MethodSource(ALL)
    void theGradientsAreTheAdjoints(Backend backend) {
        for (Window w : TINY) {
            float[] weights = random(5 * w.filterSize(), 1);
            Tensor p = matrix(backend, 5, w.filterSize(), weights);
            Tensor x = activation(backend, w.inputs(), 3, 2);
            Tensor dy = activation(backend, 5 * w.positions(), 3, 3);
            Tensor y = backend.activation(5 * w.positions(), 3);
            backend.convolution(w, p, null, x, y);
            Tensor dx = backend.activation(w.inputs(), 3);
            backend.convolutionInputGradient(w, p, dy, dx);
            Tensor dp = backend.matrix(5, w.filterSize());
            backend.convolutionWeightGradient(w, dy, x, dp);
            double product = dot(backend.download(dy), backend.download(y));
            assertThat(dot(backend.download(dx), backend.download(x))).as(w + ", dX").isCloseTo(product, within(1e-4));
            assertThat(dot(backend.download(dp), weights)).as(w + ", dP").isCloseTo(product, within(1e-4));
        }
    }

    /** The entries one by one: a convolution is linear, so that a step of any length gives the exact difference but for rounding. */
    @Test
    void theGradientsOfThePlainOneAreFiniteDifferences() {
        Backend backend = new EjmlBackend();
        for (Window w : TINY) {
            float[] weights = random(2 * w.filterSize(), 1);
            Tensor x = activation(backend, w.inputs(), 2, 2);
            Tensor dy = activation(backend, 2 * w.positions(), 2, 3);
            Tensor dp = backend.matrix(2, w.filterSize());
            backend.convolutionWeightGradient(w, dy, x, dp);
            Tensor dx = backend.activation(w.inputs(), 2);
            backend.convolutionInputGradient(w, matrix(backend, 2, w.filterSize(), weights), dy, dx);
            double at = loss(backend, w, weights, x, dy);
            for (int i = 0; i < weights.length; i++) {
                float[] moved = weights.clone();
                moved[i] += 1;
                assertThat(loss(backend, w, moved, x, dy) - at).as(w + ", dP " + i)
                        .isCloseTo(backend.download(dp)[i], within(2e-5));
            }
            for (int i = 0; i < w.inputs(); i++) {
                int entry = i * x.stride() + 1; // of the second example
                ((CpuTensor) x).data()[entry] += 1;
                assertThat(loss(backend, w, weights, x, dy) - at).as(w + ", dX " + i)
                        .isCloseTo(backend.download(dx)[2 * i + 1], within(2e-5));
                ((CpuTensor) x).data()[entry] -= 1;
            }
        }
    }

    private static double loss(Backend backend, Window w, float[] weights, Tensor x, Tensor dy) {
        Tensor y = backend.activation(2 * w.positions(), 2);
        backend.convolution(w, matrix(backend, 2, w.filterSize(), weights), null, x, y);
        return dot(backend.download(dy), backend.download(y));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatDoesNotFitIsRefused(Backend backend) {
        Window w = Window.square(2, 4, 4, 3, 1, 1);
        Tensor p = backend.matrix(5, 18);
        Tensor x = backend.activation(32, 3);
        Tensor y = backend.activation(80, 3);
        refused("Y is 79×3, expected 80×3", () -> backend.convolution(w, p, null, x, backend.activation(79, 3)));
        refused("P is 5×17, expected 5×18", () -> backend.convolution(w, backend.matrix(5, 17), null, x, y));
        refused("bias is 4×1, expected 5×1", () -> backend.convolution(w, p, backend.matrix(4, 1), x, y));
        refused("X is 31×3, expected 32×3", () -> backend.convolution(w, p, null, backend.activation(31, 3), y));
        refused("dX is 32×4, expected 32×3", () -> backend.convolutionInputGradient(w, p, y, backend.activation(32, 4)));
        refused("dY is 32×3, expected 80×3", () -> backend.convolutionInputGradient(w, p, x, backend.activation(32, 3)));
        refused("dP is 5×17, expected 5×18", () -> backend.convolutionWeightGradient(w, y, x, backend.matrix(5, 17)));
        refused("dY is 80×3, expected 64×3", () -> backend.convolutionWeightGradient(w, y, x, backend.matrix(4, 18)));
        Window one = Window.square(2, 4, 4, 1, 1, 0);
        refused("Y must not be one of the operands", () -> backend.convolution(one, backend.matrix(2, 2), null, x, x));
    }

    private static void refused(String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
