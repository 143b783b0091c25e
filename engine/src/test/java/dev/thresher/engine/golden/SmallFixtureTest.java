package dev.thresher.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.backend.cuda.Emulated;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.train.Trainer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small trajectories made by {@code src/test/fixtures/make_fixtures.py}, for where the golden files are not at hand. */
class SmallFixtureTest {
    private static final int CLASSES = 10;

    @ParameterizedTest
    @CsvSource({"small, EJML", "small, SIMD", "small-reset, EJML", "small-reset, SIMD"})
    void trajectory(String name, BackendKind backend) throws URISyntaxException {
        if (Emulated.wanted()) {
            Assumptions.assumeTrue(backend == BackendKind.SIMD, "a GPU has one implementation");
        }
        TensorFile fixture = SafeTensors.read(Path.of(getClass().getResource(name + ".safetensors").toURI()));
        Dataset dataset = dataset(fixture);
        Experiment experiment = experiment(fixture, backend);
        try (Trainer first = new Trainer(experiment.withSteps(1), dataset, null)) {
            first.run();
            for (Parameter p : first.network().parameters()) {
                assertThat(magnitude(first.network().backend().download(p.gradient()))).as("gradient of " + p.name())
                        .isCloseTo(fixture.floats("gradient." + p.name())[0], within(1e-4 * fixture.floats("gradient." + p.name())[0]));
            }
        }
        try (Trainer trainer = new Trainer(experiment, dataset, null)) {
            var resets = trainer.run().resets();
            assertThat(resets.values().stream().anyMatch(count -> count > 0)).isEqualTo(name.endsWith("reset"));
            compare(fixture, trainer);
        }
    }

    private static void compare(TensorFile fixture, Trainer trainer) {
        StepLog log = trainer.log().steps();
        float[] loss = fixture.floats("loss");
        float[] ratio = fixture.floats("ratio");
        for (int i = 0; i < loss.length; i++) {
            assertThat(log.column(StepLog.LOSS).get(i)).as("loss of step " + (i + 1)).isCloseTo(loss[i], within(1e-3f * loss[i]));
            for (int l = 0; l < 3; l++) {
                assertThat(log.column(StepLog.remaining(log.layers().get(l))).get(i)).as("ratio at step " + (i + 1))
                        .isCloseTo(ratio[3 * i + l], within(0.005f));
            }
        }
        for (Parameter p : trainer.network().parameters()) {
            float expected = fixture.floats("final." + p.name())[0];
            assertThat(magnitude(trainer.network().backend().download(p.value()))).as("final " + p.name())
                    .isCloseTo(expected, within(1e-3 * expected));
        }
    }

    private static Experiment experiment(TensorFile fixture, BackendKind backend) {
        Experiment base = Experiment.standard();
        return base.withData(DataConfig.of("fixture", integer(fixture, "batch")).withShuffle(false).withNormalisation(NormalisationConfig.NONE))
                .withMethod(base.method().withAlpha(number(fixture, "alpha")))
                .withOptimiser(OptimiserConfig.sgd(number(fixture, "learning_rate"), 0.9, number(fixture, "weight_decay")))
                .withSteps(integer(fixture, "steps")).withSeed(integer(fixture, "seed"))
                .withExecution(new ExecutionConfig(backend, 2, 10).withDevice(Emulated.wanted() ? Device.CUDA : Device.CPU));
    }

    /** Example n of step s: its pixels are those that the script draws for (seed, SYNTHESIS, s), its label 3n mod 10. */
    private static Dataset dataset(TensorFile fixture) {
        int steps = integer(fixture, "steps");
        int batch = integer(fixture, "batch");
        int features = integer(fixture, "features");
        float[] images = new float[steps * batch * features];
        int[] labels = new int[steps * batch];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Randomness.uniform(integer(fixture, "seed"), Purpose.SYNTHESIS, i / (batch * features),
                    i % (batch * features));
        }
        for (int n = 0; n < labels.length; n++) {
            labels[n] = n % batch * 3 % CLASSES;
        }
        ImageShape shape = new ImageShape(1, 1, features);
        return new Dataset("fixture", CLASSES, new FloatExamples(shape, images, labels),
                new FloatExamples(shape, new float[0], new int[0]), Normalisation.none(1), Augmentation.NONE, "none");
    }

    private static double magnitude(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    private static int integer(TensorFile fixture, String key) {
        return Integer.parseInt(fixture.metadata(key));
    }

    private static double number(TensorFile fixture, String key) {
        return Double.parseDouble(fixture.metadata(key));
    }
}
