package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Agreement.draw;
import static dev.thresher.engine.backend.cpu.Backends.assertPaddingIsZero;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.stale;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.Agreement.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The task loss and the sparse loss, of few and of many classes, examples and thresholds. */
class LossesAgainstOracleTest {
    @AutoClose
    private final Agreement agreement = new Agreement();

    private record Shape(int classes, int batch) {
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(10, 64), new Shape(10, 1), new Shape(1000, 33), new Shape(3, 300)));
        for (int i = 0; i < 24; i++) {
            shapes.add(new Shape(draw(i, 0, 1, 2, 7, 8, 9, 10, 100), draw(i, 1, Agreement.BATCHES)));
        }
        return shapes;
    }

    /** In quarters, so that some examples have several greatest logits. */
    private static float[] logits(Shape shape) {
        float[] values = random(shape.classes * shape.batch, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * 32) / 4f;
        }
        return values;
    }

    @Test
    void lossRightAnswersAndGradient() {
        for (Shape s : shapes()) {
            int[] labels = new int[s.batch];
            for (int n = 0; n < s.batch; n++) {
                labels[n] = n * 7 % s.classes;
            }
            agreement.check(s, 1e-5, backend -> { // lanes add up a thousand exponentials in single precision
                Tensor logits = stale(Backends.filled(backend, s.classes, s.batch, logits(s)));
                Tensor gradient = unwritten(backend, s.classes, s.batch);
                LossResult trained = new LossResult();
                LossResult evaluated = new LossResult();
                backend.softmaxCrossEntropy(logits, labels, gradient, trained);
                backend.softmaxCrossEntropy(logits, labels, null, evaluated);
                backend.await();
                assertPaddingIsZero("gradient of " + s, gradient);
                assertThat(trained.count()).isEqualTo(s.batch);
                assertThat(evaluated.sum()).as("the loss without a gradient").isEqualTo(trained.sum());
                assertThat(evaluated.correct()).isEqualTo(trained.correct());
                return List.of(Result.of("gradient", backend, gradient), new Result("loss", new float[] {(float) trained.sum()}, 1),
                        new Result("right answers", new float[] {trained.correct()}, 0));
            });
        }
    }

    /** Thresholds of a layer, of its neurons, and of every weight. */
    @Test
    void sparseLossAndItsGradient() {
        for (int[] shape : new int[][] {{1, 1}, {300, 1}, {5, 7}, {33, 65}, {300, 784}}) {
            int n = shape[0] * shape[1];
            agreement.check(shape[0] + "×" + shape[1], 1e-6, backend -> {
                Tensor dt = matrix(backend, shape[0], shape[1], random(n, 2));
                SumResult sum = new SumResult();
                backend.sparseLoss(matrix(backend, shape[0], shape[1], random(n, 1)), dt, 0.3f, sum);
                backend.await();
                return List.of(Result.of("dt", backend, dt), new Result("sum", new float[] {(float) sum.value()}, 0));
            });
        }
    }
}
