package dev.thresher.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.RunState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskPairTest {
    @TempDir
    private Path temp;

    private BoundRun run(String name, long seed, double... remaining) {
        return BoundRun.open(MadeRuns.finished(temp.resolve(name), MadeRuns.lenet(5e-4, seed), 0.97, remaining));
    }

    @Test
    void theSameMasksShareEverything() {
        MaskPair pair = MaskPair.read(run("a", 1, 0.2, 0.3, 0.9), run("b", 1, 0.2, 0.3, 0.9), "fc1");
        assertThat(pair.overlap()).isEqualTo(1);
        assertThat(pair.both()).isEqualTo(pair.a().kept());
        assertThat(pair.stepA()).isEqualTo(12);
    }

    @Test
    void independentMasksShareWhatChanceGives() {
        MaskPair pair = MaskPair.read(run("a", 1, 0.2, 0.3, 0.9), run("b", 2, 0.2, 0.3, 0.9), "fc1");
        long both = 0;
        for (int i = 0; i < pair.a().rows(); i++) {
            for (int j = 0; j < pair.a().columns(); j++) {
                both += pair.a().keeps(i, j) && pair.b().keeps(i, j) ? 1 : 0;
            }
        }
        assertThat(pair.both()).isEqualTo(both);
        assertThat(pair.overlap()).isCloseTo(pair.overlapByChance(), within(0.01)).isCloseTo(1 / 9.0, within(0.01));
        assertThat(pair.words()).startsWith("Kept in both: 11.").contains("by chance it would be 11.");
    }

    @Test
    void emptyMasksSaySo() {
        MaskPair pair = MaskPair.read(run("a", 1, 0, 0.3, 0.9), run("b", 2, 0, 0.3, 0.9), "fc1");
        assertThat(pair.words()).isEqualTo("Neither run keeps a weight of this layer.");
    }

    @Test
    void threeSheetsAreDrawn() {
        List<MaskSheet> sheets = MaskPair.read(run("a", 1, 0.2, 0.3, 0.9), run("b", 2, 0.2, 0.3, 0.9), "fc2").sheets("α = 1", "α = 2", false);
        assertThat(sheets).extracting(MaskSheet::title).containsExactly("α = 1", "α = 2", "Difference in fc2");
        int[] pixels = MaskPair.picture(sheets, 300, 120, 2);
        assertThat(pixels).hasSize(600 * 240);
        assertThat(Arrays.stream(pixels).distinct().count()).as("drawn").isGreaterThan(5);
    }

    @Test
    void whatHasNoMasksIsRefusedWithWords() {
        BoundRun a = run("a", 1, 0.2, 0.3, 0.9);
        assertThatThrownBy(() -> MaskPair.read(a, run("b", 2, 0.2, 0.3, 0.9), "conv1")).isInstanceOf(UserError.class)
                .hasMessageContaining("no masks of a layer conv1");
        BoundRun other = BoundRun.open(MadeRuns.make(temp.resolve("other"), MadeRuns.lenet(5e-4, 1).withModel("lenet-5-caffe"),
                List.of("conv1", "fc1"), RunState.FINISHED, 0.9, 0.3, 0.1));
        assertThatThrownBy(() -> MaskPair.read(a, other, "fc1")).isInstanceOf(UserError.class).hasMessageContaining("has recorded no masks yet");
    }
}
