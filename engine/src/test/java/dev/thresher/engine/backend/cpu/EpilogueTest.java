package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an evaluation computes in one go has the bits of the same operations one after the other, over all entries and over non-zeros. */
class EpilogueTest {
    private static final double[] REMAINING = {0, 0.03, 0.1, 0.4, 1};
    private static final int CASES = 120;

    /** A convolution and what follows it. @param channels of its image @param pool null for none */
    private record Case(Window window, int filters, boolean bias, boolean norm, boolean rectified, Window pool, boolean greatest, int batch,
                        double remaining) {
        static Case random(int number) {
            int kernel = draw(number, 0, 1, 2, 3, 5);
            int padding = kernel == 1 ? 0 : draw(number, 1, 0, kernel / 2);
            int height = kernel + draw(number, 2, 1, 3, 6, 7, 12);
            int width = kernel + draw(number, 3, 1, 2, 5, 9, 27, 40);
            Window window = new Window(draw(number, 4, 1, 3, 16, 70), height, width, kernel, kernel, draw(number, 5, 1, 1, 1, 2),
                    draw(number, 6, 1, 1, 1, 2), padding, padding);
            int filters = draw(number, 7, 1, 3, 8, 21);
            return new Case(window, filters, draw(number, 8, 0, 1) == 1, draw(number, 9, 0, 1) == 1, draw(number, 10, 0, 1) == 1,
                    pool(draw(number, 11, 0, 1, 2, 3, 4, 5), filters, window.outHeight(), window.outWidth()), draw(number, 12, 0, 1) == 1,
                    draw(number, 13, 1, 5, 16, 33, 64, 100), REMAINING[number % REMAINING.length]);
        }

        private static Window pool(int kind, int channels, int height, int width) {
            return switch (kind) {
                case 1 -> height < 2 || width < 2 ? null : Window.square(channels, height, width, 2, 2, 0);
                case 2 -> height < 3 || width < 3 ? null : Window.square(channels, height, width, 3, 2, 1); // windows overlap
                case 3 -> new Window(channels, height, width, height, width, 1, 1, 0, 0);
                case 4 -> width < 3 ? null : new Window(channels, height, width, 1, 3, 1, 3, 0, 0);
                case 5 -> height < 3 ? null : new Window(channels, height, width, 3, 1, 3, 1, 0, 0);
                default -> null;
            };
        }

        private static int draw(int number, int what, int... choices) {
            return choices[Randomness.below(choices.length, 23, Purpose.SYNTHESIS, what, number)];
        }

        Epilogue epilogue(Backend backend) {
            Tensor sums = unwritten(backend, filters * window.positions(), batch);
            return then(backend, sums);
        }

        Epilogue then(Backend backend, Tensor sums) {
            Epilogue.Norm of = !norm ? null : new Epilogue.Norm(matrix(backend, filters, 1, Backends.random(filters, 5)),
                    matrix(backend, filters, 1, Backends.random(filters, 6)), matrix(backend, filters, 1, Backends.random(filters, 7)),
                    matrix(backend, filters, 1, positive(filters)), 1e-5f, unwritten(backend, sums.rows(), batch));
            return new Epilogue(sums, of, rectified, pool == null ? null
                    : new Epilogue.Pool(pool, greatest, unwritten(backend, filters * pool.positions(), batch)));
        }

        private static float[] positive(int count) {
            float[] values = Backends.random(count, 8);
            for (int i = 0; i < count; i++) {
                values[i] = Math.abs(values[i]) + 0.1f;
            }
            return values;
        }

        Tensor weight(Backend backend) {
            int rows = filters;
            int columns = window.filterSize();
            Tensor w = matrix(backend, rows, columns, Backends.random(rows * columns, 1));
            Tensor p = backend.matrix(rows, columns);
            backend.refreshMask(w, matrix(backend, 1, 1, (float) (1 - remaining)), p, -1, new MaskCount(w.size()));
            backend.refreshMask(w, matrix(backend, 1, 1, (float) (1 - remaining)), p, -1, new MaskCount(w.size()));
            return p;
        }

        Tensor bias(Backend backend) {
            return bias ? matrix(backend, filters, 1, Backends.random(filters, 2)) : null;
        }
    }

    private static List<Backend> backends() {
        List<Backend> backends = new ArrayList<>(Backends.all().toList());
        for (int threads = 1; threads <= 3; threads++) {
            backends.add(new SimdBackend(threads, SparsePath.ALWAYS));
        }
        return backends;
    }

    @Test
    void convolutionAndWhatFollows() {
        for (Backend backend : backends()) {
            try (backend) {
                for (int i = 0; i < CASES; i++) {
                    Case one = Case.random(i);
                    Tensor x = activation(backend, one.window().inputs(), one.batch(), 3);
                    Epilogue stepByStep = one.epilogue(backend);
                    backend.convolution(one.window(), one.weight(backend), one.bias(backend), x, stepByStep.sums());
                    steps(backend, stepByStep);
                    Epilogue atOnce = one.epilogue(backend);
                    backend.convolution(one.window(), one.weight(backend), one.bias(backend), x, atOnce);
                    assertSame(backend, one, stepByStep, atOnce);
                }
            }
        }
    }

    @Test
    void withoutConvolution() {
        for (Backend backend : backends()) {
            try (backend) {
                for (int i = 0; i < CASES; i++) {
                    Case one = Case.random(i);
                    Tensor sums = activation(backend, one.filters() * one.window().positions(), one.batch(), 4);
                    Epilogue atOnce = one.then(backend, sums);
                    Epilogue stepByStep = one.then(backend, activation(backend, one.filters() * one.window().positions(), one.batch(), 4));
                    steps(backend, stepByStep);
                    backend.epilogue(atOnce);
                    assertSame(backend, one, stepByStep, atOnce);
                }
            }
        }
    }

    private static void steps(Backend backend, Epilogue then) {
        Tensor y = then.unpooled();
        if (then.norm() != null) {
            Epilogue.Norm n = then.norm();
            backend.batchNormInference(then.sums(), n.gamma(), n.beta(), n.runningMean(), n.runningVariance(), n.epsilon(), y);
        }
        if (then.rectified()) {
            backend.relu(y, y);
        }
        if (then.pool() != null && then.pool().greatest()) {
            backend.maxPool(then.pool().window(), y, then.pool().pooled());
        } else if (then.pool() != null) {
            backend.averagePool(then.pool().window(), y, then.pool().pooled());
        }
    }

    private static void assertSame(Backend backend, Case one, Epilogue stepByStep, Epilogue atOnce) {
        float[] expected = backend.download(stepByStep.result());
        float[] actual = backend.download(atOnce.result());
        for (int i = 0; i < expected.length; i++) {
            if (actual[i] != expected[i]) { // a zero's sign aside
                throw new AssertionError("%s, %s: entry %d is %s, expected %s".formatted(backend.description(), one, i, actual[i], expected[i]));
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (SimdBackend backend = new SimdBackend(1)) {
            Tensor x = activation(backend, 12, 4, 1);
            Tensor of5 = matrix(backend, 5, 1, random(5, 1));
            Tensor y = backend.activation(12, 4);
            Epilogue.Norm norm = new Epilogue.Norm(of5, of5, of5, of5, 1e-5f, y);
            assertThatIllegalArgumentException().isThrownBy(() -> backend.epilogue(new Epilogue(x, norm, true, null)));
            Window other = Window.square(2, 2, 2, 2, 2, 0);
            assertThatIllegalArgumentException().isThrownBy(() -> backend.epilogue(new Epilogue(x, null, true, new Epilogue.Pool(other, true, y))));
        }
    }
}
