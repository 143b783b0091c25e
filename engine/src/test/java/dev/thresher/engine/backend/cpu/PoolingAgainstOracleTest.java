package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Agreement.draw;
import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.assertPaddingIsZero;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.stale;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.Agreement.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The SIMD pools against the plain ones, on windows that overlap, leave gaps, reach into the padding, or are the whole image. */
class PoolingAgainstOracleTest {
    @AutoClose
    private final Agreement agreement = new Agreement();

    private record Shape(Window window, int batch) {
        int pooled() {
            return window.channels() * window.positions();
        }
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int batch : Agreement.BATCHES) {
            shapes.add(new Shape(Window.square(3, 6, 6, 2, 2, 0), batch));
            shapes.add(new Shape(new Window(5, 4, 3, 4, 3, 1, 1, 0, 0), batch));
        }
        for (int i = 0; i < 40; i++) {
            int kernelHeight = draw(i, 0, 1, 2, 3, 4);
            int kernelWidth = draw(i, 1, 1, 2, 3, 4);
            int padHeight = draw(i, 2, 0, kernelHeight / 2);
            int padWidth = draw(i, 3, 0, kernelWidth / 2);
            int height = kernelHeight + draw(i, 4, 0, 1, 2, 5);
            int width = kernelWidth + draw(i, 5, 0, 1, 2, 5);
            shapes.add(new Shape(new Window(draw(i, 6, 1, 2, 7), height, width, kernelHeight, kernelWidth, draw(i, 7, 1, 2, 3),
                    draw(i, 8, 1, 2, 3), padHeight, padWidth), draw(i, 9, Agreement.BATCHES)));
        }
        return shapes;
    }

    /** Few different values, so that most windows have several greatest ones. */
    private static Tensor withTies(Backend backend, int features, int columns) {
        float[] values = random(features * columns, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * 2) / 2f;
        }
        return Backends.filled(backend, features, columns, values);
    }

    @Test
    void maximaAndTheirGradientsWithTies() {
        for (Shape shape : shapes()) {
            agreement.check(shape, 1e-6, backend -> {
                Tensor x = stale(withTies(backend, shape.window.inputs(), shape.batch));
                Tensor y = unwritten(backend, shape.pooled(), shape.batch);
                Tensor dx = unwritten(backend, shape.window.inputs(), shape.batch);
                backend.maxPool(shape.window, x, y);
                backend.maxPoolGradient(shape.window, x, activation(backend, shape.pooled(), shape.batch, 2), dx);
                assertPaddingIsZero("dX of " + shape, dx);
                return List.of(Result.of("Y", backend, y), Result.of("dX", backend, dx));
            });
        }
    }

    @Test
    void averagesAndTheirGradients() {
        for (Shape shape : shapes()) {
            agreement.check(shape, 3e-6, backend -> {
                Tensor y = unwritten(backend, shape.pooled(), shape.batch);
                Tensor dx = unwritten(backend, shape.window.inputs(), shape.batch);
                backend.averagePool(shape.window, stale(activation(backend, shape.window.inputs(), shape.batch, 1)), y);
                backend.averagePoolGradient(shape.window, activation(backend, shape.pooled(), shape.batch, 2), dx);
                assertPaddingIsZero("dX of " + shape, dx);
                return List.of(Result.of("Y", backend, y).besides(1), Result.of("dX", backend, dx));
            });
        }
    }
}
