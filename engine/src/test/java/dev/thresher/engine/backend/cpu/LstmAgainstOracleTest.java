package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.assertPaddingIsZero;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.stale;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.Agreement.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The SIMD LSTM against the plain one. */
class LstmAgainstOracleTest {
    @AutoClose
    private final Agreement agreement = new Agreement();

    private record Shape(int features, int hidden, int steps, int batch) {
    }

    /** A layer's tensors, and its two passes. */
    private static final class Layer {
        private final Backend backend;
        private final Shape s;
        private final Tensor px;
        private final Tensor ph;
        private final Tensor bias;
        private final Tensor x;
        private final Tensor gates;
        private final Tensor cells;
        private final Tensor hidden;

        Layer(Backend backend, Shape s, long seed) {
            this.backend = backend;
            this.s = s;
            px = matrix(backend, 4 * s.hidden, s.features, random(4 * s.hidden * s.features, seed));
            ph = matrix(backend, 4 * s.hidden, s.hidden, random(4 * s.hidden * s.hidden, seed + 1));
            bias = matrix(backend, 4 * s.hidden, 1, random(4 * s.hidden, seed + 2));
            x = stale(activation(backend, s.steps * s.features, s.batch, seed + 3));
            gates = unwritten(backend, s.steps * 4 * s.hidden, s.batch);
            cells = unwritten(backend, s.steps * s.hidden, s.batch);
            hidden = unwritten(backend, s.steps * s.hidden, s.batch);
        }

        List<Result> forward() {
            backend.lstm(s.steps, px, ph, bias, x, gates, cells, hidden);
            return List.of(Result.of("gates", backend, gates), Result.of("cells", backend, cells).besides(1),
                    Result.of("hidden", backend, hidden).besides(1));
        }

        List<Result> backward(boolean needsInputGradient) {
            Tensor dpx = backend.matrix(4 * s.hidden, s.features);
            Tensor dph = backend.matrix(4 * s.hidden, s.hidden);
            Tensor dBias = backend.matrix(4 * s.hidden, 1);
            Tensor dx = needsInputGradient ? unwritten(backend, s.steps * s.features, s.batch) : null;
            backend.lstmGradient(s.steps, px, ph, x, gates, cells, hidden, activation(backend, s.steps * s.hidden, s.batch, 9), dpx, dph,
                    dBias, dx);
            List<Result> results = new ArrayList<>(List.of(Result.of("gates' gradient", backend, gates).besides(0.1),
                    Result.of("dP_x", backend, dpx).besides(0.1), Result.of("dP_h", backend, dph).besides(0.1),
                    Result.of("dBias", backend, dBias).besides(0.1)));
            if (needsInputGradient) {
                assertPaddingIsZero("dX of " + s, dx);
                results.add(Result.of("dX", backend, dx).besides(0.1));
            }
            return results;
        }
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int features : new int[] {1, 5, 28}) {
            for (int hidden : new int[] {1, 3, 16}) {
                for (int steps : new int[] {1, 2, 7}) {
                    int batches = Agreement.BATCHES.length;
                    shapes.add(new Shape(features, hidden, steps, Agreement.BATCHES[shapes.size() % batches]));
                    shapes.add(new Shape(features, hidden, steps, Agreement.BATCHES[(3 * shapes.size() + 2) % batches]));
                }
            }
        }
        return shapes;
    }

    @Test
    void statesAndGradients() {
        for (Shape shape : shapes()) {
            agreement.check(shape, 1e-5, backend -> {
                Layer layer = new Layer(backend, shape, 1);
                List<Result> all = new ArrayList<>(layer.forward());
                all.addAll(layer.backward(true));
                layer.forward();
                all.addAll(layer.backward(false));
                return all;
            });
        }
    }

    /** The second layer's pass comes between the two of the first, as in a network of two layers. */
    @Test
    void layersTakeTurnsWithoutDisturbingEachOther() {
        Shape shape = new Shape(5, 3, 4, 17);
        agreement.check(shape, 1e-5, backend -> {
            Layer first = new Layer(backend, shape, 1);
            Layer second = new Layer(backend, new Shape(3, 7, 4, 17), 5);
            List<Result> all = new ArrayList<>(first.forward());
            all.addAll(second.forward());
            all.addAll(second.backward(true));
            all.addAll(first.backward(true));
            return all;
        });
    }
}
