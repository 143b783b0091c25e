package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.testing.Deviation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products over non-zeros, made and listed on the device, beside plain EJML: at any density, in any shape, the same bits each time. */
class SparseProductsTest {
    private static final List<Shape> SHAPES = List.of(new Shape(Window.square(300, 1, 1, 1, 1, 0), 30, 64),
            new Shape(Window.square(37, 1, 1, 1, 1, 0), 10, 100), new Shape(Window.square(3, 6, 5, 3, 1, 1), 7, 33),
            new Shape(Window.square(20, 5, 5, 5, 1, 0), 50, 3), new Shape(Window.square(33, 2, 2, 3, 1, 1), 40, 64),
            new Shape(Window.square(8, 7, 6, 1, 2, 0), 20, 1), new Shape(Window.square(3, 11, 11, 7, 2, 3), 8, 40),
            new Shape(new Window(5, 4, 9, 2, 3, 1, 3, 0, 2), 6, 17), new Shape(Window.square(3, 5, 5, 3, 1, 1), 20, 130),
            new Shape(Window.square(1, 1, 1, 1, 1, 0), 1, 1));

    private record Shape(Window window, int filters, int batch) {
        int columns() {
            return window.filterSize();
        }
    }

    private record Results(float[] y, float[] dx) {
    }

    /** Which entries of P remain. */
    private enum Mask {
        NONE, TENTH, NEARLY_ALL_THAT_FIT, ALL, WHOLE_ROWS, WHOLE_COLUMNS;

