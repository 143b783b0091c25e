package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.backend.cpu.SparsePath;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.parameter.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An infinite activation times a masked weight is not a number, and a product over non-zeros leaves it out. The gradient of that weight
 * is made of all activations on either path, so the weight itself is not a number after the update, and the next step tells.
 */
class LateDivergenceTest {
    private static final String NETWORK = """
            {"name": "small", "input": [1, 2, 2], "layers": [{"type": "flatten"}, {"name": "fc1", "type": "linear", "outputs": 6},
              {"type": "relu"}, {"name": "fc2", "type": "linear", "outputs": "classes"}]}""";
    private static final int COUNT = 16;
    private static final int MOST_STEPS = 9;

    @TempDir
    Path folder;

    @Test
    void whatTheNonZerosLeaveOutIsNoticedOneStepLater() throws Exception {
        assertThat(stepThatTells(SparsePath.NEVER)).isEqualTo(1);
        assertThat(stepThatTells(SparsePath.ALWAYS)).isEqualTo(2);
    }

    private int stepThatTells(SparsePath path) throws Exception {
        Path file = folder.resolve("model.json");
        Files.writeString(file, NETWORK);
        Experiment experiment = Presets.of("lenet-300-100");
        SparseMethod method = SparseMethod.of(experiment.method());
        try (SimdBackend backend = new SimdBackend(1, path)) {
            Network network = Models.build(ModelJson.read(file), backend, method, new ImageShape(1, 2, 2), 10, COUNT, 1);
            set(network, backend, "fc1.weight", 0, 4, 3e38f); // the first neuron's sum is infinite
            for (int row = 0; row < 10; row++) {
                set(network, backend, "fc2.weight", 6 * row, 1, 0f); // and masked by all that take from it
            }
            TrainingStep step = new TrainingStep(network, method, Optimiser.of(backend, network.parameters(), experiment.optimiser()), 4, 10, COUNT);
            for (int number = 1; number <= MOST_STEPS; number++) {
                try {
                    step.train(ones(), 0.01, number);
                } catch (DivergedException e) {
                    return number;
                }
            }
            throw new AssertionError("nobody noticed in " + MOST_STEPS + " steps");
        }
    }

    private static void set(Network network, SimdBackend backend, String name, int from, int count, float value) {
        Parameter parameter = network.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
        float[] values = backend.download(parameter.value());
        Arrays.fill(values, from, from + count, value);
        backend.upload(parameter.value(), values);
    }

    private static Batch ones() {
        Batch batch = new Batch(4, COUNT);
        batch.reshape(4, COUNT);
        Arrays.fill(batch.features(), 1f);
        for (int n = 0; n < COUNT; n++) {
            batch.labels()[n] = n % 10;
        }
        return batch;
    }
}
