package dev.thresher.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorDataset;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Deviation;
import dev.thresher.engine.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trajectories of an independent implementation, met by both CPU implementations within the tolerances of their README. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("../../shared/golden");

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"lenet-300-100, EJML", "lenet-300-100, SIMD", "lenet-300-100-reset, EJML", "lenet-300-100-reset, SIMD"})
    void trajectory(String name, BackendKind backend) {
        Path file = GOLDEN.resolve(name + ".safetensors");
        Assumptions.assumeTrue(Files.exists(file), "no golden files at ../shared/golden");
        TensorFile golden = SafeTensors.read(file);
        Dataset dataset = TensorDataset.read(file, 10);
        try (Trainer first = new Trainer(experiment(golden, file, backend).withSteps(1), dataset, null)) {
            first.run();
            gradients(golden, first);
        }
        try (Trainer trainer = new Trainer(experiment(golden, file, backend), dataset, null)) {
            Summary summary = trainer.run();
            assertThat(summary.state()).isEqualTo(RunState.FINISHED);
            losses(golden, trainer.log().steps());
            ratios(golden, trainer.log().steps());
            int resets = summary.resets().values().stream().mapToInt(Integer::intValue).sum();
            assertThat(resets > 0).isEqualTo(name.endsWith("reset"));
            finals(golden, trainer);
        }
    }

    private Experiment experiment(TensorFile golden, Path file, BackendKind backend) {
        List<NamedTensor> init = new ArrayList<>();
        for (String name : golden.names()) {
            if (name.startsWith("init.")) {
                init.add(new NamedTensor(name.substring(5), golden.shape(name), golden.floats(name)));
            }
        }
        Path initFile = temp.resolve("init.safetensors");
        SafeTensors.write(initFile, Map.of(), init);
        Experiment base = Experiment.standard();
        return base.withData(DataConfig.of("golden", number(golden, "batch")).withTensors(file.toString()).withShuffle(false)
                        .withNormalisation(NormalisationConfig.NONE))
                .withMethod(base.method().withAlpha(Double.parseDouble(golden.metadata("alpha"))))
                .withOptimiser(OptimiserConfig.sgd(Double.parseDouble(golden.metadata("lr")),
                        Double.parseDouble(golden.metadata("momentum")), Double.parseDouble(golden.metadata("weight_decay"))))
                .withSteps(number(golden, "steps")).withInit(initFile.toString())
                .withExecution(new ExecutionConfig(backend, 2, 10));
    }

    private static int number(TensorFile golden, String key) {
        return Integer.parseInt(golden.metadata(key));
    }

    /** After one step the gradients of that step still stand in the parameters. */
    private static void gradients(TensorFile golden, Trainer trainer) {
        for (Parameter p : trainer.network().parameters()) {
            float[] expected = golden.floats("grad." + p.name());
            float[] actual = trainer.network().backend().download(p.gradient());
            Deviation.assertWithin("gradient of " + p.name(), actual, expected, 1e-4);
        }
    }

    private static void losses(TensorFile golden, StepLog log) {
        float[] expected = golden.floats("loss");
        assertThat(log.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            float tolerance = (i < 4 ? 1e-4f : 1e-3f) * Math.abs(expected[i]);
            assertThat(log.column(StepLog.LOSS).get(i)).as("loss of step " + (i + 1)).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static void ratios(TensorFile golden, StepLog log) {
        float[] expected = golden.floats("ratio");
        int layers = log.layers().size();
        for (int step = 0; step < log.size(); step++) {
            for (int l = 0; l < layers; l++) {
                assertThat(log.column(StepLog.remaining(log.layers().get(l))).get(step))
                        .as("%s remaining at step %d", log.layers().get(l), step + 1)
                        .isCloseTo(expected[step * layers + l], within(0.005f));
            }
        }
    }

    private static void finals(TensorFile golden, Trainer trainer) {
        for (Parameter p : trainer.network().parameters()) {
            float[] expected = golden.floats("final." + p.name());
            float[] actual = trainer.network().backend().download(p.value());
            double difference = 0;
            for (int i = 0; i < expected.length; i++) {
                difference += Math.abs(actual[i] - expected[i]);
            }
            assertThat(difference / expected.length).as("mean difference of final " + p.name())
                    .isLessThan(1e-3 * Deviation.largest(expected));
        }
    }
}
