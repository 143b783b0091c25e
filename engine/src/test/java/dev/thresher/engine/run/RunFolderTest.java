package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in the folder of a run, and where a run's folder may be. */
class RunFolderTest {
    private static final Experiment EXPERIMENT = Tiny.experiment().withMethod(Tiny.experiment().method().withAlpha(0.05));

    @TempDir
    Path temp;

    private static Trainer trainer(Path folder, Experiment experiment) {
        return new Trainer(experiment, Tiny.data(20, 10), RunFolder.create(folder, experiment, "sha256:tiny"));
    }

    @Test
    void aWholeRun() throws IOException {
        Path folder = temp.resolve("new/run");
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            assertThat(trainer.run().state()).isEqualTo(RunState.FINISHED);
            assertThat(trainer.log().name()).isEqualTo("run");
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString())).containsExactlyInAnyOrder(
                        "experiment.json", "steps.csv", "epochs.csv", "events.csv", "summary.json", "checkpoint.safetensors",
                        "weights-best.safetensors", "weights-last.safetensors", "model.json", "run.lock",
                        Path.of("masks", "step-00000000.safetensors").toString(),
                        Path.of("masks", "step-00000003.safetensors").toString(),
                        Path.of("masks", "step-00000006.safetensors").toString());
            }
            assertThat(Files.readAllLines(folder.resolve("steps.csv")).getFirst()).isEqualTo("step,epoch,learning_rate,loss,"
                    + "task_loss,sparse_loss,model_remaining,fc1.remaining,fc2.remaining,fc3.remaining,pruned,recovered,"
                    + "fc1.pruned,fc1.recovered,fc2.pruned,fc2.recovered,fc3.pruned,fc3.recovered");
            assertThat(Files.readAllLines(folder.resolve("steps.csv")).get(1)).startsWith("1,1,0.05,");
            assertThat(Files.readAllLines(folder.resolve("steps.csv"))).hasSize(7);
            assertThat(Files.readAllLines(folder.resolve("epochs.csv"))).hasSize(3);
        }
    }

    @Test
    void aCheckpointHoldsAllThatTrainingGoesOnFrom() {
        Path folder = temp.resolve("run");
        Map<String, float[]> before;
        try (Trainer shorter = new Trainer(EXPERIMENT.withSteps(5), Tiny.data(20, 10), null)) {
            shorter.run();
            before = Tiny.parameters(shorter.network());
        }
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            trainer.run();
            TensorFile checkpoint = SafeTensors.read(folder.resolve("checkpoint.safetensors"));
            assertThat(checkpoint.metadata()).containsEntry("step", "6").containsEntry("model", "lenet-300-100");
            assertThat(checkpoint.names()).hasSize(2 * trainer.network().parameters().size());
            for (Parameter p : trainer.network().parameters()) {
                assertThat(checkpoint.shape(p.name())).isEqualTo(p.shape());
                assertThat(checkpoint.shape(p.name() + ".velocity")).isEqualTo(p.shape());
                assertThat(checkpoint.floats(p.name())).isEqualTo(trainer.network().backend().download(p.value()));
                // p ← p − η v, the last update
                float[] v = checkpoint.floats(p.name() + ".velocity");
                float[] expected = before.get(p.name());
                for (int i = 0; i < v.length; i++) {
                    expected[i] -= 0.05f * v[i];
                }
                assertThat(java.util.Arrays.equals(checkpoint.floats(p.name()), expected)).as(p.name() + ".velocity").isTrue();
            }
        }
    }

    @Test
    void aStoppedRunKeepsACheckpointOfItsLastStep() {
        Path folder = temp.resolve("run");
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            trainer.pause();
            for (int i = 0; i < 4; i++) {
                trainer.stepOnce();
            }
            trainer.stop();
            assertThat(trainer.run().state()).isEqualTo(RunState.STOPPED);
            TensorFile checkpoint = SafeTensors.read(folder.resolve("checkpoint.safetensors"));
            assertThat(checkpoint.metadata("step")).isEqualTo("4");
            assertThat(checkpoint.floats("fc1.weight")).isEqualTo(Tiny.parameters(trainer.network()).get("fc1.weight"));
            assertThat(RecordedRun.open(folder).summary()).hasValueSatisfying(s -> assertThat(s.steps()).isEqualTo(4));
        }
    }

    /** The bits against |W| − t of the checkpoint of the same step. */
    @ParameterizedTest
    @CsvSource({"SCALAR, 0.5", "VECTOR, 0.05", "MATRIX, 0.05"})
    void masksAreBitPacked(ThresholdKind kind, double alpha) {
        Path folder = temp.resolve("run");
        try (Trainer trainer = trainer(folder, EXPERIMENT.withMethod(EXPERIMENT.method().withThreshold(kind).withAlpha(alpha)))) {
            trainer.run();
        }
        TensorFile masks = SafeTensors.read(folder.resolve("masks/step-00000006.safetensors"));
        TensorFile checkpoint = SafeTensors.read(folder.resolve("checkpoint.safetensors"));
        assertThat(masks.metadata("step")).isEqualTo("6");
        assertThat(masks.names()).containsExactly("fc1.weight", "fc2.weight", "fc3.weight");
        int masked = 0;
        for (String layer : new String[] {"fc1", "fc2", "fc3"}) {
            float[] w = checkpoint.floats(layer + ".weight");
            float[] t = checkpoint.floats(layer + ".threshold");
            int rows = checkpoint.shape(layer + ".weight")[0];
            int columns = checkpoint.shape(layer + ".weight")[1];
            assertThat(masks.metadata(layer + ".weight.columns")).isEqualTo(Integer.toString(columns));
            int stride = (columns + 7) / 8;
            assertThat(masks.shape(layer + ".weight")).containsExactly(rows, stride);
            int[] bytes = masks.ints(layer + ".weight");
            for (int i = 0; i < rows; i++) {
                for (int bit = 0; bit < 8 * stride; bit++) {
                    boolean actual = (bytes[i * stride + bit / 8] >> bit % 8 & 1) == 1;
                    boolean expected = false;
                    if (bit < columns) {
                        float threshold = switch (kind) {
                            case SCALAR -> t[0];
                            case VECTOR -> t[i];
                            case MATRIX -> t[i * columns + bit];
                        };
                        expected = Math.abs(w[i * columns + bit]) - threshold > 0;
                        masked += expected ? 0 : 1;
                    }
                    if (actual != expected) {
                        throw new AssertionError(layer + " row " + i + " bit " + bit + " is " + actual);
                    }
                }
            }
        }
        assertThat(masked).as("the example is no trivial one").isBetween(1, Tiny.WEIGHTS - 1);
    }

    @Test
    void aDenseRunsMasksAreFull() {
        Path folder = temp.resolve("run");
        try (Trainer trainer = trainer(folder, EXPERIMENT.withMethod(EXPERIMENT.method().withKind(MethodKind.DENSE)))) {
            trainer.run();
        }
        assertThat(SafeTensors.read(folder.resolve("masks/step-00000006.safetensors")).ints("fc1.weight"))
                .as("20 columns are two bytes and four bits a row").containsOnly(255, 15);
    }

    @Test
    void anUnwantedPlace() throws IOException {
        Path full = Files.createDirectories(temp.resolve("full"));
        Path precious = Files.writeString(full.resolve("precious.txt"), "mine");
        assertThatThrownBy(() -> RunFolder.create(full, EXPERIMENT, "")).isInstanceOf(UserError.class)
                .hasMessage(full + ": is not empty; name a folder that does not exist yet for the run");
        assertThat(precious).hasContent("mine");
        Path below = precious.resolve("run");
        assertThatThrownBy(() -> RunFolder.create(below, EXPERIMENT, "")).isInstanceOf(UserError.class)
                .hasMessageStartingWith(below + ": cannot be written: ").hasMessageNotContaining("\n");
        assertThatThrownBy(() -> RunFolder.create(precious, EXPERIMENT, "")).isInstanceOf(UserError.class)
                .hasMessageStartingWith(precious + ": cannot be written: ");
        Path empty = Files.createDirectories(temp.resolve("empty"));
        RunFolder.create(empty, EXPERIMENT, "").close();
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void aTrainerThatCannotBeMadeTakesItsFolderBack() {
        Path folder = temp.resolve("run");
        Experiment broken = EXPERIMENT.withInit(temp.resolve("none").toString());
        assertThatThrownBy(() -> trainer(folder, broken)).isInstanceOf(UserError.class);
        assertThat(folder).as("what was not there before is gone again").doesNotExist();
    }

    @Test
    void freshNamesAreNotTakenAndFitEveryFileSystem() throws IOException {
        Experiment odd = EXPERIMENT.withData(EXPERIMENT.data().withDataset("../a b:c/ü*?\"<>|\\.npz" + "x".repeat(300))).withModel("../../etc");
        Path first = RunFolder.freshName(temp, odd);
        Path second = RunFolder.freshName(temp, EXPERIMENT);
        assertThat(first.getParent()).isEqualTo(temp);
        assertThat(first.getFileName().toString()).matches("[A-Za-z0-9][A-Za-z0-9._-]*").hasSizeLessThan(255);
        assertThat(second.getFileName().toString()).matches("lenet-300-100-tiny-dst-a0\\.05-s1-\\d{8}-\\d{6}");
        for (int i = 0; i < 5; i++) {
            Path fresh = RunFolder.freshName(temp, EXPERIMENT);
            assertThat(fresh).doesNotExist();
            Files.createDirectory(fresh);
        }
        assertThat(RunFolder.freshName(temp, EXPERIMENT.withMethod(EXPERIMENT.method().withKind(MethodKind.DENSE)))
                .getFileName().toString()).startsWith("lenet-300-100-tiny-dense-s1-");
        assertThat(RunFolder.shortNumber(5e-4)).isEqualTo("5e-4");
        assertThat(RunFolder.shortNumber(0.05)).isEqualTo("0.05");
        assertThat(RunFolder.shortNumber(1)).isEqualTo("1");
    }

    /** Arabic digits would come where a format asks the machine's language. */
    @Test
    void namesDoNotDependOnTheLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(RunFolder.freshName(temp, EXPERIMENT).getFileName().toString()).matches("[A-Za-z0-9._-]+");
            Path folder = temp.resolve("run");
            try (Trainer trainer = trainer(folder, EXPERIMENT.withSteps(1))) {
                trainer.run();
            }
            assertThat(folder.resolve("masks/step-00000001.safetensors")).exists();
            assertThat(RecordedRun.open(folder).log().steps().size()).isEqualTo(1);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void savedWeightsAreAStart() {
        Path file = temp.resolve("weights.safetensors");
        Map<String, float[]> saved;
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(20, 0), null)) {
            trainer.run();
            trainer.saveWeights(file);
            saved = Tiny.parameters(trainer.network());
        }
        try (Trainer next = new Trainer(EXPERIMENT.withSeed(5).withInit(file.toString()), Tiny.data(20, 0), null)) {
            dev.thresher.engine.testing.Logs.assertSameParameters(Tiny.parameters(next.network()), saved);
        }
    }
}
