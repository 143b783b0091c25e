package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskPairTest {
    private static final int LATER = 24;

    @TempDir
    private Path temp;
    private final MaskPairReader reader = new MaskPairReader();

    private MaskPairReader.Run run(String name, long seed, double... remaining) {
        return new MaskPairReader.Run(MadeRuns.finished(temp.resolve(name), MadeRuns.lenet(5e-4, seed), 0.97, remaining), name, "mnist");
    }

    private MaskPair read(MaskPairReader.Run a, MaskPairReader.Run b, String layer) {
        return reader.read(a, b, layer, MaskPairReader.NEWEST);
    }

    /** Gives a run the masks of another as those of a later step. */
    private static void later(MaskPairReader.Run run, MaskPairReader.Run like) throws IOException {
        Path from = MadeRuns.masks(like.folder()).getLast();
        MadeRuns.remember(run.folder(), LATER, from);
    }

    @Test
    void theSameMasksShareEverything() {
        MaskPair pair = read(run("a", 1, 0.2, 0.3, 0.9), run("b", 1, 0.2, 0.3, 0.9), "fc1");
        assertThat(pair.overlap()).isEqualTo(1);
        assertThat(pair.both()).isEqualTo(pair.a().mask().kept());
        assertThat(pair.a().step()).isEqualTo(12);
        assertThat(pair.moments()).containsExactly(12);
    }

    @Test
    void independentMasksShareWhatChanceGives() {
        MaskPair pair = read(run("a", 1, 0.2, 0.3, 0.9), run("b", 2, 0.2, 0.3, 0.9), "fc1");
        long both = 0;
        for (int i = 0; i < pair.a().mask().rows(); i++) {
            for (int j = 0; j < pair.a().mask().columns(); j++) {
                both += pair.a().mask().keeps(i, j) && pair.b().mask().keeps(i, j) ? 1 : 0;
            }
        }
        assertThat(pair.both()).isEqualTo(both);
        assertThat(pair.overlap()).isCloseTo(pair.overlapByChance(), within(0.01)).isCloseTo(1 / 9.0, within(0.01));
        assertThat(pair.words()).startsWith("Kept in both: 11.").contains("by chance it would be 11.");
    }

    @Test
    void emptyMasksSaySo() {
        MaskPair pair = read(run("a", 1, 0, 0.3, 0.9), run("b", 2, 0, 0.3, 0.9), "fc1");
        assertThat(pair.words()).isEqualTo("Neither run keeps a weight of this layer.");
    }

    @Test
    void ofEachRunTheLastMasksUpToAMomentAreRead() throws IOException {
        MaskPairReader.Run a = run("a", 1, 0.2, 0.3, 0.9);
        MaskPairReader.Run b = run("b", 2, 0.2, 0.3, 0.9);
        later(b, a);
        MaskPair newest = read(a, b, "fc2");
        assertThat(newest.moments()).containsExactly(12, LATER);
        assertThat(newest.b().step()).isEqualTo(LATER);
        assertThat(newest.a().step()).as("it has no later one").isEqualTo(12);
        assertThat(newest.overlap()).as("b's later masks are a's").isEqualTo(1);
        MaskPair before = reader.read(a, b, "fc2", 23);
        assertThat(before.b().step()).isEqualTo(12);
        assertThat(before.overlap()).isLessThan(0.5);
        assertThat(reader.read(a, b, "fc2", 3).a().step()).as("the first, where none is as early").isEqualTo(12);
        assertThat(before.layer()).as("the sheet stays the same object").isSameAs(newest.layer());
    }

    @Test
    void threeSheetsAreMade() {
        MaskPair pair = read(run("a", 1, 0.2, 0.3, 0.9), run("b", 2, 0.2, 0.3, 0.9), "fc2");
        List<MaskSheet> sheets = pair.sheets("α = 1", "α = 2", false);
        assertThat(sheets).extracting(MaskSheet::title).containsExactly("α = 1", "α = 2", "Difference in fc2");
        assertThat(sheets).extracting(MaskSheet::layout).containsOnly(pair.layer().layout());
        assertThat(sheets.getLast().shading().legend().swatches()).extracting(Legend.Swatch::label).last().asString().endsWith(" in both");
    }

    @Test
    void aWeightTellsItsMaskInBoth() {
        MaskPair pair = read(run("a", 1, 0.2, 1, 0.9), run("b", 2, 0.2, 0, 0.9), "fc2");
        assertThat(pair.verdict(17)).isEqualTo("kept only in the first");
        assertThat(pair.a().values(17)).isEqualTo("M = 1, kept");
        assertThat(pair.b().values(17)).isEqualTo("M = 0, pruned");
    }

    @Test
    void whatHasNoMasksIsRefusedWithWords() {
        MaskPairReader.Run a = run("a", 1, 0.2, 0.3, 0.9);
        MaskPairReader.Run b = run("b", 2, 0.2, 0.3, 0.9);
        assertThatThrownBy(() -> read(a, b, "conv1")).isInstanceOf(UserError.class).hasMessageContaining("no masks of a layer conv1");
        MaskPairReader.Run other = new MaskPairReader.Run(MadeRuns.make(temp.resolve("other"), MadeRuns.lenet(5e-4, 1).withModel("lenet-5-caffe"),
                List.of("conv1", "fc1"), RunState.FINISHED, 0.9, 0.3, 0.1), "other", "mnist");
        assertThatThrownBy(() -> read(a, other, "fc1")).isInstanceOf(UserError.class).hasMessageContaining("has recorded no masks yet");
        assertThat(read(a, b, "fc1").layer().name()).as("it reads on").isEqualTo("fc1");
    }

    @Test
    void aFolderThatVanishedIsNamed() throws IOException {
        MaskPairReader.Run a = run("a", 1, 0.2, 0.3, 0.9);
        MaskPairReader.Run b = run("b", 2, 0.2, 0.3, 0.9);
        read(a, b, "fc1");
        Files.move(b.folder(), temp.resolve("elsewhere"));
        assertThatThrownBy(() -> read(a, b, "fc1")).isInstanceOf(UserError.class).hasMessageStartingWith(b.folder() + ": is no longer there");
    }
}