        IntPredicate of(Shape s) {
            double density = this == TENTH ? 0.1 : 0.2;
            return i -> switch (this) {
                case NONE -> false;
                case ALL -> true;
                case WHOLE_ROWS -> i / s.columns() % 6 == 1;
                case WHOLE_COLUMNS -> i % s.columns() % 6 == 2;
                default -> Randomness.uniform(7, Purpose.SYNTHESIS, 1, i) < density;
            };
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyMaskGivesWhatEjmlGivesAndTheSameBitsInAnyOrder(boolean tf32) {
        try (DeviceLauncher device = Emulated.launcher(tf32); EjmlBackend oracle = new EjmlBackend()) {
            DeviceStorage storage = new DeviceStorage(device);
            TapProducts products = new TapProducts(device, SparseLimits.ALWAYS);
            CudaConvolutions convolutions = new CudaConvolutions(device, products);
            for (Shape shape : SHAPES) {
                for (Mask mask : tf32 ? List.of(Mask.TENTH, Mask.ALL) : List.of(Mask.values())) {
                    String what = shape + ", " + mask;
                    float[] p = masked(shape, mask.of(shape));
                    Results expected = expected(oracle, shape, p);
                    boolean dense = mask == Mask.ALL || p.length < 30; // a handful may be more than a quarter
                    Results first = null;
                    for (int segments : mask == Mask.TENTH || mask == Mask.WHOLE_ROWS ? new int[] {1, 2, 4} : new int[] {4, 1}) {
                        products.force(segments);
                        Emulated.set("shuffle", segments);
                        Results actual = actual(device, storage, convolutions, shape, p);
                        Deviation.assertWithin(what + ", Y", actual.y, expected.y, tf32 && dense ? 3e-3 : 1e-5);
                        Deviation.assertWithin(what + ", dX", actual.dx, expected.dx, tf32 && dense ? 3e-3 : 1e-5);
                        first = first == null ? actual : first;
                        assertThat(actual.y).as(what).isEqualTo(first.y);
                        assertThat(actual.dx).as(what).isEqualTo(first.dx);
                    }
                }
            }
        }
    }

    /** A product over all entries would make 0 · ∞ of what is masked. */
    @Test
    void upToTheLimitNothingMaskedIsReadAndBeyondAllIs() {
        Shape shape = new Shape(Window.square(4, 5, 5, 3, 1, 1), 10, 20);
        for (int limit : new int[] {0, 39, 40, 90}) {
            try (DeviceLauncher device = Emulated.launcher()) {
                DeviceStorage storage = new DeviceStorage(device);
                CudaConvolutions convolutions = new CudaConvolutions(device, new TapProducts(device, (entries, ofTranspose, w, filters, stride) -> limit));
                float[] p = masked(shape, i -> i / 36 % 5 != 3 && i % 36 == 4 + 9 * (i / 36 % 4) || i / 36 < 2 && i % 36 / 9 == 1 + i / 36);
                int kept = 0;
                for (float value : p) {
                    kept += value != 0 ? 1 : 0;
                }
                assertThat(kept).as("non-zeros, so that the limits mean something").isBetween(20, 39);
                CudaTensor weight = weight(device, storage, shape, p);
                CudaTensor x = storage.activation(shape.window.inputs(), shape.batch);
                float[] images = random(shape.window.inputs() * shape.batch, 3);
                images[7] = Float.POSITIVE_INFINITY; // in a corner, which few taps read
                storage.load(batch(shape.window.inputs(), shape.batch, images), x);
                CudaTensor y = storage.activation(shape.filters * shape.window.positions(), shape.batch);
                convolutions.convolution(shape.window, weight, null, x, y);
                boolean read = false;
                for (float value : storage.download(y)) {
                    read |= Float.isNaN(value);
                }
                assertThat(read).as("limit %d, %d non-zeros", limit, kept).isEqualTo(limit < kept);
            }
        }
    }

    /** However P is written to, the next product sees it. */
    @Test
    void aListIsThatOfPAsItIs() {
        try (DeviceLauncher device = Emulated.launcher()) {
            DeviceStorage storage = new DeviceStorage(device);
            CudaProducts products = new CudaProducts(device, new TapProducts(device, SparseLimits.ALWAYS));
            CudaMasks masks = new CudaMasks(device);
            Shape shape = new Shape(Window.square(40, 1, 1, 1, 1, 0), 12, 5);
            CudaTensor w = storage.matrix(12, 40);
            CudaTensor t = storage.matrix(1, 1);
            CudaTensor p = storage.matrix(12, 40);
            CudaTensor other = storage.matrix(12, 40);
            storage.upload(w, random(480, 5));
            storage.upload(t, new float[] {0.9f});
            masks.refreshMask(w, t, p, -1, new MaskCount(480));
            assertProductsOf(products, storage, p, shape, "a mask");
            storage.upload(t, new float[] {0.8f});
            masks.refreshMask(w, t, p, -1, new MaskCount(480));
            assertProductsOf(products, storage, p, shape, "another mask");
            storage.upload(other, masked(shape, i -> i % 7 == 3));
            storage.copyRows(other, 2, p, 5, 4);
            assertProductsOf(products, storage, p, shape, "rows copied");
            storage.copy(other, p);
            assertProductsOf(products, storage, p, shape, "all copied");
            storage.upload(p, masked(shape, i -> i % 9 == 1));
            assertProductsOf(products, storage, p, shape, "uploaded");
            storage.clear(p);
            assertProductsOf(products, storage, p, shape, "cleared");
            storage.upload(p, masked(shape, i -> i % 3 == 0));
            assertProductsOf(products, storage, p, shape, "more than a list has room for");
        }
    }

    private static void assertProductsOf(CudaProducts products, DeviceStorage storage, CudaTensor p, Shape shape, String what) {
        try (EjmlBackend oracle = new EjmlBackend()) {
            Results expected = expected(oracle, shape, storage.download(p));
            CudaTensor x = storage.activation(shape.columns(), shape.batch);
            CudaTensor dy = storage.activation(shape.filters, shape.batch);
            storage.load(batch(shape.columns(), shape.batch, random(shape.columns() * shape.batch, 3)), x);
            storage.load(batch(shape.filters, shape.batch, random(shape.filters * shape.batch, 4)), dy);
            CudaTensor y = storage.activation(shape.filters, shape.batch);
            CudaTensor dx = storage.activation(shape.columns(), shape.batch);
            CudaTensor bias = storage.matrix(shape.filters, 1);
            storage.upload(bias, random(shape.filters, 2));
            products.sequence(1, p, bias, x, y);
            products.sequenceInputGradient(1, p, dy, dx);
            Deviation.assertWithin(what + ", Y", storage.download(y), expected.y, 1e-5);
            Deviation.assertWithin(what + ", dX", storage.download(dx), expected.dx, 1e-5);
        }
    }

    /** Ways are tried on memory of their own, once for good. */
    @Test
    void whatWasMeasuredOnceIsWhatAnyLaterRunGoesBy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sparse/GPU.txt");
        Shape shape = new Shape(Window.square(6, 5, 5, 3, 2, 1), 20, 40);
        float[] p = masked(shape, Mask.TENTH.of(shape));
        Results expected;
        try (EjmlBackend oracle = new EjmlBackend()) {
            expected = expected(oracle, shape, p);
        }
        Results first = null;
        String kept = null;
        for (int run = 0; run < 2; run++) {
            try (DeviceLauncher device = Emulated.launcher()) {
                DeviceStorage storage = new DeviceStorage(device);
                MeasuredLimits limits = new MeasuredLimits(new KeptVerdicts(file), new SparseTrial.OnDevice(device));
                Results actual = actual(device, storage, new CudaConvolutions(device, new TapProducts(device, limits)), shape, p);
                Deviation.assertWithin("Y", actual.y, expected.y, 1e-5);
                Deviation.assertWithin("dX", actual.dx, expected.dx, 1e-5);
                if (run == 0) {
                    first = actual;
                    kept = Files.readString(file);
                    assertThat(kept.lines()).hasSize(2).allMatch(line -> line.matches("(for|back)ward 20 of 6×5×5, .*\t\\d+\tall [\\d.]+ ms(, one in \\d+ [\\d.]+ ms)+"));
                } else {
                    assertThat(actual.y).isEqualTo(first.y);
                    assertThat(actual.dx).isEqualTo(first.dx);
                    assertThat(Files.readString(file)).isEqualTo(kept);
                }
            }
            assertThat(Emulated.get("blocks")).as("device memory that was not freed").isZero();
            assertThat(Emulated.get("trampled")).as("writes behind a block").isZero();
        }
    }

