package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Background;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.testing.WatchedExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on from its checkpoint is the run that was never stopped; what cannot go on is told in one line. */
class ResumeTest {
    private static final Dataset DATA = Tiny.data(45, 300); // two batches of an evaluation

    @TempDir
    Path temp;
    private Experiment experiment; // six steps an epoch
    private Path folder;

    @BeforeEach
    void prepare() {
        Experiment base = Tiny.convolutional(temp);
        experiment = base.withEpochs(4).withMethod(base.method().withAlpha(0.05)).withSchedule(ScheduleConfig.steps(0.5, 2));
        folder = temp.resolve("run");
    }

    private Trainer recorded(Experiment e, Path where) {
        return new Trainer(e, DATA, RunFolder.create(where, e, DATA.checksum()));
    }

    private Summary whole() {
        try (Trainer trainer = recorded(experiment, temp.resolve("whole"))) {
            return trainer.run();
        }
    }

    /** Trains so many steps and stops. */
    private void stopAfter(int steps) {
        try (Trainer trainer = recorded(experiment, folder)) {
            trainer.pause();
            for (int i = 0; i < steps; i++) {
                trainer.stepOnce();
            }
            trainer.stop();
            assertThat(trainer.run().state()).isEqualTo(RunState.STOPPED);
        }
    }

    private Summary resumed() {
        try (Trainer trainer = Trainer.resume(folder, DATA)) {
            return trainer.run();
        }
    }

    private void assertAsWhole(Summary summary, Summary expected) {
        assertThat(summary.state()).as(summary.message()).isEqualTo(RunState.FINISHED);
        RunLog log = RecordedRun.open(folder).log();
        RunLog other = RecordedRun.open(temp.resolve("whole")).log();
        Logs.assertSameSteps(log.steps(), other.steps());
        assertThat(log.epochs().all()).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(other.epochs().all());
        assertSameFile("checkpoint.safetensors");
        assertSameFile("weights-best.safetensors");
        assertSameFile("weights-last.safetensors");
        assertThat(summary).usingRecursiveComparison().ignoringFields("run", "seconds", "stepsPerSecond", "dataWaitShare").isEqualTo(expected);
    }

    private void assertSameFile(String name) {
        TensorFile actual = SafeTensors.read(folder.resolve(name));
        TensorFile expected = SafeTensors.read(temp.resolve("whole").resolve(name));
        assertThat(actual.names()).isEqualTo(expected.names());
        expected.names().forEach(tensor -> assertThat(actual.floats(tensor)).as(name + ", " + tensor).isEqualTo(expected.floats(tensor)));
        if (name.startsWith("weights")) {
            assertThat(actual.metadata()).isEqualTo(expected.metadata());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 7, 12, 23})
    void stoppedAnywhereItEndsAsIfItNeverWas(int steps) {
        Summary expected = whole();
        stopAfter(steps);
        assertAsWhole(resumed(), expected);
    }

