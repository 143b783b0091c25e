package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.testing.Deviation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tile, with whole sums and with sums cut in three, in fp32 and on emulated tensor cores, against plain EJML. */
class TileAgainstOracleTest {
    private static final List<Shape> SHAPES = List.of(new Shape(Window.square(784, 1, 1, 1, 1, 0), 300, 64),
            new Shape(Window.square(37, 1, 1, 1, 1, 0), 10, 100), new Shape(Window.square(3, 6, 5, 3, 1, 1), 7, 33),
            new Shape(Window.square(20, 5, 5, 5, 1, 0), 50, 3), new Shape(Window.square(64, 2, 2, 3, 1, 1), 130, 64),
            new Shape(Window.square(8, 7, 6, 1, 2, 0), 20, 1), new Shape(Window.square(3, 11, 11, 7, 2, 3), 8, 40),
            new Shape(new Window(5, 4, 9, 2, 3, 1, 3, 0, 2), 6, 17), new Shape(Window.square(2, 9, 9, 9, 1, 4), 3, 5));

    private record Shape(Window window, int filters, int batch) {
    }

    private record Results(float[] y, float[] dx, float[] dp) {
    }

    /** Rounding to tf32 changes a factor by 2⁻¹¹ at most; sums of products of both stay well within a few times that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTileGivesWhatEjmlGives(boolean tf32) {
        try (DeviceLauncher device = Emulated.launcher(tf32)) {
            Emulated.set("shuffle", 1);
            assertThat(device.tf32()).isEqualTo(tf32);
            DeviceStorage storage = new DeviceStorage(device);
            TapProducts products = new TapProducts(device, SparseLimits.NEVER);
            CudaConvolutions convolutions = new CudaConvolutions(device, products);
            for (Shape shape : SHAPES) {
                Results expected = expected(shape);
                for (Tiling tiling : tilings(tf32)) {
                    products.force(chosen -> tiling);
                    Results actual = actual(device, storage, convolutions, shape);
                    String what = shape + ", " + tiling + (tf32 ? ", tf32" : ", fp32");
                    Deviation.assertWithin(what + ", Y", actual.y, expected.y, tf32 ? 3e-3 : 1e-5);
                    Deviation.assertWithin(what + ", dX", actual.dx, expected.dx, tf32 ? 3e-3 : 1e-5);
                    Deviation.assertWithin(what + ", dP", actual.dp, expected.dp, tf32 ? 3e-3 : 1e-5);
                }
            }
        }
    }

    private static List<Tiling> tilings(boolean tf32) {
        List<Tiling> all = new ArrayList<>();
        for (Tiling.Tile tile : Tiling.Tile.values()) {
            if (tile.isFor(tf32)) {
                all.add(new Tiling(tile, 1));
                all.add(new Tiling(tile, 3));
            }
        }
        return all;
    }

    private static Results expected(Shape s) {
        try (EjmlBackend oracle = new EjmlBackend()) {
            Window w = s.window;
            Tensor p = oracle.matrix(s.filters, w.filterSize());
            Tensor bias = oracle.matrix(s.filters, 1);
            oracle.upload(p, random(s.filters * w.filterSize(), 1));
            oracle.upload(bias, random(s.filters, 2));
            Tensor x = oracle.activation(w.inputs(), s.batch);
            Tensor dy = oracle.activation(s.filters * w.positions(), s.batch);
            oracle.load(batch(w.inputs(), s.batch, 3), x);
            oracle.load(batch(s.filters * w.positions(), s.batch, 4), dy);
            Tensor y = oracle.activation(s.filters * w.positions(), s.batch);
            Tensor dx = oracle.activation(w.inputs(), s.batch);
            Tensor dp = oracle.matrix(s.filters, w.filterSize());
            oracle.convolution(w, p, bias, x, y);
            oracle.convolutionInputGradient(w, p, dy, dx);
            oracle.convolutionWeightGradient(w, dy, x, dp);
            return new Results(oracle.download(y), oracle.download(dx), oracle.download(dp));
        }
    }

    private static Results actual(DeviceLauncher device, DeviceStorage storage, CudaConvolutions convolutions, Shape s) {
        Window w = s.window;
        CudaTensor p = storage.matrix(s.filters, w.filterSize());
        CudaTensor bias = storage.matrix(s.filters, 1);
        storage.upload(p, random(s.filters * w.filterSize(), 1));
        storage.upload(bias, random(s.filters, 2));
        CudaTensor x = storage.activation(w.inputs(), s.batch);
        CudaTensor dy = storage.activation(s.filters * w.positions(), s.batch);
        storage.load(batch(w.inputs(), s.batch, 3), x);
        storage.load(batch(s.filters * w.positions(), s.batch, 4), dy);
        CudaTensor y = storage.activation(s.filters * w.positions(), s.batch);
        CudaTensor dx = storage.activation(w.inputs(), s.batch);
        CudaTensor dp = storage.matrix(s.filters, w.filterSize());
        convolutions.convolution(w, p, bias, x, y);
        convolutions.convolutionInputGradient(w, p, dy, dx);
        convolutions.convolutionWeightGradient(w, dy, x, dp);
        Results results = new Results(storage.download(y), storage.download(dx), storage.download(dp));
        for (int i = 0; i < dx.stored(); i++) {
            assertThat(i % dx.stride() < s.batch || Emulated.stored(dx).get(i) == 0).as("%s: padding of dX at %d", s, i).isTrue();
        }
        return results;
    }

    private static Batch batch(int features, int columns, long seed) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        for (int f = 0; f < features; f++) {
            for (int n = 0; n < columns; n++) {
                batch.features()[f * batch.stride() + n] = value(seed, (long) f * columns + n);
            }
        }
        return batch;
    }

    private static float[] random(int count, long seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(seed, i);
        }
        return values;
    }

    private static float value(long seed, long index) {
        return (float) (2 * Randomness.uniform(seed, Purpose.SYNTHESIS, 0, index) - 1);
    }
}
