package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.backend.cpu.SparsePath;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.optimiser.Optimiser;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A training step allocates nothing once its code is compiled: until then every vector is an object. So steps are made until
 * twenty in a row went without a byte; a test whose steps never do fails when its patience ends.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 20;
    private static final long PATIENCE_NANOS = 100_000_000_000L;
    private static final String NETWORK = """
            {"name": "small", "input": [3, 8, 8], "layers": [
              {"name": "conv1", "type": "conv", "filters": 16, "kernel": 3, "padding": 1, "bias": false},
              {"name": "bn1", "type": "batch-norm"},
              {"name": "act1", "type": "relu"},
              {"name": "conv2", "type": "conv", "filters": 32, "kernel": 3, "stride": 2, "padding": 1},
              {"name": "shortcut", "type": "conv", "inputs": ["act1"], "filters": 32, "kernel": 1, "stride": 2, "bias": false},
              {"name": "sum", "type": "add", "inputs": ["conv2", "shortcut"]},
              {"name": "pool", "type": "max-pool", "kernel": 2},
              {"name": "drop", "type": "dropout", "rate": 0.3},
              {"name": "average", "type": "average-pool", "kernel": 2},
              {"name": "flat", "type": "flatten"},
              {"name": "fc1", "type": "linear", "outputs": 40, "bias": false},
              {"name": "bn2", "type": "batch-norm"},
              {"name": "fc2", "type": "linear", "outputs": "classes"}
            ]}""";

    private static void assertNothingAllocated(ModelSpec spec, ImageShape shape, Experiment experiment, int count, SparsePath path, float threshold) {
        SparseMethod method = SparseMethod.of(experiment.method());
        try (SimdBackend backend = new SimdBackend(1, path)) {
            Network network = Models.build(spec, backend, method, shape, 10, count, 1);
            for (MaskedWeight w : network.maskedWeights()) {
                float[] t = new float[(int) w.threshold().value().size()];
                Arrays.fill(t, threshold);
                backend.upload(w.threshold().value(), t);
            }
            Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
            TrainingStep step = new TrainingStep(network, method, optimiser, shape.features(), 10, count);
            Batch batch = batch(shape, count);
            long thread = Thread.currentThread().threadId();
            long allocated;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            do {
                long before = THREADS.getThreadAllocatedBytes(thread);
                for (int i = 0; i < STEPS; i++) {
                    step.train(batch, 0, i + 1);
                }
                allocated = THREADS.getThreadAllocatedBytes(thread) - before;
            } while (allocated > 0 && System.nanoTime() < deadline);
            assertThat(allocated).as("bytes that the last %d steps allocated", STEPS).isZero();
            assertThat(Double.isFinite(step.loss())).as("a step that computes").isTrue();
        }
    }

    private static Batch batch(ImageShape shape, int count) {
        Batch batch = new Batch(shape.features(), count);
        batch.reshape(shape.features(), count);
        for (int f = 0; f < shape.features(); f++) {
            for (int n = 0; n < count; n++) {
                batch.features()[f * batch.stride() + n] = (float) Randomness.uniform(1, Purpose.SYNTHESIS, f, n);
            }
        }
        for (int n = 0; n < count; n++) {
            batch.labels()[n] = n % 10;
        }
        return batch;
    }

    @ParameterizedTest
    @CsvSource({"SGD, ALWAYS", "ADAM, ALWAYS", "SGD, NEVER", "ADAM, MEASURED"})
    void fullyConnected(OptimiserKind kind, SparsePath path) {
        Experiment experiment = Presets.of("lenet-300-100");
        assertNothingAllocated(Models.spec("lenet-300-100"), new ImageShape(1, 28, 28),
                experiment.withOptimiser(experiment.optimiser().withKind(kind)), 32, path, 0.02f);
    }

    @ParameterizedTest
    @EnumSource(SparsePath.class)
    void sequences(SparsePath path) {
        Experiment experiment = Presets.of("lstm-a");
        assertNothingAllocated(Models.spec("lstm-a"), new ImageShape(1, 4, 28), experiment, 17, path, 0.05f);
    }

    /** Every layer type of the large networks, small: convolutions with and without bias, batch norms, pools, dropout, a residual sum. */
    @ParameterizedTest
    @EnumSource(SparsePath.class)
    void images(SparsePath path, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.json");
        Files.writeString(file, NETWORK);
        assertNothingAllocated(ModelJson.read(file), new ImageShape(3, 8, 8), Presets.of("wrn-16-8"), 20, path, 0.05f);
    }
}
