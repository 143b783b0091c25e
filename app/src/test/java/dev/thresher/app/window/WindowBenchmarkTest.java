package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.app.measure.WindowTimes;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** That the measurement goes through and counts; what it measures is no test's business. */
class WindowBenchmarkTest {
    private static final Path DATA = Path.of("../../shared/datasets");

    @TempDir
    Path work;

    @Test
    void trainsByTurnsAndTimesTheAnswers() throws Exception {
        assumeTrue(Files.isDirectory(DATA.resolve("mnist")), "no MNIST in ../shared/datasets");
        FxToolkit.registerPrimaryStage();
        List<String> told = new ArrayList<>();
        WindowTimes times = new WindowBenchmark(Experiment.standard(), new DataFolders(List.of(DATA), work), work, told::add,
                new WindowBenchmark.Plan(2, 0.2, 1.5)).run();
        assertThat(times.withoutWindow()).hasSize(2).allMatch(speed -> speed > 0);
        assertThat(times.withWindow()).hasSize(2).allMatch(speed -> speed > 0);
        assertThat(times.speedKept()).isPositive();
        assertThat(times.firstStepMs()).as("loading comes between Start and the first step").isGreaterThan(times.startMs());
        assertThat(List.of(times.pauseMs(), times.resumeMs(), times.stopMs())).allMatch(ms -> ms > 0);
        assertThat(told).hasSize(5).last().asString().startsWith("round 2 of 2");
        assertThat(work.resolve("runs")).isNotEmptyDirectory();
    }
}
