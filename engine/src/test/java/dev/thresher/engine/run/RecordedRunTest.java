package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.testing.Background;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run opened from its folder tells what was recorded, also while it is still being written. */
class RecordedRunTest {
    private static final Experiment EXPERIMENT =
            Tiny.experiment().withMethod(Tiny.experiment().method().withAlpha(0.5)).withSeed(Long.MIN_VALUE + 1);

    @TempDir
    Path temp;
    private Path folder;
    private RunLog live;
    private Summary summary;

    @BeforeEach
    void record() {
        folder = temp.resolve("run");
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(30, 10), RunFolder.create(folder, EXPERIMENT, "sha256:abc"))) {
            trainer.pause();
            trainer.stepOnce();
            trainer.changeAlpha(0.25);
            trainer.resume();
            summary = trainer.run();
            live = trainer.log();
        }
    }

    @Test
    void aRunReadBackIsTheRunThatWasRecorded() {
        RecordedRun run = RecordedRun.open(folder);
        assertThat(run.folder()).isEqualTo(folder);
        assertThat(run.log().name()).isEqualTo("run");
        assertThat(run.log().experiment()).isEqualTo(EXPERIMENT);
        assertThat(run.log().steps().layers()).containsExactly("fc1", "fc2", "fc3");
        Logs.assertSameSteps(run.log().steps(), live.steps());
        assertEpochs(run.log().epochs().all(), live.epochs().all());
        assertEvents(run.log().events().all(), live.events().all());
        assertThat(run.log().events().all()).extracting(RunEvent::kind).contains(RunEvent.Kind.STARTED, RunEvent.Kind.PAUSED,
                RunEvent.Kind.ALPHA, RunEvent.Kind.RESUMED, RunEvent.Kind.RESET, RunEvent.Kind.FINISHED);
        assertThat(run.summary()).contains(summary);
        assertThat(run.poll()).as("nothing came since").isFalse();
    }

    private static void assertEpochs(List<EpochRow> actual, List<EpochRow> expected) {
        assertThat(actual).usingRecursiveComparison()
                .withComparatorForType((a, b) -> Float.compare(a.floatValue(), b.floatValue()), Double.class)
                .ignoringFields("seconds").isEqualTo(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).seconds()).isCloseTo(expected.get(i).seconds(), within(6e-4));
        }
    }

    private static void assertEvents(List<RunEvent> actual, List<RunEvent> expected) {
        assertThat(actual).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).seconds()).isCloseTo(expected.get(i).seconds(), within(6e-4));
        }
    }

    @Test
    void provenanceTellsWhereARunComesFrom() {
        Provenance provenance = RecordedRun.open(folder).provenance();
        assertThat(provenance.datasetChecksum()).isEqualTo("sha256:abc");
        assertThat(provenance.layers()).containsExactly("fc1", "fc2", "fc3");
        assertThat(provenance.plannedSteps()).isEqualTo(8);
        assertThat(provenance.thresher()).matches("\\d+\\.\\d+\\..*");
        assertThat(provenance.device()).startsWith("CPU, SIMD");
        assertThat(provenance.jvm()).contains(Runtime.version().toString());
        assertThat(java.time.OffsetDateTime.parse(provenance.started())).isBefore(java.time.OffsetDateTime.now().plusSeconds(1));
    }

    /** Every row of every file comes when its last byte has come, and not before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1000})
    void aFolderIsFollowedWhileItIsWritten(int bytesAtATime) throws IOException {
        Path copy = started("copy");
        RecordedRun run = RecordedRun.open(copy);
        assertThat(run.log().steps().size()).isZero();
        for (String name : List.of("steps.csv", "epochs.csv", "events.csv")) {
            byte[] all = Files.readAllBytes(folder.resolve(name));
            int from = (int) Files.size(copy.resolve(name));
            for (int to; from < all.length; from = to) {
                to = Math.min(all.length, from + bytesAtATime);
                Files.write(copy.resolve(name), Arrays.copyOfRange(all, from, to), StandardOpenOption.APPEND);
                int rows = wholeRows(all, to);
                int before = rows(run.log(), name);
                assertThat(run.poll()).as("%s at byte %d", name, to).isEqualTo(rows > before);
                assertThat(rows(run.log(), name)).as("%s at byte %d", name, to).isEqualTo(rows);
            }
        }
        Logs.assertSameSteps(run.log().steps(), live.steps());
        assertEpochs(run.log().epochs().all(), live.epochs().all());
        assertEvents(run.log().events().all(), live.events().all());
        assertThat(run.summary()).as("not ended yet").isEmpty();
    }

    /** A folder as it is when a run has just begun: headers, experiment, nothing else. */
    private Path started(String name) throws IOException {
        Path copy = Files.createDirectory(temp.resolve(name));
        Files.copy(folder.resolve("experiment.json"), copy.resolve("experiment.json"));
        for (String file : List.of("steps.csv", "epochs.csv", "events.csv")) {
            Files.writeString(copy.resolve(file), Files.readAllLines(folder.resolve(file)).getFirst() + "\n");
        }
        return copy;
    }

    private static int wholeRows(byte[] all, int to) {
        int lines = 0;
        for (int i = 0; i < to; i++) {
            lines += all[i] == '\n' ? 1 : 0;
        }
        return lines - 1;
    }

    private static int rows(RunLog log, String file) {
        return switch (file) {
            case "steps.csv" -> log.steps().size();
            case "epochs.csv" -> log.epochs().size();
            default -> log.events().size();
        };
    }

    @Test
    void aLineTornInsideALetterWaitsForItsRest() throws IOException {
        Path copy = started("copy");
        RecordedRun run = RecordedRun.open(copy);
        byte[] line = "3,0.5,failed,\"lower η, or another α\"\r\n4,0.6,finished,\r\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < line.length; i++) {
            Files.write(copy.resolve("events.csv"), new byte[] {line[i]}, StandardOpenOption.APPEND);
            run.poll();
        }
        assertThat(run.log().events().all()).containsExactly(
                new RunEvent(3, 0.5, RunEvent.Kind.FAILED, "lower η, or another α"),
                new RunEvent(4, 0.6, RunEvent.Kind.FINISHED, ""));
    }

    @Test
    void aTornLastLineIsLeftOutOnOpening() throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve("steps.csv"));
        Files.write(folder.resolve("steps.csv"), Arrays.copyOf(all, all.length - 3));
        RecordedRun run = RecordedRun.open(folder);
        assertThat(run.log().steps().size()).isEqualTo(7);
        Files.write(folder.resolve("steps.csv"), all);
        assertThat(run.poll()).isTrue();
        Logs.assertSameSteps(run.log().steps(), live.steps());
    }

    @Test
    void aRunWithoutATestSetAndOneOfTextInItsEvents() {
        Path other = temp.resolve("other");
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(8, 0), RunFolder.create(other, EXPERIMENT, ""))) {
            trainer.run();
            RecordedRun run = RecordedRun.open(other);
            assertThat(run.log().epochs().all()).hasSize(2).allSatisfy(row -> assertThat(row.testAccuracy()).isNaN());
            assertThat(run.summary()).hasValueSatisfying(s -> assertThat(s.testAccuracyLast()).isNull());
        }
    }

    @Test
    void aRunIsFollowedWhileAnotherThreadTrains() {
        Path other = temp.resolve("other");
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(5e-4)).withSteps(1_000_000);
        Trainer trainer = new Trainer(experiment, Tiny.data(30, 10), RunFolder.create(other, experiment, ""));
        try (Background background = new Background(trainer)) {
            RecordedRun run = RecordedRun.open(other);
            Background.await("rows on the disk", () -> {
                run.poll();
                return run.log().steps().size() > 50;
            });
            trainer.stop();
            Summary ended = background.summary();
            run.poll();
            Logs.assertSameSteps(run.log().steps(), trainer.log().steps());
            assertEpochs(run.log().epochs().all(), trainer.log().epochs().all());
            assertThat(run.summary()).contains(ended);
        }
    }
}
