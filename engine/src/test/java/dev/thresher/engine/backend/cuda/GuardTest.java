package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that were issued before the host heard of a loss that is not finite change nothing that is kept. */
class GuardTest {
    private DeviceLauncher device;
    private DeviceStorage storage;
    private CudaLoss loss;
    private CudaMasks masks;

    @BeforeEach
    void open() {
        device = Emulated.launcher();
        storage = new DeviceStorage(device);
        loss = new CudaLoss(device);
        masks = new CudaMasks(device);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    private CudaTensor matrix(int rows, int columns, float... values) {
        CudaTensor made = storage.matrix(rows, columns);
        storage.upload(made, values);
        return made;
    }

    private static float[] of(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** A loss of two examples, the second of which is not a number. */
    private double loss(boolean training, float second) {
        CudaTensor logits = storage.activation(2, 2);
        storage.upload(logits, new float[] {1, second, 0, 0});
        CudaTensor gradient = training ? storage.activation(2, 2) : null;
        LossResult result = new LossResult();
        loss.softmaxCrossEntropy(logits, new int[] {0, 1}, gradient, result);
        device.await(device.fence());
        return result.sum();
    }

    /** What the updates, running statistics and the reset rule make of ones. */
    private float[] changed() {
        CudaUpdates updates = new CudaUpdates(device);
        CudaTensor p = matrix(1, 5, of(5, 1));
        CudaTensor v = matrix(1, 5, of(5, 1));
        updates.sgd(p, matrix(1, 5, of(5, 0.5f)), v, 0.1f, 0.9f, false, 0);
        CudaTensor q = matrix(1, 5, of(5, 1));
        CudaTensor m = matrix(1, 5, of(5, 1));
        CudaTensor u = matrix(1, 5, of(5, 1));
        updates.adam(q, matrix(1, 5, of(5, 0.5f)), m, u, 0.1f, 0.9f, 0.999f, 1e-8f, 0, 1);
        CudaTensor mean = matrix(1, 1, 1);
        CudaTensor variance = matrix(1, 1, 1);
        CudaTensor x = storage.activation(1, 2);
        storage.upload(x, new float[] {3, 7});
        new CudaNormalisation(device).batchNorm(x, matrix(1, 1, 1), matrix(1, 1, 0), mean, variance, 0.1f, 1e-5f, storage.matrix(1, 1),
                storage.matrix(1, 1), storage.activation(1, 2));
        CudaTensor t = matrix(1, 1, 1);
        masks.refreshMask(matrix(1, 2, 0.5f, 0.1f), t, storage.matrix(1, 2), 1, new MaskCount(2));
        return new float[] {storage.download(p)[4], storage.download(v)[0], storage.download(q)[4], storage.download(m)[0],
            storage.download(u)[0], storage.download(mean)[0], storage.download(variance)[0], storage.download(t)[0]};
    }

    @Test
    void finiteLossesLetEverythingChange() {
        assertThat(loss(true, 3)).isFinite();
        for (float value : changed()) {
            assertThat(value).isNotEqualTo(1f);
        }
    }

    @Test
    void nothingChangesAfterATrainingLossThatIsNotANumber() {
        assertThat(loss(true, Float.NaN)).isNaN();
        assertThat(changed()).containsOnly(1f);
    }

    @Test
    void anEvaluationStopsNoTraining() {
        assertThat(loss(false, Float.NaN)).isNaN();
        assertThat(changed()).doesNotContain(1f);
    }

    @Test
    void nothingChangesAfterAnInfiniteSparseLoss() {
        SumResult sum = new SumResult();
        masks.sparseLoss(matrix(3, 1, 0, -200, 1), storage.matrix(3, 1), 0.1f, sum);
        device.await(device.fence());
        assertThat(sum.value()).isInfinite();
        assertThat(changed()).containsOnly(1f);
    }
}