    @Test
    void anLstmWhoseGatesAreMaskedGivesWhatEjmlGives() {
        try (Backend device = Emulated.backend(); EjmlBackend oracle = new EjmlBackend()) {
            for (int batch : new int[] {1, 33, 100}) {
                float[][] expected = lstm(oracle, batch);
                float[][] actual = lstm(device, batch);
                for (int i = 0; i < expected.length; i++) {
                    Deviation.assertWithin("batch " + batch + ", result " + i, actual[i], expected[i], 1e-5);
                }
            }
        }
    }

    /** Hidden states, gradients of the gates, dX and dP_h of four steps of eight units. */
    private static float[][] lstm(Backend backend, int batch) {
        int h = 8;
        int features = 20;
        int steps = 4;
        Tensor px = gates(backend, h, features, 11);
        Tensor ph = gates(backend, h, h, 12);
        Tensor bias = backend.matrix(4 * h, 1);
        backend.upload(bias, random(4 * h, 13));
        Tensor x = backend.activation(steps * features, batch);
        Tensor dHidden = backend.activation(steps * h, batch);
        backend.load(batch(steps * features, batch, random(steps * features * batch, 14)), x);
        backend.load(batch(steps * h, batch, random(steps * h * batch, 15)), dHidden);
        Tensor gates = backend.activation(steps * 4 * h, batch);
        Tensor cells = backend.activation(steps * h, batch);
        Tensor hidden = backend.activation(steps * h, batch);
        Tensor dx = backend.activation(steps * features, batch);
        Tensor dpx = backend.matrix(4 * h, features);
        Tensor dph = backend.matrix(4 * h, h);
        Tensor dBias = backend.matrix(4 * h, 1);
        backend.lstm(steps, px, ph, bias, x, gates, cells, hidden);
        float[] states = backend.download(hidden);
        backend.lstmGradient(steps, px, ph, x, gates, cells, hidden, dHidden, dpx, dph, dBias, dx);
        return new float[][] {states, backend.download(gates), backend.download(dx), backend.download(dph)};
    }

