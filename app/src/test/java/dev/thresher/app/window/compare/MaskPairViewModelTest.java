package dev.thresher.app.window.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.compare.Comparison;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs beside each other, without a window. */
class MaskPairViewModelTest {
    private static final int LATER = 24;

    @TempDir
    private Path temp;
    private Path a;
    private Path b;
    private final NotedProblems problems = new NotedProblems();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final MaskPairViewModel masks = new MaskPairViewModel(new WindowThreads(Runnable::run, background::add, Runnable::run), problems);

    @BeforeEach
    void record() throws IOException {
        a = MadeRuns.finished(temp.resolve("a"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        b = MadeRuns.finished(temp.resolve("b"), MadeRuns.lenet(1e-3, 2), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.remember(b, LATER, MadeRuns.masks(a).getFirst());
        masks.show(Comparison.of(List.of(BoundRun.open(a), BoundRun.open(b))));
        masks.seen(true);
        work();
    }

    private void work() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    @Test
    void theNewestMasksOfBothAreShownFirst() {
        assertThat(masks.pair().get().moments()).containsExactly(12, LATER);
        assertThat(masks.moment()).isEqualTo(1);
        assertThat(masks.momentText()).isEqualTo("step 24   2 of 2");
        assertThat(masks.words().get()).startsWith("Kept in both: 100.0 %");
        masks.goTo(0);
        work();
        assertThat(masks.momentText()).isEqualTo("step 12   1 of 2");
        assertThat(masks.words().get()).doesNotContain("100.0 %");
        assertThat(masks.sheets(false)).extracting(sheet -> sheet.title()).containsExactly("α = 5e-4", "α = 1e-3", "Difference in fc1");
    }

    @Test
    void ofWhatIsAskedMeanwhileOnlyTheLastIsRead() {
        masks.goTo(0);
        masks.layer().set("fc2");
        masks.layer().set("fc3");
        assertThat(background).as("one reading at a time").hasSize(1);
        work();
        assertThat(masks.pair().get().layer().name()).isEqualTo("fc3");
        assertThat(masks.pair().get().b().step()).isEqualTo(12);
    }

    @Test
    void aWeightIsReadInBothRuns() {
        MadeRuns.weights(a, 12, -0.05f, 0.02f);
        masks.layer().set("fc2");
        work();
        MaskPairViewModel.Reading reading = masks.read(301);
        assertThat(reading.name()).startsWith("fc2.weight[1, 1]   neuron 1, input 1   ");
        assertThat(reading.first()).startsWith("α = 5e-4:   W = −0.05000   t = 0.02000   Q = 0.03000   M = ").doesNotContain("at step");
        assertThat(reading.second()).startsWith("α = 1e-3:   M = ");
        assertThat(masks.read(-1)).isNull();
        assertThat(masks.read(30_000)).isNull();
    }

    @Test
    void theyAreExportedAsTheFigureThatTheyAre() throws IOException {
        List<String> said = new ArrayList<>();
        masks.goTo(0);
        masks.layer().set("fc3");
        work();
        for (FigureFormat format : List.of(FigureFormat.SVG, FigureFormat.PDF, FigureFormat.PNG, FigureFormat.CSV)) {
            masks.export(temp.resolve("pair." + format.extension()), format, said::add);
            work();
        }
        assertThat(said).containsExactly("Exported pair.svg", "Exported pair.pdf", "Exported pair.png", "Exported pair.csv");
        assertThat(temp.resolve("pair.svg")).content().contains("α = 5e-4", "α = 1e-3", "Difference in fc3", "remain, step 12", "only in the first");
        List<String> rows = Files.readAllLines(temp.resolve("pair.csv"));
        assertThat(rows).hasSize(1 + 3 * 10);
        String[] own = rows.get(1).split(",", -1);
        String[] difference = rows.get(21).split(",", -1);
        for (int i = 0; i < own.length - 2; i++) {
            boolean first = masks.pair().get().a().mask().keeps(0, i);
            boolean second = masks.pair().get().b().mask().keeps(0, i);
            assertThat(own[2 + i]).isEqualTo(first ? "1" : "0");
            assertThat(difference[2 + i]).isEqualTo(first ? second ? "in both" : "only in the first" : second ? "only in the second" : "");
        }
        assertThat(problems.told).isEmpty();
    }

    @Test
    void whatCannotBeWrittenOrReadIsTold() throws IOException {
        List<String> said = new ArrayList<>();
        masks.export(temp.resolve("none/pair.svg"), FigureFormat.SVG, said::add);
        work();
        assertThat(said).isEmpty();
        assertThat(problems.told).singleElement().asString().startsWith("The masks could not be exported: ").contains("none");
        Files.move(b, temp.resolve("elsewhere"));
        masks.layer().set("fc2");
        work();
        assertThat(masks.pair().get()).isNull();
        assertThat(masks.words().get()).isEqualTo(b + ": is no longer there; open the run from where it is now");
        assertThat(masks.sheets(false)).isEmpty();
        assertThat(problems.faults).isEmpty();
    }

    @Test
    void nothingIsReadWhileNobodyLooks() {
        masks.seen(false);
        masks.layer().set("fc2");
        assertThat(background).isEmpty();
        masks.seen(true);
        work();
        assertThat(masks.pair().get().layer().name()).isEqualTo("fc2");
        masks.show(null);
        work();
        assertThat(masks.pair().get()).isNull();
    }
}
