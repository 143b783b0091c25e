package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the method on every implementation, against numbers worked out by hand. */
class MaskRulesTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    // the 2×3 example of all gradient tests
    private static final float[] W = {0.5f, -0.2f, 1.0f, -0.6f, 0.1f, 0.3f};
    private static final float[] DP = {1f, 2f, -1f, 0.5f, -2f, 4f};

    @ParameterizedTest
    @MethodSource(ALL)
    void aWeightThatEqualsItsThresholdIsMasked(Backend backend) {
        MaskCount count = new MaskCount(4);
        Tensor p = backend.matrix(1, 4);
        backend.refreshMask(matrix(backend, 1, 4, 0.25f, -0.25f, 0.5f, 0f), matrix(backend, 1, 1, 0.25f), p, -1, count);
        backend.await();
        assertThat(backend.download(p)).containsExactly(0f, 0f, 0.5f, 0f);
        assertThat(count.kept()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void atThresholdZeroEveryWeightButZeroRemains(Backend backend) {
        MaskCount count = new MaskCount(3);
        Tensor p = backend.matrix(1, 3);
        backend.refreshMask(matrix(backend, 1, 3, 1e-30f, -1e-30f, 0f), backend.matrix(1, 1), p, -1, count);
        backend.await();
        assertThat(count.kept()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aNegativeThresholdKeepsEvenZero(Backend backend) {
        MaskCount count = new MaskCount(2);
        backend.refreshMask(matrix(backend, 1, 2, 0f, 0.1f), matrix(backend, 1, 1, -0.1f), backend.matrix(1, 2), -1, count);
        backend.await();
        assertThat(count.kept()).isEqualTo(2);
    }

    /** A masked NaN would never reach the loss: the run would go on with a weight that is gone for good. */
    @ParameterizedTest
    @MethodSource(ALL)
    void aWeightThatIsNotANumberIsKept(Backend backend) {
        float[] w = new float[20];
        w[3] = Float.NaN;
        w[18] = Float.NaN;
        Tensor p = backend.matrix(1, 20);
        MaskCount count = new MaskCount(20);
        backend.refreshMask(matrix(backend, 1, 20, w), matrix(backend, 1, 1, 0.5f), p, -1, count);
        backend.await();
        assertThat(count.kept()).isEqualTo(2);
        assertThat(backend.finite(p)).isFalse();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void resetAtExactlyOnePercent(Backend backend) {
        assertThat(keptOf200(backend, 2, 1).resets()).as("2 of 200 is 1 %").isEqualTo(1);
        assertThat(keptOf200(backend, 2, 1).kept()).as("all remain after the reset").isEqualTo(200);
        assertThat(keptOf200(backend, 3, 1).resets()).as("3 of 200 is 1.5 %").isZero();
        assertThat(keptOf200(backend, 3, 1).kept()).isEqualTo(3);
        assertThat(keptOf200(backend, 0, -1).resets()).as("no reset rule in an LSTM").isZero();
    }

    private static MaskCount keptOf200(Backend backend, int large, int percent) {
        float[] w = new float[200];
        Arrays.fill(w, 0.1f);
        Arrays.fill(w, 0, large, 0.9f);
        Tensor t = matrix(backend, 2, 1, 0.5f, 0.5f);
        MaskCount count = new MaskCount(200);
        backend.refreshMask(matrix(backend, 2, 100, w), t, backend.matrix(2, 100), percent, count);
        backend.await();
        float after = count.resets() == 1 ? 0f : 0.5f;
        assertThat(backend.download(t)).containsExactly(after, after);
        return count;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theThreeKindsOfThreshold(Backend backend) {
        assertThat(mask(backend, matrix(backend, 1, 1, 0.3f))).containsExactly(0.5f, 0f, 1f, -0.6f, 0f, 0f);
        assertThat(mask(backend, matrix(backend, 2, 1, 0.6f, 0.2f))).containsExactly(0f, 0f, 1f, -0.6f, 0f, 0.3f);
        assertThat(mask(backend, matrix(backend, 2, 3, 0.6f, 0.1f, 1f, 0.5f, 0f, 0.4f)))
                .containsExactly(0f, -0.2f, 0f, -0.6f, 0.1f, 0f);
    }

    private static float[] mask(Backend backend, Tensor t) {
        Tensor p = backend.matrix(2, 3);
        backend.refreshMask(matrix(backend, 2, 3, W), t, p, -1, new MaskCount(6));
        return backend.download(p);
    }

    /**
     * Row thresholds 0.3 and 0.2: Q = (0.2, −0.1, 0.7; 0.4, −0.1, 0.1), H(Q) = (1.2, 1.6, 0.4; 0.4, 1.6, 1.6),
     * dP⊙H = (1.2, 3.2, −0.4; 0.2, −3.2, 6.4). dW = dP⊙M + dP⊙H⊙|W|; dt_i = −Σ dP⊙H⊙W.
     */
    @ParameterizedTest
    @MethodSource(ALL)
    void gradientsOfA2By3Example(Backend backend) {
        Tensor d = matrix(backend, 2, 3, DP);
        Tensor dt = backend.matrix(2, 1);
        backend.maskGradient(matrix(backend, 2, 3, W), matrix(backend, 2, 1, 0.3f, 0.2f), d, dt, StepEstimator.LONG_TAILED);
        close(backend.download(d), 1 + 0.6, 0.64, -1 - 0.4, 0.5 + 0.12, -0.32, 4 + 1.92);
        close(backend.download(dt), -(0.6 - 0.64 - 0.4), -(-0.12 - 0.32 + 1.92));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void scalarAndMatrixThresholdsGetTheSumAndTheEntries(Backend backend) {
        // t = 0.3 everywhere: Q = (0.2, −0.1, 0.7; 0.3, −0.2, 0), H = (1.2, 1.6, 0.4; 0.8, 1.2, 2)
        double[] dT = {-0.6, 0.64, 0.4, 0.24, 0.24, -2.4};
        Tensor one = backend.matrix(1, 1);
        backend.maskGradient(matrix(backend, 2, 3, W), matrix(backend, 1, 1, 0.3f), matrix(backend, 2, 3, DP), one,
                StepEstimator.LONG_TAILED);
        close(backend.download(one), Arrays.stream(dT).sum());
        Tensor each = backend.matrix(2, 3);
        float[] same = new float[6];
        Arrays.fill(same, 0.3f);
        backend.maskGradient(matrix(backend, 2, 3, W), matrix(backend, 2, 3, same), matrix(backend, 2, 3, DP), each,
                StepEstimator.LONG_TAILED);
        close(backend.download(each), dT);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void straightThroughGradients(Backend backend) {
        Tensor d = matrix(backend, 2, 3, DP);
        Tensor dt = backend.matrix(2, 1);
        backend.maskGradient(matrix(backend, 2, 3, W), matrix(backend, 2, 1, 0.3f, 0.2f), d, dt,
                StepEstimator.STRAIGHT_THROUGH);
        close(backend.download(d), 1.5, 0.4, -2, 0.8, -0.2, 5.2);
        close(backend.download(dt), -(0.5 - 0.4 - 1), -(-0.3 - 0.2 + 1.2));
    }

    /** L_s = Σ exp(−t), and dt gets −α exp(−t), for every entry of t. */
    @ParameterizedTest
    @MethodSource(ALL)
    void sparseLoss(Backend backend) {
        Tensor dt = matrix(backend, 3, 1, 1f, 0f, 0f);
        SumResult sum = new SumResult();
        backend.sparseLoss(matrix(backend, 3, 1, 0f, (float) Math.log(2), -(float) Math.log(4)), dt, 0.1f, sum);
        backend.await();
        assertThat(sum.value()).isCloseTo(1 + 0.5 + 4, within(1e-6));
        close(backend.download(dt), 0.9, -0.05, -0.4);
    }

    static void close(float[] actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("entry " + i).isCloseTo(expected[i], within(2e-6));
        }
    }
}
