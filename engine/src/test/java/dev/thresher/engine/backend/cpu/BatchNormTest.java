package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.filled;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.testing.FiniteDifferences;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch norm of four numbers by hand, and its gradients against finite differences of ⟨dY, Y⟩. */
class BatchNormTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final int CHANNELS = 2;
    private static final int POSITIONS = 3;
    private static final int BATCH = 2;

    /**
     * Of (1, 2, 3, 4), two positions of two examples: mean 2.5, variance 1.25, unbiased 5/3. With ε = 5 the deviation is 2.5, and with
     * γ = 5, β = 1 the outputs are 2 (x − 2.5) + 1. Momentum 0.25: running mean 0.75 · 2 + 0.25 · 2.5, variance 0.75 + 0.25 · 5/3.
     */
    @ParameterizedTest
    @MethodSource(ALL)
    void theNumbersOneToFour(Backend backend) {
        Tensor x = filled(backend, 2, 2, 1, 2, 3, 4);
        Tensor gamma = matrix(backend, 1, 1, 5);
        Tensor beta = matrix(backend, 1, 1, 1);
        Tensor runningMean = matrix(backend, 1, 1, 2);
        Tensor runningVariance = matrix(backend, 1, 1, 1);
        Tensor mean = backend.matrix(1, 1);
        Tensor inverse = backend.matrix(1, 1);
        Tensor y = backend.activation(2, 2);
        backend.batchNorm(x, gamma, beta, runningMean, runningVariance, 0.25f, 5f, mean, inverse, y);
        MaskRulesTest.close(backend.download(y), -2, 0, 2, 4);
        MaskRulesTest.close(backend.download(mean), 2.5);
        MaskRulesTest.close(backend.download(inverse), 0.4);
        MaskRulesTest.close(backend.download(runningMean), 2.125);
        MaskRulesTest.close(backend.download(runningVariance), 0.75 + 0.25 * 5 / 3);
    }

    /** Mean 1, variance 3, ε = 1: 4 · (x − 1) / 2 − 3, and nothing of the batch. */
    @ParameterizedTest
    @MethodSource(ALL)
    void anEvaluationTakesTheRunningStatisticsAndLeavesThem(Backend backend) {
        Tensor runningMean = matrix(backend, 1, 1, 1);
        Tensor runningVariance = matrix(backend, 1, 1, 3);
        Tensor y = backend.activation(1, 3);
        backend.batchNormInference(filled(backend, 1, 3, 1, 2, -3), matrix(backend, 1, 1, 4), matrix(backend, 1, 1, -3), runningMean,
                runningVariance, 1f, y);
        MaskRulesTest.close(backend.download(y), -3, -1, -11);
        assertThat(backend.download(runningMean)).containsExactly(1);
        assertThat(backend.download(runningVariance)).containsExactly(3);
    }

    /** Of one entry there is no unbiased variance; the running one moves towards 0 and stays a number. */
    @ParameterizedTest
    @MethodSource(ALL)
    void aSingleEntryBecomesBeta(Backend backend) {
        Tensor runningVariance = matrix(backend, 1, 1, 1);
        Tensor y = backend.activation(1, 1);
        backend.batchNorm(filled(backend, 1, 1, 7), matrix(backend, 1, 1, 2), matrix(backend, 1, 1, 0.5f), backend.matrix(1, 1),
                runningVariance, 0.25f, 1e-5f, backend.matrix(1, 1), backend.matrix(1, 1), y);
        assertThat(backend.download(y)).containsExactly(0.5f);
        assertThat(backend.download(runningVariance)).containsExactly(0.75f);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void gradientsAreFiniteDifferences(Backend backend) {
        int rows = CHANNELS * POSITIONS;
        float[] x = random(rows * BATCH, 1);
        float[] gamma = {1.5f, -0.7f};
        float[] beta = {0.3f, 0.1f};
        float[] dy = random(rows * BATCH, 2);
        Tensor mean = backend.matrix(CHANNELS, 1);
        Tensor inverse = backend.matrix(CHANNELS, 1);
        loss(backend, x, gamma, beta, dy, mean, inverse);
        Tensor dGamma = backend.matrix(CHANNELS, 1);
        Tensor dBeta = backend.matrix(CHANNELS, 1);
        Tensor dx = backend.activation(rows, BATCH);
        backend.batchNormGradient(filled(backend, rows, BATCH, x), matrix(backend, CHANNELS, 1, gamma), mean, inverse,
                filled(backend, rows, BATCH, dy), dGamma, dBeta, dx);
        DoubleSupplier loss = () -> loss(backend, x, gamma, beta, dy, mean, inverse);
        FiniteDifferences.check("dX", backend.download(dx), x, loss, 1e-3);
        FiniteDifferences.check("dGamma", backend.download(dGamma), gamma, loss, 1e-3);
        FiniteDifferences.check("dBeta", backend.download(dBeta), beta, loss, 1e-3);
    }

    private static double loss(Backend backend, float[] x, float[] gamma, float[] beta, float[] dy, Tensor mean, Tensor inverse) {
        Tensor y = backend.activation(CHANNELS * POSITIONS, BATCH);
        backend.batchNorm(filled(backend, CHANNELS * POSITIONS, BATCH, x), matrix(backend, CHANNELS, 1, gamma),
                matrix(backend, CHANNELS, 1, beta), backend.matrix(CHANNELS, 1), backend.matrix(CHANNELS, 1), 0.1f, 1e-2f, mean, inverse,
                y);
        return FiniteDifferences.dot(dy, backend.download(y));
    }
}
