package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose process is killed again and again ends with the bits of one that never was. {@code -Dthresher.kills=20} kills it
 * more often.
 */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("thresher.kills", 4);
    private static final int TIMEOUT_SECONDS = 120; // only ends a test that hangs

    @TempDir
    Path temp;

    @Test
    void killedAtAnyMomentARunLosesNothing() throws Exception {
        Path whole = temp.resolve("whole");
        Experiment experiment = KilledRun.experiment(temp).withExecution(Tiny.experiment().execution());
        try (Trainer trainer = new Trainer(experiment, KilledRun.data(), RunFolder.create(whole, experiment, KilledRun.data().checksum()))) {
            trainer.run();
        }
        Path folder = temp.resolve("killed");
        Random random = new Random();
        int lives = 0;
        boolean alive = true;
        for (int kills = 0; alive && kills < KILLS; lives++) {
            Process process = start(folder);
            if (lives == 0) {
                assertThatThrownBy(() -> Trainer.resume(folder, KilledRun.data())).isInstanceOf(UserError.class)
                        .hasMessage(folder + ": is being written by a run that goes on; wait for its end, or stop it first");
            }
            alive = !process.waitFor(1 << random.nextInt(10), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (!Files.exists(folder.resolve("checkpoint.safetensors"))) {
                delete(folder); // it was killed before its first checkpoint: nothing to go on from
            }
            kills++;
        }
        if (alive) {
            Process last = start(folder);
            assertThat(last.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(last.exitValue()).isZero();
        }
        assertThat(lives).as("processes killed").isGreaterThan(KILLS / 2);
        compare(folder, whole);
    }

    /** Starts the run, and waits until it is about to train. */
    private Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(KilledRun.command(folder, temp)).redirectError(temp.resolve("errors.txt").toFile()).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).as(() -> errors()).isEqualTo(KilledRun.READY);
        return process;
    }

    private String errors() {
        try {
            return Files.readString(temp.resolve("errors.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void compare(Path folder, Path whole) throws IOException {
        assertThat(names(folder)).isEqualTo(names(whole));
        assertThat(folder.resolve("steps.csv")).hasSameBinaryContentAs(whole.resolve("steps.csv"));
        assertThat(withoutSeconds(folder)).isEqualTo(withoutSeconds(whole));
        for (String name : names(whole)) {
            if (name.endsWith(".safetensors")) {
                assertSameTensors(folder.resolve(name), whole.resolve(name));
            }
        }
        RecordedRun run = RecordedRun.open(folder);
        RecordedRun expected = RecordedRun.open(whole);
        for (RunEvent.Kind kind : List.of(RunEvent.Kind.RESET, RunEvent.Kind.DECAY)) {
            assertThat(Logs.events(run.log(), kind)).usingRecursiveComparison().ignoringFields("seconds")
                    .isEqualTo(Logs.events(expected.log(), kind));
        }
        assertThat(run.summary().orElseThrow()).usingRecursiveComparison()
                .ignoringFields("run", "seconds", "stepsPerSecond", "dataWaitShare").isEqualTo(expected.summary().orElseThrow());
        Summary summary = run.summary().orElseThrow();
        assertThat(summary.seconds()).as("time of all lives").isPositive();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private static List<String> withoutSeconds(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("epochs.csv")).stream().map(line -> {
            String[] fields = line.split(",");
            fields[2] = "";
            return String.join(",", fields);
        }).toList();
    }

    private static void assertSameTensors(Path actual, Path expected) {
        TensorFile a = SafeTensors.read(actual);
        TensorFile e = SafeTensors.read(expected);
        assertThat(a.names()).isEqualTo(e.names());
        for (String name : e.names()) {
            assertThat(Arrays.equals(a.floats(name), e.floats(name))).as(actual + ", " + name).isTrue();
        }
    }
}
