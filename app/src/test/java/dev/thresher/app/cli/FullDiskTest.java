package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.engine.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up, played by a small file system in memory; mounting one takes rights that not everybody has. */
class FullDiskTest {
    @TempDir
    Path folder;
    private Path disk;
    private CliFixture cli;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(execute("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0,
                "a file system in memory cannot be mounted here");
        cli = new CliFixture(folder);
        cli.tensors(640);
    }

    @AfterEach
    void unmount() throws Exception {
        // Where nothing was mounted this fails, and nothing has to be done.
        execute("umount", disk.toString());
    }

    @Test
    void endsARunInOneLineAndKeepsWhatItRecorded() {
        Result result = cli.run("train", "--tensors", "digits.safetensors", "--epochs", "500", "--out", "disk/run", "--quiet");

        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("disk/run").contains("space").doesNotContain("Exception");
        assertThat(RecordedRun.open(disk.resolve("run")).log().steps().size()).isPositive();
    }

    @Test
    void leavesNoPartOfAWeightFile() throws IOException {
        Result result = cli.run("train", "--tensors", "digits.safetensors", "--steps", "2", "--out", "run", "--quiet",
                "--save-weights", "disk/weights.safetensors");

        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("disk/weights.safetensors").contains("space");
        try (Stream<Path> left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
        assertThat(folder.resolve("run/summary.json")).exists();
    }

    private static int execute(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor();
        } catch (IOException e) {
            return -1; // No such program on this system.
        }
    }
}
