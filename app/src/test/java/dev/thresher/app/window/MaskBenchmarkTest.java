package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.measure.WindowSheets;
import dev.thresher.datasets.catalogue.DataFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** That the measurement goes through and counts; what it measures is no test's business. */
class MaskBenchmarkTest {
    @TempDir
    Path work;

    @Test
    void measuresEveryLayerAndGesture() throws Exception {
        FxToolkit.registerPrimaryStage();
        List<String> told = new ArrayList<>();
        WindowSheets sheets = new MaskBenchmark(new DataFolders(List.of(work), work), work, told::add, 0.2).run();
        assertThat(sheets.rows()).extracting(row -> row.layer() + ": " + row.doing()).hasSize(9).contains(
                "512 filters × 512 channels of 3×3: zooming by the wheel", "2,048 filters × 512 channels, 1×1: dragging",
                "1,000 neurons × 2,048 inputs: sliding through moments");
        assertThat(sheets.rows()).allSatisfy(row -> {
            assertThat(row.times()).isPositive();
            assertThat(row.picture().longestMs()).isGreaterThanOrEqualTo(row.picture().mostMs()).isPositive();
            assertThat(row.waits().late()).isBetween(0.0, 1.0);
            assertThat(row.work().longestMs()).isGreaterThanOrEqualTo(row.work().typicalMs());
        });
        assertThat(told).hasSize(10);
    }
}
