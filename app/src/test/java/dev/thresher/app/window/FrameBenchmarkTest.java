package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.measure.Waits;
import dev.thresher.app.measure.WindowFrames;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** That the measurement goes through and counts; what it measures is no test's business. */
class FrameBenchmarkTest {
    @TempDir
    Path work;

    @Test
    void measuresEachNumberOfSeriesAndPoints() throws Exception {
        FxToolkit.registerPrimaryStage();
        Path tensors = work.resolve("tiny.safetensors");
        SafeTensors.write(tensors, Map.of(), List.of(new NamedTensor("images", new int[] {64, 4}, new float[256]),
                new NamedTensor("labels", new int[] {64}, new float[64])));
        Experiment standard = Experiment.standard();
        Experiment tiny = standard.withData(standard.data().withDataset("tiny").withTensors(tensors.toString()).withBatch(4));
        List<String> told = new ArrayList<>();
        WindowFrames frames = new FrameBenchmark(tiny, new DataFolders(List.of(work), work), work, told::add, new FrameBenchmark.Plan(1, 0.3, 0.7))
                .run(List.of(2, 20), List.of(500));
        assertThat(frames.rows()).extracting(WindowFrames.Row::series).containsExactly(2, 20);
        assertThat(frames.rows()).allSatisfy(row -> {
            assertThat(row.points()).isEqualTo(500);
            assertThat(row.alone()).isPositive();
            for (WindowFrames.Shown shown : List.of(row.looked(), row.pointed())) {
                assertThat(shown.speed()).isPositive();
                assertThat(shown.kept()).isPositive();
                assertThat(shown.busy().window()).isPositive();
                assertThat(shown.busy().all()).isGreaterThan(shown.busy().window());
            }
            for (Waits part : List.of(row.waits(), row.work())) {
                assertThat(part.longestMs()).isGreaterThanOrEqualTo(part.mostMs()).isPositive();
                assertThat(part.late()).isBetween(0.0, 1.0);
            }
        });
        assertThat(told).containsExactly("once, to warm up", "2 series of 500 points", "20 series of 500 points");
    }
}
