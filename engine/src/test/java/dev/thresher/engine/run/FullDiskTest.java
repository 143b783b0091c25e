package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: the run fails in one line, its log stays whole in memory, and what is on the disk can be read. */
class FullDiskTest {
    private static final Experiment EXPERIMENT = Tiny.experiment();

    @TempDir
    Path temp;
    private Path mounted;

    /** A file system of a few kilobytes. The test is skipped where it cannot be mounted. */
    private Path disk(int kilobytes) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        int exit;
        try {
            exit = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", disk.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            exit = -1;
        }
        Assumptions.assumeTrue(exit == 0, "a tmpfs cannot be mounted here");
        mounted = disk;
        return disk;
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted != null) {
            assertThat(new ProcessBuilder("umount", mounted.toString()).start().waitFor()).isZero();
        }
    }

    private static Trainer trainer(Path folder, Experiment experiment) {
        return trainer(folder, experiment, 64);
    }

    private static Trainer trainer(Path folder, Experiment experiment, int examples) {
        return new Trainer(experiment, Tiny.data(examples, 10), RunFolder.create(folder, experiment, "sha256:tiny"));
    }

    private static void assertFailedInOneLine(Summary summary, String file) {
        assertThat(summary.state()).isEqualTo(RunState.FAILED);
        assertThat(summary.message()).contains(file + ": cannot be written: ").doesNotContain("\n");
    }

    private static void assertNothingHalfWritten(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void noRoomForACheckpoint() throws Exception {
        Path folder = disk(64).resolve("run");
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            Summary summary = trainer.run();
            assertFailedInOneLine(summary, folder.resolve("checkpoint.safetensors").toString());
            assertThat(summary.message()).contains("o space left").endsWith("; free some space or choose another folder");
            assertThat(summary.steps()).isEqualTo(8);
            assertThat(trainer.log().steps().size()).isEqualTo(8);
            assertThat(trainer.log().epochs().size()).isEqualTo(1);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.FAILED)).singleElement()
                    .extracting(RunEvent::detail).isEqualTo(summary.message());
            assertNothingHalfWritten(folder);
            assertThat(folder.resolve("checkpoint.safetensors")).doesNotExist();
            RecordedRun run = RecordedRun.open(folder);
            Logs.assertSameSteps(run.log().steps(), trainer.log().steps());
            assertThat(run.summary()).as("what is left of the disk took the summary")
                    .hasValueSatisfying(s -> assertThat(s.state()).isEqualTo(RunState.FAILED));
        }
    }

    @Test
    void noRoomForTheStepLog() throws Exception {
        Path disk = disk(64);
        Path folder = disk.resolve("run");
        Path filler = disk.resolve("filler");
        Trainer trainer = trainer(folder, EXPERIMENT.withData(EXPERIMENT.data().withBatch(1)).withEpochs(1), 300);
        try (trainer) {
            Files.write(filler, new byte[32 << 10]); // room for some of the 300 rows
            Summary summary = trainer.run();
            assertFailedInOneLine(summary, folder.resolve("steps.csv").toString());
            assertThat(trainer.log().steps().size()).as("in memory nothing is lost").isEqualTo(summary.steps());
            assertNothingHalfWritten(folder);
            Files.delete(filler);
        }
        RecordedRun run = RecordedRun.open(folder);
        int rows = run.log().steps().size();
        assertThat(rows).isBetween(1, trainer.log().steps().size());
        for (String name : run.log().steps().names()) {
            assertThat(run.log().steps().column(name).range(0, rows)).as(name)
                    .isEqualTo(trainer.log().steps().column(name).range(0, rows));
        }
    }

    @Test
    void aLogGoesOnWhereAFullDiskCutItOff() throws Exception {
        Path disk = disk(16);
        Path file = disk.resolve("log.csv");
        Path filler = disk.resolve("filler");
        List<String> row = List.of("α".repeat(30), "1");
        try (CsvLog log = CsvLog.create(file, List.of("a", "b"))) {
            Files.write(filler, new byte[8 << 10]);
            for (int i = 0; i < 200; i++) {
                log.row(row);
            }
            assertThatThrownBy(log::flush).isInstanceOf(UserError.class).hasMessageContaining("log.csv: cannot be written");
            assertThat(Files.readString(file)).endsWith("\n");
            assertThat(Files.readAllLines(file)).as("what fitted, in whole rows").hasSizeBetween(2, 200);
            Files.delete(filler);
            log.flush();
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).isEqualTo("a,b");
        assertThat(lines.subList(1, lines.size())).as("each row once").hasSize(200).containsOnly(String.join(",", row));
    }

    /** Needs no right to mount: something is in the way of the checkpoint. */
    @Test
    void aCheckpointThatCannotBeReplaced() throws Exception {
        Path folder = temp.resolve("run");
        Path inTheWay = folder.resolve("checkpoint.safetensors/something");
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            Files.createDirectories(inTheWay);
            Summary summary = trainer.run();
            assertFailedInOneLine(summary, folder.resolve("checkpoint.safetensors").toString());
            assertThat(inTheWay).exists();
            assertNothingHalfWritten(folder);
            Logs.assertSameSteps(RecordedRun.open(folder).log().steps(), trainer.log().steps());
        }
    }

    @Test
    void aSummaryThatCannotBeWritten() throws Exception {
        Path folder = temp.resolve("run");
        try (Trainer trainer = trainer(folder, EXPERIMENT)) {
            Files.createDirectories(folder.resolve("summary.json/something"));
            Summary summary = trainer.run();
            assertFailedInOneLine(summary, folder.resolve("summary.json").toString());
            assertThat(trainer.state()).isEqualTo(RunState.FAILED);
            assertThat(SafeTensors.read(folder.resolve("checkpoint.safetensors")).metadata("step")).isEqualTo("16");
            assertNothingHalfWritten(folder);
        }
    }
}
