package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Products over non-zeros beside those over all entries: the same bits at any density, in any shape, for any number of threads. */
class SparsePathTest {
    private static final double[] REMAINING = {0, 0.02, 0.1, 0.4, 1};
    private static final int[] SIZES = {1, 2, 5, 15, 16, 17, 33, 64, 100, 130};
    private static final int[] BATCHES = {1, 16, 17, 40, 64, 100, 130, 200};

    private static final int[] WIDE = {256, 256, 250, 512, 240};

    private final SimdBackend dense = new SimdBackend(1, SparsePath.NEVER);
    private final List<SimdBackend> sparse = List.of(new SimdBackend(1, SparsePath.ALWAYS), new SimdBackend(2, SparsePath.ALWAYS),
            new SimdBackend(3, SparsePath.ALWAYS));

    @AfterEach
    void close() {
        dense.close();
        sparse.forEach(SimdBackend::close);
    }

    private static int draw(int shape, int what, int... choices) {
        return choices[Randomness.below(choices.length, 17, Purpose.SYNTHESIS, what, shape)];
    }

    /** The P of a weight of which about so much remains, refreshed twice: the second time into regions that the first laid out. */
    private static Tensor masked(Backend backend, int rows, int columns, double remaining) {
        Tensor w = matrix(backend, rows, columns, random(rows * columns, 1));
        Tensor p = backend.matrix(rows, columns);
        Tensor t = matrix(backend, 1, 1, (float) (1 - remaining));
        backend.refreshMask(w, t, p, -1, new MaskCount(w.size()));
        backend.refreshMask(w, t, p, -1, new MaskCount(w.size()));
        assertThat(((CpuTensor) p).nonZeros() != null && ((CpuTensor) p).nonZeros().listed()).isEqualTo(backend != null
                && ((SimdBackend) backend).path() == SparsePath.ALWAYS);
        return p;
    }

    private void sameBits(String what, Function<Backend, Tensor> operation) {
        float[] expected = dense.download(operation.apply(dense));
        for (SimdBackend backend : sparse) {
            Tensor result = operation.apply(backend);
            Backends.assertPaddingIsZero(what, result);
            float[] actual = backend.download(result);
            for (int i = 0; i < expected.length; i++) {
                if (actual[i] != expected[i]) { // a zero's sign aside
                    throw new AssertionError("%s, %s: entry %d is %s, expected %s".formatted(backend.description(), what, i, actual[i], expected[i]));
                }
            }
        }
    }

    @Test
    void linear() {
        for (int i = 0; i < 60; i++) {
            int out = i < 3 ? 300 : draw(i, 0, SIZES);
            int in = i < 3 ? 784 : draw(i, 1, SIZES);
            int batch = i < 5 ? WIDE[i] : draw(i, 2, BATCHES); // what fills sixteen vectors of sixteen is multiplied by lines of the cache
            double remaining = REMAINING[i % REMAINING.length];
            String what = "%d×%d, batch %d, %s remaining".formatted(out, in, batch, remaining);
            sameBits("Y of " + what, backend -> {
                Tensor y = backend.activation(out, batch);
                backend.linear(masked(backend, out, in, remaining), null, activation(backend, in, batch, 3), y);
                return y;
            });
            sameBits("max(Y, 0) of " + what, backend -> {
                Tensor y = backend.activation(out, batch);
                backend.linearRelu(masked(backend, out, in, remaining), null, activation(backend, in, batch, 3), y);
                return y;
            });
            sameBits("dX of " + what, backend -> {
                Tensor dx = unwritten(backend, in, batch);
                backend.linearInputGradient(masked(backend, out, in, remaining), activation(backend, out, batch, 3), dx);
                return dx;
            });
        }
    }

    @Test
    void aBiasIsWhatRowsBeginWith() {
        float[][] results = new float[2][];
        for (SimdBackend backend : List.of(dense, sparse.get(1))) {
            Tensor y = backend.activation(50, 40);
            backend.linear(masked(backend, 50, 70, 0.1), matrix(backend, 50, 1, random(50, 4)), activation(backend, 70, 40, 3), y);
            results[backend == dense ? 0 : 1] = backend.download(y);
        }
        assertThat(results[1]).isEqualTo(results[0]);
    }

