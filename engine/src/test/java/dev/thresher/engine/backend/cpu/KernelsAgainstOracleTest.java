package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.testing.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every SIMD kernel against the plain implementation, on shapes around the edges of lanes, tiles and pieces. */
class KernelsAgainstOracleTest {
    private static final String SIMD = "dev.thresher.engine.backend.cpu.Backends#simd";
    private static final int[] SIZES = {1, 2, 5, 6, 7, 12, 15, 16, 17, 31, 33, 48, 63, 64, 65, 100, 130};

    private record Shape(int out, int in, int batch) {
    }

    /** Random small shapes, the three layers of LeNet-300-100, and some whose operands are packed or whose inner dimension is cut. */
    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(300, 784, 64), new Shape(100, 300, 64),
                new Shape(10, 100, 64), new Shape(10, 100, 32), new Shape(1, 1, 1), new Shape(13, 1030, 70), new Shape(2, 1100, 33),
                new Shape(70, 1537, 112), new Shape(1100, 40, 300), new Shape(4, 90, 520)));
        for (int i = 0; i < 40; i++) {
            shapes.add(new Shape(size(3 * i), size(3 * i + 1), size(3 * i + 2)));
        }
        return shapes;
    }

    private static int size(int index) {
        return SIZES[Randomness.below(SIZES.length, 7, Purpose.SYNTHESIS, 1, index)];
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void linear(Backend simd) {
        compare(simd, s -> b -> {
            Tensor y = b.activation(s.out, s.batch);
            b.linear(Backends.matrix(b, s.out, s.in, Backends.random(s.out * s.in, 1)),
                    Backends.matrix(b, s.out, 1, Backends.random(s.out, 2)), Backends.activation(b, s.in, s.batch, 3), y);
            return b.download(y);
        });
    }

    /** A ReLU in the product's last store gives what one after it gives, bit by bit. */
    @ParameterizedTest
    @MethodSource(SIMD)
    void linearWithARelu(Backend simd) {
        compare(simd, s -> b -> {
            Tensor p = Backends.matrix(b, s.out, s.in, Backends.random(s.out * s.in, 1));
            Tensor bias = Backends.matrix(b, s.out, 1, Backends.random(s.out, 2));
            Tensor x = Backends.activation(b, s.in, s.batch, 3);
            Tensor y = Backends.unwritten(b, s.out, s.batch);
            b.linearRelu(p, bias, x, y);
            Tensor after = Backends.unwritten(b, s.out, s.batch);
            b.linear(p, bias, x, after);
            b.relu(after, after);
            assertThat(b.download(y)).as(s.toString()).isEqualTo(b.download(after));
            return b.download(y);
        });
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void inputGradient(Backend simd) {
        compare(simd, s -> b -> {
            Tensor dx = b.activation(s.in, s.batch);
            b.linearInputGradient(Backends.matrix(b, s.out, s.in, Backends.random(s.out * s.in, 1)),
                    Backends.activation(b, s.out, s.batch, 2), dx);
            return b.download(dx);
        });
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void weightGradientAndRowSums(Backend simd) {
        compare(simd, s -> b -> {
            Tensor dp = b.matrix(s.out, s.in);
            Tensor dy = Backends.activation(b, s.out, s.batch, 1);
            b.linearWeightGradient(dy, Backends.activation(b, s.in, s.batch, 2), dp);
            return b.download(dp);
        });
        compare(simd, s -> b -> {
            Tensor sums = b.matrix(s.out, 1);
            b.channelSums(Backends.activation(b, 3 * s.out, s.batch, 1), sums);
            float[] ofChannels = b.download(sums);
            b.channelSums(Backends.activation(b, s.out, s.batch, 1), sums);
            return join(ofChannels, b.download(sums));
        });
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void reluAndItsGradient(Backend simd) {
        compare(simd, s -> b -> {
            Tensor y = b.activation(s.in, s.batch);
            b.relu(Backends.activation(b, s.in, s.batch, 1), y);
            Tensor dx = b.activation(s.in, s.batch);
            b.reluGradient(y, Backends.activation(b, s.in, s.batch, 2), dx);
            return b.download(dx);
        });
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void maskAndItsGradients(Backend simd) {
        for (ThresholdKind kind : ThresholdKind.values()) {
            for (StepEstimator estimator : StepEstimator.values()) {
                List<Long> kept = new ArrayList<>();
                compare(simd, s -> b -> {
                    Tensor w = Backends.matrix(b, s.out, s.in, Backends.random(s.out * s.in, 1));
                    int rows = kind.rows(s.out);
                    int columns = kind.cols(s.in);
                    Tensor t = Backends.matrix(b, rows, columns, Backends.random(rows * columns, 2));
                    Tensor p = b.matrix(s.out, s.in);
                    MaskCount count = new MaskCount(w.size());
                    b.refreshMask(w, t, p, -1, count);
                    Tensor d = Backends.matrix(b, s.out, s.in, Backends.random(s.out * s.in, 3));
                    Tensor dt = b.matrix(rows, columns);
                    b.maskGradient(w, t, d, dt, estimator);
                    b.await();
                    kept.add(count.kept());
                    return join(b.download(p), b.download(d), b.download(dt));
                });
                for (int i = 0; i < kept.size(); i += 2) {
                    assertThat(kept.get(i + 1)).as(kind + ", entries kept").isEqualTo(kept.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SIMD)
    void momentumUpdate(Backend simd) {
        compare(simd, s -> b -> {
            int n = s.out * s.in;
            Tensor p = Backends.matrix(b, s.out, s.in, Backends.random(n, 1));
            Tensor v = Backends.matrix(b, s.out, s.in, Backends.random(n, 2));
            b.sgd(p, Backends.matrix(b, s.out, s.in, Backends.random(n, 3)), v, 0.1f, 0.9f, false, 1e-2f);
            b.sgd(p, Backends.matrix(b, s.out, s.in, Backends.random(n, 4)), v, 0.1f, 0.9f, true, 1e-2f);
            return join(b.download(p), b.download(v));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.thresher.engine.backend.cpu.Backends#all")
    void crossEntropyOfKnownLogits(Backend backend) {
        // one example: softmax of (0, log 3) is (1/4, 3/4)
        Tensor logits = Backends.activation(backend, 2, 1, 1);
        backend.linear(Backends.matrix(backend, 2, 1, 0f, 0f), Backends.matrix(backend, 2, 1, 0f, (float) Math.log(3)),
                Backends.activation(backend, 1, 1, 1), logits);
        LossResult loss = new LossResult();
        Tensor gradient = backend.activation(2, 1);
        backend.softmaxCrossEntropy(logits, new int[] {0}, gradient, loss);
        backend.await();
        assertThat(loss.mean()).isCloseTo(Math.log(4), within(1e-6));
        assertThat(loss.correct()).isZero();
        MaskRulesTest.close(backend.download(gradient), -0.75, 0.75);
    }

    private static void compare(Backend simd, Function<Shape, Function<Backend, float[]>> operation) {
        Backend oracle = new EjmlBackend();
        for (Shape shape : shapes()) {
            float[] expected = operation.apply(shape).apply(oracle);
            float[] actual = operation.apply(shape).apply(simd);
            Deviation.assertWithin(simd.description() + ", " + shape, actual, expected, 3e-6);
        }
    }

    private static float[] join(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
