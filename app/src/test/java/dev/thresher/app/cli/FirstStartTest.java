package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.engine.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    private static final Path MNIST = Path.of("../../shared/datasets/mnist"); // Maven runs tests in the module's folder

    @TempDir
    Path folder;

    @Test
    void trainsInTheTerminalWhereThereIsNoDisplay() throws IOException {
        assumeTrue(Files.isDirectory(MNIST), "no MNIST in ../shared/datasets");
        CliFixture cli = new CliFixture(folder);
        cli.environment = Map.of("THRESHER_DATA", MNIST.toAbsolutePath().normalize().getParent().toString());

        CliFixture.Result result = cli.firstStart(Experiment.standard().withSteps(5));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.errLines().getFirst()).startsWith("No display (none in tests)");
        assertThat(result.err()).contains("Data set: mnist, which was found here");
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            Path run = runs.findFirst().orElseThrow();
            assertThat(run.resolve("summary.json")).exists();
            assertThat(run.resolve("figures/remaining-per-step.svg")).isNotEmptyFile();
            assertThat(result.out()).contains(run.toString()).contains("test accuracy");
        }
    }
}
