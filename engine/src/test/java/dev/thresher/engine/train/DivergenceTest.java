package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A loss or a parameter that is no finite number ends the run, with the step and the place in one line, and loses nothing. */
class DivergenceTest {
    private static final Experiment EXPERIMENT = Tiny.experiment();

    @TempDir
    Path temp;

    private Trainer recorded(Experiment experiment, String name) {
        return new Trainer(experiment, Tiny.data(24, 10), RunFolder.create(temp.resolve(name), experiment, "sha256:tiny"));
    }

    private static void assertFailed(Summary summary, String start, String place) {
        assertThat(summary.state()).isEqualTo(RunState.FAILED);
        assertThat(summary.message()).startsWith(start).contains(place).endsWith("; try a lower learning rate or another α")
                .doesNotContain("\n").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dst", "dense"})
    void aLearningRateFarTooLarge(String method) throws IOException {
        Experiment wild = EXPERIMENT.withOptimiser(EXPERIMENT.optimiser().withLearningRate(1e25))
                .withMethod(EXPERIMENT.method().withKind(MethodKind.valueOf(method.toUpperCase(java.util.Locale.ROOT))));
        Path folder = temp.resolve("run");
        try (Trainer trainer = recorded(wild, "run")) {
            Summary summary = trainer.run();
            assertFailed(summary, "step 2: the loss is ", "first seen in the output of fc");
            assertThat(summary.steps()).as("steps done").isEqualTo(1);
            float[] loss = Logs.column(trainer.log(), StepLog.LOSS);
            assertThat(loss).as("the row of the failing step is there").hasSize(2);
            assertThat(Float.isFinite(loss[1])).isFalse();
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.FAILED)).singleElement().satisfies(event -> {
                assertThat(event.step()).isEqualTo(1);
                assertThat(event.detail()).isEqualTo(summary.message());
            });
        }
        RecordedRun run = RecordedRun.open(folder);
        assertThat(run.log().steps().size()).isEqualTo(2);
        assertThat(run.summary()).hasValueSatisfying(s -> assertThat(s.state()).isEqualTo(RunState.FAILED));
        assertThat(run.log().events().all().getLast().kind()).isEqualTo(RunEvent.Kind.FAILED);
        assertThat(Files.readString(folder.resolve("summary.json"))).contains("\"state\" : \"failed\"", "step 2: ");
        assertThat(folder.resolve("checkpoint.safetensors")).as("nothing worth keeping").doesNotExist();
    }

    /** Thresholds of −2000 are finite, exp(2000) is not: the layer is named all the same. */
    @Test
    void thresholdsTooLowForTheSparseLoss() {
        Path init = temp.resolve("low.safetensors");
        try (Trainer whole = new Trainer(EXPERIMENT, Tiny.data(24, 10), null)) {
            whole.network().backend().upload(whole.network().maskedWeights().get(1).threshold().value(), filled(100, -2000f));
            whole.saveWeights(init);
        }
        try (Trainer trainer = recorded(EXPERIMENT.withInit(init.toString()), "low")) {
            assertFailed(trainer.run(), "step 1: the sparse loss is not finite", "first seen in fc2.threshold;");
        }
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void anEarlierCheckpointStaysAsItWas() throws IOException {
        Path checkpoint = temp.resolve("run/checkpoint.safetensors");
        try (Trainer first = recorded(EXPERIMENT.withEpochs(1), "first");
             Trainer trainer = recorded(EXPERIMENT.withEpochs(9), "run")) {
            first.run();
            trainer.pause();
            for (int i = 0; i < 3; i++) {
                trainer.stepOnce();
            }
            trainer.changeLearningRate(1e25);
            trainer.resume();
            assertFailed(trainer.run(), "step 5: ", "first seen in");
            TensorFile kept = SafeTensors.read(checkpoint);
            TensorFile expected = SafeTensors.read(temp.resolve("first/checkpoint.safetensors"));
            assertThat(kept.metadata("step")).isEqualTo("3");
            assertThat(kept.names()).isEqualTo(expected.names());
            for (String name : expected.names()) {
                assertThat(Arrays.equals(kept.floats(name), expected.floats(name))).as(name + " of the first epoch").isTrue();
            }
        }
        try (var files = Files.walk(temp.resolve("run"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    /** The last step of an epoch ruins the parameters while its own loss is still fine: the old checkpoint is better. */
    @ParameterizedTest
    @ValueSource(ints = {6, 100})
    void parametersRuinedByTheLastStepOfAnEpochAreNoCheckpoint(int steps) {
        try (Trainer trainer = recorded(EXPERIMENT.withSteps(steps), "run")) {
            trainer.pause();
            for (int i = 0; i < 5; i++) {
                trainer.stepOnce();
            }
            trainer.changeLearningRate(Float.MAX_VALUE * 0.99e3); // infinite as a float
            trainer.resume();
            Summary summary = trainer.run();
            assertFailed(summary, "step 6: after its update fc1.weight is not finite", "fc1.weight");
            assertThat(Logs.column(trainer.log(), StepLog.LOSS)).hasSize(6).satisfies(loss ->
                    assertThat(Float.isFinite(loss[5])).isTrue());
            assertThat(SafeTensors.read(temp.resolve("run/checkpoint.safetensors")).metadata("step")).isEqualTo("3");
        }
    }

    /** A mask keeps what is no number, so that the loss of the very first step tells of it. */
    @ParameterizedTest
    @CsvSource({"DST, fc1.weight", "DST, fc1.bias", "DST, fc2.threshold", "DST, fc3.weight", "DST, fc3.bias",
            "DENSE, fc1.weight", "DENSE, fc2.weight", "DENSE, fc2.bias"})
    void aParameterThatIsNoNumberIsNamed(MethodKind method, String name) {
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withKind(method));
        Path init = temp.resolve("init.safetensors");
        try (Trainer fresh = new Trainer(experiment, Tiny.data(8, 0), null)) {
            List<NamedTensor> tensors = new ArrayList<>();
            fresh.network().parameters().forEach(p -> {
                float[] values = fresh.network().backend().download(p.value());
                if (p.name().equals(name)) {
                    values[values.length / 2] = Float.NaN;
                }
                tensors.add(new NamedTensor(p.name(), p.shape(), values));
            });
            SafeTensors.write(init, Map.of(), tensors);
        }
        try (Trainer trainer = new Trainer(experiment.withInit(init.toString()), Tiny.data(24, 10), null)) {
            Summary summary = trainer.run();
            assertFailed(summary, "step 1: ", "first seen in " + name);
            assertThat(summary.steps()).as("steps done").isZero();
            assertThat(trainer.log().steps().size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NaN})
    void inputThatIsNotFinite(float value) {
        float[] values = Tiny.values(24, 1);
        values[17 * Tiny.SHAPE.features() + 4] = value;
        Experiment inOrder = EXPERIMENT.withData(EXPERIMENT.data().withShuffle(false));
        try (Trainer trainer = new Trainer(inOrder,
                Tiny.data(new FloatExamples(Tiny.SHAPE, values, Tiny.labels(24)), Tiny.examples(10, 2)), null)) {
            Summary summary = trainer.run();
            assertThat(summary.state()).isEqualTo(RunState.FAILED);
            assertThat(summary.message()).isEqualTo("step 3: the loss is not a number, first seen in the images; "
                    + "mend the data set: its values must be finite numbers");
            assertThat(trainer.log().steps().size()).isEqualTo(3);
        }
    }
}
