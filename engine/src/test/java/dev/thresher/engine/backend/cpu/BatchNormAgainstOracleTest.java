package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Agreement.draw;
import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.assertPaddingIsZero;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.stale;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.Agreement.Result;
import dev.thresher.engine.testing.Deviation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The SIMD batch norm against the plain one, after linear layers (one position) and after convolutions. */
class BatchNormAgainstOracleTest {
    private static final float MOMENTUM = 0.1f;
    private static final float EPSILON = 1e-5f;

    @AutoClose
    private final Agreement agreement = new Agreement();

    private record Shape(int channels, int positions, int batch) {
        int rows() {
            return channels * positions;
        }
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int batch : Agreement.BATCHES) {
            shapes.add(new Shape(3, 1, batch));
            shapes.add(new Shape(5, 49, batch));
        }
        for (int i = 0; i < 24; i++) {
            shapes.add(new Shape(draw(i, 0, 1, 2, 7, 16), draw(i, 1, 1, 2, 9, 64), draw(i, 2, Agreement.BATCHES)));
        }
        return shapes;
    }

    @Test
    void outputsStatisticsAndGradients() {
        for (Shape shape : shapes()) {
            agreement.check(shape, 1e-5, backend -> results(backend, shape, activation(backend, shape.rows(), shape.batch, 1)));
        }
    }

    /** The variance is that of the distances from the mean: as a difference of squares it would have no digit left here. */
    @Test
    void aMeanFarFromZero() {
        Shape shape = new Shape(3, 49, 100);
        float[] values = random(shape.rows() * shape.batch, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] += 3000f;
        }
        agreement.check(shape, 5e-4, backend -> {
            List<Result> all = results(backend, shape, Backends.filled(backend, shape.rows(), shape.batch, values));
            return all.stream().filter(r -> !r.what().equals("dX")).toList();
        });
    }

    private static List<Result> results(Backend backend, Shape shape, Tensor x) {
        int channels = shape.channels;
        Tensor in = stale(x);
        Tensor gamma = matrix(backend, channels, 1, random(channels, 2));
        Tensor beta = matrix(backend, channels, 1, random(channels, 3));
        Tensor runningMean = matrix(backend, channels, 1, random(channels, 4));
        Tensor runningVariance = matrix(backend, channels, 1, positive(random(channels, 5)));
        Tensor mean = backend.matrix(channels, 1);
        Tensor inverse = backend.matrix(channels, 1);
        Tensor y = unwritten(backend, shape.rows(), shape.batch);
        Tensor inferred = unwritten(backend, shape.rows(), shape.batch);
        backend.batchNormInference(in, gamma, beta, runningMean, runningVariance, EPSILON, inferred);
        backend.batchNorm(in, gamma, beta, runningMean, runningVariance, MOMENTUM, EPSILON, mean, inverse, y);
        Tensor dy = activation(backend, shape.rows(), shape.batch, 6);
        Tensor dx = unwritten(backend, shape.rows(), shape.batch);
        Tensor dGamma = backend.matrix(channels, 1);
        Tensor dBeta = backend.matrix(channels, 1);
        backend.batchNormGradient(in, gamma, mean, inverse, dy, dGamma, dBeta, dx);
        assertPaddingIsZero("Y of " + shape, y);
        assertPaddingIsZero("Y of an evaluation of " + shape, inferred);
        assertPaddingIsZero("dX of " + shape, dx);
        // what dX is a difference of; of one or two entries nothing remains of it
        double ofGradients = Deviation.largest(backend.download(inverse)) * Deviation.largest(backend.download(gamma));
        return List.of(Result.of("Y", backend, y).besides(1), Result.of("Y of an evaluation", backend, inferred).besides(1),
                Result.of("mean", backend, mean).besides(1), Result.of("inverse deviation", backend, inverse),
                Result.of("running mean", backend, runningMean), Result.of("running variance", backend, runningVariance),
                Result.of("dGamma", backend, dGamma).besides(1), Result.of("dBeta", backend, dBeta).besides(1),
                Result.of("dX", backend, dx).besides(ofGradients));
    }

    private static float[] positive(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.1f + Math.abs(values[i]);
        }
        return values;
    }
}