    /** P of four gates one below the other, a fifth of each remaining. */
    private static Tensor gates(Backend backend, int h, int columns, long seed) {
        Tensor all = backend.matrix(4 * h, columns);
        Tensor t = backend.matrix(1, 1);
        backend.upload(t, new float[] {0.8f});
        for (int gate = 0; gate < 4; gate++) {
            Tensor w = backend.matrix(h, columns);
            Tensor p = backend.matrix(h, columns);
            backend.upload(w, random(h * columns, seed + 100 * gate));
            backend.refreshMask(w, t, p, -1, new MaskCount(w.size()));
            backend.copyRows(p, 0, all, gate * h, h);
        }
        return all;
    }

    private static float[] masked(Shape s, IntPredicate mask) {
        float[] p = random(s.filters * s.columns(), 1);
        for (int i = 0; i < p.length; i++) {
            p[i] = mask.test(i) ? p[i] : 0;
        }
        return p;
    }

    private static CudaTensor weight(DeviceLauncher device, DeviceStorage storage, Shape s, float[] values) {
        CudaTensor p = storage.matrix(s.filters, s.columns());
        p.masked(device);
        storage.upload(p, values);
        return p;
    }

    private static Results expected(EjmlBackend oracle, Shape s, float[] values) {
        Window w = s.window;
        Tensor p = oracle.matrix(s.filters, s.columns());
        Tensor bias = oracle.matrix(s.filters, 1);
        oracle.upload(p, values);
        oracle.upload(bias, random(s.filters, 2));
        Tensor x = oracle.activation(w.inputs(), s.batch);
        Tensor dy = oracle.activation(s.filters * w.positions(), s.batch);
        oracle.load(batch(w.inputs(), s.batch, random(w.inputs() * s.batch, 3)), x);
        oracle.load(batch(s.filters * w.positions(), s.batch, random(s.filters * w.positions() * s.batch, 4)), dy);
        Tensor y = oracle.activation(s.filters * w.positions(), s.batch);
        Tensor dx = oracle.activation(w.inputs(), s.batch);
        oracle.convolution(w, p, bias, x, y);
        oracle.convolutionInputGradient(w, p, dy, dx);
        return new Results(oracle.download(y), oracle.download(dx));
    }

    private static Results actual(DeviceLauncher device, DeviceStorage storage, CudaConvolutions convolutions, Shape s, float[] values) {
        Window w = s.window;
        CudaTensor p = weight(device, storage, s, values);
        CudaTensor bias = storage.matrix(s.filters, 1);
        storage.upload(bias, random(s.filters, 2));
        CudaTensor x = storage.activation(w.inputs(), s.batch);
        CudaTensor dy = storage.activation(s.filters * w.positions(), s.batch);
        storage.load(batch(w.inputs(), s.batch, random(w.inputs() * s.batch, 3)), x);
        storage.load(batch(s.filters * w.positions(), s.batch, random(s.filters * w.positions() * s.batch, 4)), dy);
        CudaTensor y = storage.activation(s.filters * w.positions(), s.batch);
        CudaTensor dx = storage.activation(w.inputs(), s.batch);
        convolutions.convolution(w, p, bias, x, y);
        convolutions.convolutionInputGradient(w, p, dy, dx);
        Results results = new Results(storage.download(y), storage.download(dx));
        for (int i = 0; i < dx.stored(); i++) {
            assertThat(i % dx.stride() < s.batch || Emulated.stored(dx).get(i) == 0).as("%s: padding of dX at %d", s, i).isTrue();
        }
        return results;
    }

    private static Batch batch(int features, int columns, float[] values) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i / columns * batch.stride() + i % columns] = values[i];
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