    /** The evaluation of that epoch was given up, and is made good for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void stoppedDuringAnEvaluationItEndsAsIfItNeverWas(int epoch) {
        Summary expected = whole();
        Trainer[] trainer = new Trainer[1];
        Examples test = new WatchedExamples(DATA.test(), () -> {
            if (trainer[0].step() == 6 * epoch) {
                trainer[0].stop();
            }
        });
        trainer[0] = new Trainer(experiment, Tiny.data(DATA.train(), test), RunFolder.create(folder, experiment, DATA.checksum()));
        try (Trainer t = trainer[0]) {
            assertThat(t.run().state()).isEqualTo(RunState.STOPPED);
            assertThat(t.step()).isEqualTo(6 * epoch);
            assertThat(t.log().epochs().size()).isEqualTo(epoch - 1);
        }
        assertAsWhole(resumed(), expected);
    }

    @Test
    void itsLogTellsTheWholeRun() {
        stopAfter(14);
        assertThat(folder.resolve("summary.json")).exists();
        try (Trainer trainer = Trainer.resume(folder, DATA)) {
            assertThat(trainer.step()).isEqualTo(14);
            assertThat(trainer.totalSteps()).isEqualTo(24);
            assertThat(trainer.seconds()).as("time goes on").isPositive();
            assertThat(trainer.log().name()).isEqualTo("run");
            assertThat(trainer.log().steps().size()).isEqualTo(14);
            assertThat(trainer.log().epochs().size()).isEqualTo(2);
            assertThat(folder.resolve("summary.json")).as("it has not ended any more").doesNotExist();
            trainer.run();
            assertThat(trainer.log().steps().size()).isEqualTo(24);
        }
        assertThat(RecordedRun.open(folder).log().events().all()).extracting(RunEvent::kind).filteredOn(k -> k != RunEvent.Kind.RESET)
                .containsExactly(RunEvent.Kind.STARTED, RunEvent.Kind.PAUSED, RunEvent.Kind.DECAY, RunEvent.Kind.STOPPED,
                        RunEvent.Kind.RESUMED, RunEvent.Kind.FINISHED);
        assertThat(Logs.events(RecordedRun.open(folder).log(), RunEvent.Kind.RESUMED)).singleElement()
                .extracting(RunEvent::detail).isEqualTo("from checkpoint at step 14");
    }

    /** A killed process leaves rows after its checkpoint, and a torn one. */
    @Test
    void whatCameAfterTheCheckpointIsCutOff() throws IOException {
        Summary expected = whole();
        stopAfter(8);
        Files.writeString(folder.resolve("steps.csv"), "9,2,0.05,1,1,403,1,1\n10,2,0.0", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("epochs.csv"), "2,12,0.1,1,1,1,1,1\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("events.csv"), "8,0.1,alpha,0.7\n9,0.1,reset,fc\n\"torn", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("checkpoint.safetensors.1-1.part"), "half");
        Files.copy(folder.resolve("masks/step-00000006.safetensors"), folder.resolve("masks/step-00000012.safetensors"));
        Files.copy(folder.resolve("masks/step-00000006.safetensors"), folder.resolve("masks/step-100000000.safetensors"));
        try (Trainer trainer = Trainer.resume(folder, DATA)) {
            assertThat(folder.resolve("checkpoint.safetensors.1-1.part")).doesNotExist();
            try (Stream<Path> masks = Files.list(folder.resolve("masks"))) {
                assertThat(masks.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("step-00000000.safetensors", "step-00000006.safetensors");
            }
            assertThat(Files.readAllLines(folder.resolve("steps.csv"))).hasSize(9);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.ALPHA)).as("a change that no step was trained with").isEmpty();
            assertAsWhole(trainer.run(), expected);
        }
    }

    @Test
    void whatTheUserChangedGoesOn() {
        try (Trainer trainer = recorded(experiment, temp.resolve("whole"))) {
            change(trainer);
            trainer.resume();
            trainer.run();
        }
        try (Trainer trainer = recorded(experiment, folder)) {
            change(trainer);
            trainer.stop();
            trainer.run();
        }
        resumed();
        Logs.assertSameSteps(RecordedRun.open(folder).log().steps(), RecordedRun.open(temp.resolve("whole")).log().steps());
        float[] rates = Logs.column(RecordedRun.open(folder).log(), "learning_rate");
        assertThat(rates[11]).isEqualTo(0.02f);
        assertThat(rates[12]).as("decayed from there").isEqualTo(0.01f);
    }

    private static void change(Trainer trainer) {
        trainer.pause();
        trainer.stepOnce();
        trainer.stepOnce();
        trainer.changeAlpha(0.2);
        trainer.changeLearningRate(0.02);
    }

    @Test
    void aPauseIsKeptOnTheDisk() {
        Trainer trainer = recorded(experiment, folder);
        try (Background background = new Background(trainer)) {
            trainer.pause();
            trainer.stepOnce();
            trainer.stepOnce();
            Path checkpoint = folder.resolve("checkpoint.safetensors");
            Background.await("its checkpoint", () -> Files.exists(checkpoint)
                    && SafeTensors.read(checkpoint).metadata("step").equals("2"));
            assertThat(trainer.state()).isEqualTo(RunState.PAUSED);
            assertThatThrownBy(() -> Trainer.resume(folder, DATA)).isInstanceOf(UserError.class)
                    .hasMessage(folder + ": is being written by a run that goes on; wait for its end, or stop it first");
            assertThat(background.thread().isAlive()).isTrue();
        }
    }

    @Test
    void aFinishedRunGoesFurtherWithMoreEpochs() {
        Summary expected = whole();
        Path shorter = folder;
        try (Trainer trainer = recorded(experiment.withEpochs(3), shorter)) {
            trainer.run();
        }
        assertRefused(null, folder + ": its run is finished, after step 18; name more epochs to go on, or another run");
        assertRefused(2, "--epochs: the run of " + folder + " was planned for 3 epochs, and cannot become shorter; name more, or stop it when you like");
        try (Trainer trainer = Trainer.resume(folder, DATA, 4)) {
            assertAsWhole(trainer.run(), expected);
        }
        assertThat(RecordedRun.open(folder).log().experiment()).usingRecursiveComparison().ignoringFields("modelFile").isEqualTo(experiment);
        assertThat(RecordedRun.open(folder).provenance().plannedSteps()).isEqualTo(24);
        assertThat(Logs.events(RecordedRun.open(folder).log(), RunEvent.Kind.FINISHED)).as("it was finished once before").hasSize(2);
    }

    @Test
    void aRunOfSoManyStepsHasNoOtherEnd() {
        try (Trainer trainer = recorded(experiment.withSteps(4), folder)) {
            trainer.run();
        }
        assertRefused(9, "--epochs: the run of " + folder + " ends after 4 steps, whatever its epochs; resume it without");
    }

    /** The folder is as it was, but for the lock's empty file. */
    private void assertRefused(Integer epochs, String message) {
        Map<String, String> before = contents();
        assertThatThrownBy(() -> Trainer.resume(folder, DATA, epochs)).isInstanceOf(UserError.class).hasMessage(message);
        assertThat(contents()).isEqualTo(before);
    }

    private void assertRefused(String... parts) {
        Map<String, String> before = contents();
        assertThatThrownBy(() -> Trainer.resume(folder, DATA)).isInstanceOf(UserError.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n").doesNotContain("Exception"));
        assertThat(contents()).isEqualTo(before);
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.put(folder.relativize(file).toString(), java.util.Arrays.hashCode(Files.readAllBytes(file)) + "");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return contents;
    }

    @Test
    void otherDataAreRefused() {
        stopAfter(3);
        Dataset other = new Dataset("other", DATA.classes(), DATA.train(), DATA.test(), DATA.normalisation(), DATA.augmentation(), "sha256:other");
        assertThatThrownBy(() -> Trainer.resume(folder, other)).isInstanceOf(UserError.class).hasMessage(folder
                + ": was trained on other data than other (sha256:tiny, not sha256:other); name the data set that it was trained on");
    }

    @Test
    void aFolderWithoutACheckpoint() throws IOException {
        stopAfter(3);
        Files.delete(folder.resolve("checkpoint.safetensors"));
        assertRefused(folder + ": holds no checkpoint.safetensors, so its run ended before the first; start it anew");
    }

    @Test
    void aCheckpointOfAnotherModel() throws IOException {
        stopAfter(3);
        Experiment lenet = Tiny.experiment();
        try (Trainer trainer = recorded(lenet, temp.resolve("other"))) {
            trainer.run();
        }
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        Files.delete(checkpoint);
        Files.copy(temp.resolve("other/checkpoint.safetensors"), checkpoint);
        assertRefused(checkpoint + ": is of the model lenet-300-100, but the run trains tiny-conv");
    }

    @Test
    void aCheckpointThatDoesNotFitNamesAllThatDoesNot() {
        stopAfter(3);
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        TensorFile file = SafeTensors.read(checkpoint);
        List<NamedTensor> tensors = new ArrayList<>();
        for (String name : file.names()) {
            if (!name.equals("batch-norm1.running_var") && !name.equals("fc.weight.velocity")) {
                tensors.add(new NamedTensor(name, file.shape(name), file.floats(name)));
            }
        }
        tensors.add(new NamedTensor("fc.weight.first_moment", new int[] {1}, new float[1]));
        tensors.add(new NamedTensor("more", new int[] {1}, new float[1]));
        SafeTensors.write(checkpoint, file.metadata(), tensors);
        assertRefused(checkpoint + ": does not fit the model: ", "batch-norm1.running_var is missing", "fc.weight.velocity is missing",
                "more belongs to no layer", "fc.weight.first_moment belongs to nothing that is trained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "epoch_loss", "alpha", "fc.resets"})
    void aCheckpointWithMetadataThatNoRunWrites(String key) {
        stopAfter(3);
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        TensorFile file = SafeTensors.read(checkpoint);
        List<NamedTensor> tensors = file.names().stream().map(n -> new NamedTensor(n, file.shape(n), file.floats(n))).toList();
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        metadata.put(key, "many");
        SafeTensors.write(checkpoint, metadata, tensors);
        assertRefused(checkpoint.toString(), "'many' for " + key);
        metadata.remove(key);
        SafeTensors.write(checkpoint, metadata, tensors);
        assertRefused(checkpoint.toString(), "its metadata lacks '" + key + "'");
    }

    @Test
    void aDamagedCheckpoint() throws IOException {
        stopAfter(3);
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        byte[] all = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, java.util.Arrays.copyOf(all, all.length / 2));
        assertRefused(checkpoint.toString(), "truncated");
    }

    @Test
    void aLogThatEndsBeforeTheCheckpoint() throws IOException {
        stopAfter(3);
        List<String> lines = Files.readAllLines(folder.resolve("steps.csv"));
        Files.write(folder.resolve("steps.csv"), lines.subList(0, 3));
        assertRefused(folder.resolve("steps.csv") + ": ends after 2 rows, but the checkpoint was written after 3");
    }

    @Test
    void aDamagedLog() throws IOException {
        stopAfter(3);
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("steps.csv")));
        lines.set(2, "2,1,fast,1,1,403,1,1,1");
        Files.write(folder.resolve("steps.csv"), lines);
        assertRefused(folder.resolve("steps.csv") + ", line 3: ");
    }

    @Test
    void noRunFolder() {
        assertThatThrownBy(() -> Trainer.resume(temp, DATA)).isInstanceOf(UserError.class).hasMessageContaining("is no run folder");
        assertThat(temp.resolve("run.lock")).doesNotExist();
    }

    @Test
    void aDenseRunGoesOnToo() {
        experiment = experiment.withMethod(experiment.method().withKind(MethodKind.DENSE));
        Summary expected = whole();
        stopAfter(9);
        assertAsWhole(resumed(), expected);
    }
}
