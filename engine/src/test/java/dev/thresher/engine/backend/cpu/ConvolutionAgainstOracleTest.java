package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.testing.Deviation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The SIMD convolutions against the plain ones on shapes around the edges of lanes, tiles, blocks and pieces; one backend for all. */
class ConvolutionAgainstOracleTest {
    private static final int[] CHANNELS = {1, 3, 5, 7, 16};
    private static final int[] FILTERS = {1, 5, 6, 7, 20};
    private static final int[] BATCHES = {1, 3, 16, 17, 64, 100};
    private static final int[][] KERNELS = {{1, 1}, {3, 3}, {5, 5}, {7, 7}, {1, 3}, {2, 1}};

    private record Shape(Window window, int filters, int batch) {
    }

    private record Results(float[] y, float[] dx, float[] dp) {
    }

    /** Random small shapes, and some of more blocks, channels or filters than fit into a piece. */
    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(Window.square(1, 28, 28, 5, 1, 0), 20, 16),
                new Shape(Window.square(70, 2, 2, 3, 1, 1), 75, 16), new Shape(Window.square(40, 6, 6, 3, 1, 1), 50, 64),
                new Shape(Window.square(3, 20, 20, 3, 1, 1), 8, 64), new Shape(Window.square(12, 9, 9, 3, 2, 1), 30, 17),
                new Shape(Window.square(300, 3, 3, 1, 1, 0), 9, 16), new Shape(Window.square(1, 1, 1, 1, 1, 0), 1, 1),
                new Shape(Window.square(80, 3, 4, 3, 1, 1), 130, 48), new Shape(Window.square(150, 3, 3, 3, 1, 1), 70, 112),
                new Shape(Window.square(20, 7, 7, 1, 2, 0), 33, 64), new Shape(Window.square(2, 9, 30, 3, 1, 1), 4, 32),
                new Shape(Window.square(36, 20, 20, 3, 1, 1), 40, 48), new Shape(new Window(33, 20, 24, 3, 3, 2, 2, 1, 1), 34, 16),
                new Shape(new Window(32, 13, 14, 5, 2, 1, 1, 0, 0), 32, 80)));
        for (int i = 0; shapes.size() < 60; i++) {
            int[] kernel = KERNELS[draw(i, 0, KERNELS.length)];
            int padHeight = draw(i, 1, 4);
            int padWidth = draw(i, 2, 4);
            int height = Math.max(1, kernel[0] - 2 * padHeight) + draw(i, 3, 5);
            int width = Math.max(1, kernel[1] - 2 * padWidth) + draw(i, 4, 5);
            shapes.add(new Shape(new Window(CHANNELS[draw(i, 5, CHANNELS.length)], height, width, kernel[0], kernel[1],
                    1 + draw(i, 6, 3), 1 + draw(i, 7, 3), padHeight, padWidth), FILTERS[draw(i, 8, FILTERS.length)],
                    BATCHES[draw(i, 9, BATCHES.length)]));
        }
        return shapes;
    }

    private static int draw(int shape, int what, int below) {
        return Randomness.below(below, 11, Purpose.SYNTHESIS, what, shape);
    }

    @Test
    void everyShapeGivesWhatThePlainOneGivesAndTheSameBitsForAnyNumberOfThreads() {
        Backend oracle = new EjmlBackend();
        List<Backend> simd = Backends.simd().toList();
        for (Shape shape : shapes()) {
            Results expected = results(oracle, shape);
            Results first = results(simd.getFirst(), shape);
            for (Backend backend : simd) {
                String what = backend.description() + ", " + shape;
                Results actual = results(backend, shape);
                Deviation.assertWithin(what + ", Y", actual.y, expected.y, 3e-6);
                Deviation.assertWithin(what + ", dX", actual.dx, expected.dx, 3e-6);
                Deviation.assertWithin(what + ", dP", actual.dp, expected.dp, 3e-6);
                assertThat(Arrays.equals(actual.y, first.y) && Arrays.equals(actual.dx, first.dx) && Arrays.equals(actual.dp, first.dp))
                        .as(what + ", the bits").isTrue();
            }
        }
    }

    private static Results results(Backend backend, Shape shape) {
        Window w = shape.window;
        Tensor p = matrix(backend, shape.filters, w.filterSize(), random(shape.filters * w.filterSize(), 1));
        Tensor bias = matrix(backend, shape.filters, 1, random(shape.filters, 2));
        Tensor x = activation(backend, w.inputs(), shape.batch, 3);
        Tensor dy = activation(backend, shape.filters * w.positions(), shape.batch, 4);
        Tensor y = backend.activation(shape.filters * w.positions(), shape.batch);
        Tensor dx = Backends.unwritten(backend, w.inputs(), shape.batch);
        Tensor dp = backend.matrix(shape.filters, w.filterSize());
        backend.convolution(w, p, bias, x, y);
        backend.convolutionInputGradient(w, p, dy, dx);
        backend.convolutionWeightGradient(w, dy, x, dp);
        Backends.assertPaddingIsZero("dX of " + shape, dx);
        return new Results(backend.download(y), backend.download(dx), backend.download(dp));
    }
}