    private record Shape(Window window, int filters, int batch) {
    }

    /** Random small shapes, and some of more rows, tiles or taps than fit into scratch, of several strips, of more filters than stay near. */
    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(Window.square(1, 28, 28, 5, 1, 0), 20, 16),
                new Shape(Window.square(300, 3, 3, 3, 1, 1), 75, 64), new Shape(Window.square(40, 6, 6, 3, 2, 1), 50, 100),
                new Shape(new Window(70, 4, 19, 3, 3, 1, 1, 1, 1), 9, 64), new Shape(new Window(70, 5, 37, 3, 3, 2, 2, 1, 1), 9, 40),
                new Shape(Window.square(450, 4, 4, 3, 1, 1), 7, 64), new Shape(Window.square(1500, 3, 3, 3, 1, 1), 5, 64),
                new Shape(Window.square(700, 2, 2, 3, 1, 1), 7, 64), new Shape(Window.square(7, 9, 9, 3, 1, 1), 5, 256), new Shape(Window.square(5, 4, 4, 3, 1, 1), 450, 64),
                new Shape(Window.square(900, 2, 2, 1, 1, 0), 9, 16), new Shape(Window.square(2, 3, 3, 1, 2, 2), 3, 16),
                new Shape(Window.square(1, 1, 1, 1, 1, 0), 1, 1)));
        int[][] kernels = {{1, 1}, {3, 3}, {5, 5}, {1, 3}, {2, 1}};
        for (int i = 0; shapes.size() < 44; i++) {
            int[] kernel = kernels[draw(i, 0, 0, 1, 2, 3, 4)];
            int padHeight = draw(i, 1, 0, 1, 2);
            int padWidth = draw(i, 2, 0, 1, 2);
            int height = Math.max(1, kernel[0] - 2 * padHeight) + draw(i, 3, 0, 1, 3);
            int width = Math.max(1, kernel[1] - 2 * padWidth) + draw(i, 4, 0, 1, 4);
            shapes.add(new Shape(new Window(draw(i, 5, 1, 3, 7, 16), height, width, kernel[0], kernel[1], draw(i, 6, 1, 2, 3),
                    draw(i, 7, 1, 2, 3), padHeight, padWidth), draw(i, 8, 1, 5, 20), draw(i, 9, BATCHES)));
        }
        return shapes;
    }

    @Test
    void convolutions() {
        int i = 0;
        for (Shape s : shapes()) {
            Window w = s.window;
            double remaining = REMAINING[i++ % REMAINING.length];
            String what = s + ", " + remaining + " remaining";
            sameBits("Y of " + what, backend -> {
                Tensor y = backend.activation(s.filters * w.positions(), s.batch);
                backend.convolution(w, masked(backend, s.filters, w.filterSize(), remaining), null, activation(backend, w.inputs(), s.batch, 3), y);
                return y;
            });
            sameBits("dX of " + what, backend -> {
                Tensor dx = unwritten(backend, w.inputs(), s.batch);
                backend.convolutionInputGradient(w, masked(backend, s.filters, w.filterSize(), remaining),
                        activation(backend, s.filters * w.positions(), s.batch, 4), dx);
                return dx;
            });
        }
    }

    @Test
    void aConvolutionsBias() {
        Window w = Window.square(5, 6, 6, 3, 1, 1);
        float[][] results = new float[2][];
        for (SimdBackend backend : List.of(dense, sparse.get(1))) {
            Tensor y = backend.activation(11 * w.positions(), 40);
            backend.convolution(w, masked(backend, 11, w.filterSize(), 0.1), matrix(backend, 11, 1, random(11, 4)),
                    activation(backend, w.inputs(), 40, 3), y);
            results[backend == dense ? 0 : 1] = backend.download(y);
        }
        assertThat(results[1]).isEqualTo(results[0]);
    }

    @Test
    void sequences() {
        for (int batch : new int[] {1, 17, 100}) {
            for (boolean needsInputGradient : new boolean[] {true, false}) {
                for (double remaining : REMAINING) {
                    sameBits("dP_x, batch " + batch, backend -> lstm(backend, batch, remaining, needsInputGradient)[0]);
                    sameBits("gates' gradients, batch " + batch, backend -> lstm(backend, batch, remaining, needsInputGradient)[1]);
                    if (needsInputGradient) {
                        sameBits("dX, batch " + batch, backend -> lstm(backend, batch, remaining, true)[2]);
                    }
                }
            }
        }
    }

    private static Tensor[] lstm(Backend backend, int batch, double remaining, boolean needsInputGradient) {
        int features = 5;
        int h = 7;
        int steps = 4;
        Tensor px = backend.matrix(4 * h, features);
        Tensor ph = backend.matrix(4 * h, h);
        backend.copyRows(masked(backend, 4 * h, features, remaining), 0, px, 0, 4 * h);
        backend.copyRows(masked(backend, 4 * h, h, remaining), 0, ph, 0, 4 * h);
        Tensor x = activation(backend, steps * features, batch, 3);
        Tensor gates = backend.activation(steps * 4 * h, batch);
        Tensor cells = backend.activation(steps * h, batch);
        Tensor hidden = backend.activation(steps * h, batch);
        backend.lstm(steps, px, ph, matrix(backend, 4 * h, 1, random(4 * h, 5)), x, gates, cells, hidden);
        Tensor dpx = backend.matrix(4 * h, features);
        Tensor dx = backend.activation(steps * features, batch);
        backend.lstmGradient(steps, px, ph, x, gates, cells, hidden, activation(backend, steps * h, batch, 6), dpx, backend.matrix(4 * h, h),
                backend.matrix(4 * h, 1), needsInputGradient ? dx : null);
        return new Tensor[] {dpx, gates, dx};
    }

    /** Masks that thin out, fill up again beyond the regions laid out, and differ from row to row. */
    @Test
    void listsFollowTheMasks() {
        int rows = 90;
        int columns = 400;
        float[] w = random(rows * columns, 1);
        for (SimdBackend backend : sparse) {
            Tensor weight = matrix(backend, rows, columns, w);
            Tensor p = backend.matrix(rows, columns);
            MaskCount count = new MaskCount(weight.size());
            for (int refresh = 0; refresh < 12; refresh++) {
                float[] t = random(rows, 20 + refresh);
                for (int i = 0; i < rows; i++) {
                    t[i] = Math.abs(t[i]) * (refresh % 4) / 3;
                }
                backend.refreshMask(weight, matrix(backend, rows, 1, t), p, -1, count);
                float[] listed = new float[rows * columns];
                NonZeros nonZeros = ((CpuTensor) p).nonZeros();
                SparseRows list = nonZeros.byRow();
                int entries = 0;
                for (int i = 0; i < rows; i++) {
                    for (int e = list.from(i, 0); e < list.from(i, 1); e++, entries++) {
                        listed[i * columns + list.index[e]] = list.values[e];
                    }
                }
                assertThat(Arrays.equals(listed, backend.download(p))).as("refresh " + refresh).isTrue();
                assertThat(entries).isEqualTo((int) count.kept()).isEqualTo((int) nonZeros.kept());
            }
        }
    }

    /** A P that was written to otherwise is multiplied as it is. */
    @Test
    void whatIsWrittenIntoPOutdatesItsList() {
        SimdBackend backend = sparse.getFirst();
        Tensor p = masked(backend, 2, 2, 0.5);
        backend.upload(p, new float[] {1, 2, 3, 4});
        Tensor y = backend.activation(2, 1);
        backend.linear(p, null, Backends.filled(backend, 2, 1, 1, 1), y);
        assertThat(backend.download(y)).containsExactly(3, 7);
    }
}
