package dev.thresher.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    private static final double SECONDS = 0.01;

    @TempDir
    Path folder;

    private Experiment network(String layers) throws Exception {
        Path file = folder.resolve("net.json");
        Files.writeString(file, "{\"input\": [1, 6, 6], \"layers\": [" + layers + "]}");
        return Tiny.experiment().withModel("net").withModelFile(file.toString());
    }

    private Experiment convolutional() throws Exception {
        return network("""
                {"name": "c1", "type": "conv", "filters": 8, "kernel": 3, "padding": 1}, {"type": "relu"},
                {"name": "c2", "type": "conv", "filters": 8, "kernel": 3, "padding": 1}, {"type": "relu"},
                {"name": "c3", "type": "conv", "filters": 8, "kernel": 3, "padding": 1}, {"type": "flatten"},
                {"name": "fc", "type": "linear", "outputs": "classes"}""");
    }

    @Test
    void measuresAllOfANetworkWithEachNumberOfThreads() throws Exception {
        List<BenchProgress> progress = new ArrayList<>();
        BenchReport report = new Benchmark(new BenchConfig(convolutional(), List.of(0.5, 0.1), List.of(2, 1), SECONDS), progress::add).run();

        assertThat(report.model()).isEqualTo("net");
        assertThat(report.batch()).isEqualTo(8);
        assertThat(report.evaluationBatch()).isEqualTo(256);
        assertThat(report.backend()).startsWith("CPU, SIMD ").doesNotContain("thread");
        assertThat(report.measured()).extracting(BenchReport.AtThreads::threads).containsExactly(2, 1);
        for (BenchReport.AtThreads measured : report.measured()) {
            for (List<BenchReport.Run> runs : List.of(measured.steps(), measured.evaluations())) {
                assertThat(runs).extracting(BenchReport.Run::method).containsExactly("dense", "dst", "dst", "dst");
                assertThat(runs).extracting(BenchReport.Run::asked).containsExactly(1.0, 0.5, 0.1, 1.0);
                assertThat(runs.get(1).remaining()).isCloseTo(0.5, within(0.05));
                assertThat(runs.get(2).remaining()).isCloseTo(0.1, within(0.03));
                assertThat(runs.get(3).remaining()).isEqualTo(1);
                assertThat(runs).allSatisfy(run -> {
                    Timing t = run.milliseconds();
                    assertThat(t.min()).isPositive().isLessThanOrEqualTo(t.median());
                    assertThat(t.max()).isGreaterThanOrEqualTo(t.median());
                    assertThat(run.timesAsFastAsDense()).isCloseTo(runs.getFirst().milliseconds().median() / t.median(), within(1e-9));
                });
            }
            assertThat(measured.masking().shareOfStep())
                    .isCloseTo(measured.masking().addedMs() / measured.steps().getLast().milliseconds().median(), within(1e-9));
            assertThat(measured.peakGigaflops()).isPositive();
            assertThat(measured.processors() == null || measured.processors() > 0).as("processors").isTrue();
            assertThat(measured.products()).extracting(p -> String.join("+", p.layers()) + " " + p.name() + " " + p.shape()).containsExactly(
                    "c1 forward 8×9×288", "c1 weight gradient 8×288×9", "c2+c3 forward 8×72×288", "c2+c3 weight gradient 8×288×72",
                    "c2+c3 input gradient 72×8×288", "fc forward 10×288×8", "fc weight gradient 10×8×288", "fc input gradient 288×10×8",
                    "1024³ forward 1024×1024×1024");
            assertThat(measured.products()).allSatisfy(p -> assertThat(p.shareOfPeak()).isCloseTo(p.gigaflops() / measured.peakGigaflops(), within(1e-9)));
        }
        assertThat(report.stepMsMedian()).isEqualTo(report.measured().getFirst().steps().get(1).milliseconds().median());
        assertThat(report.denseStepMsMedian()).isEqualTo(report.measured().getFirst().steps().getFirst().milliseconds().median());
        assertThat(progress).extracting(BenchProgress::what).containsSubsequence("training steps, 2 threads", "evaluations, 2 threads",
                "products, 2 threads", "training steps, 1 thread", "evaluations, 1 thread", "products, 1 thread");
        assertThat(progress).allSatisfy(p -> assertThat(p.secondsLeft()).isNotNegative());
    }

    @Test
    void thePlainKernelsHaveNoPeakToBeMeasuredBy() throws Exception {
        Experiment small = network("{\"type\": \"flatten\"}, {\"name\": \"fc\", \"type\": \"linear\", \"outputs\": \"classes\"}");
        BenchReport report = new Benchmark(new BenchConfig(small.withExecution(small.execution().withBackend(BackendKind.EJML)), List.of(1.0),
                List.of(1), SECONDS), _ -> { }).run();

        assertThat(report.lanes()).isZero();
        assertThat(report.measured().getFirst().peakGigaflops()).isNull();
        assertThat(report.measured().getFirst().products()).allSatisfy(p -> assertThat(p.shareOfPeak()).isNull());
    }

    @Test
    void gatesOfAnLstmAreOneProduct() {
        var shapes = LayerProducts.shapes(new BenchConfig(Presets.of("lstm-a"), List.of(1.0), List.of(1), SECONDS).shapes(), 100);

        assertThat(shapes.values()).containsExactly(List.of("lstm1.cell x"), List.of("lstm1.cell h", "lstm2.cell x", "lstm2.cell h"), List.of("fc"),
                List.of("1024³"));
        assertThat(shapes.keySet().iterator().next()).isEqualTo(new LayerProducts.Shape(null, 512, 28, 100, false));
    }

    @Test
    void everyBuiltInNetworksProductsAreKnown() {
        for (Models.Listed listed : Models.listed()) {
            BenchConfig config = new BenchConfig(Presets.of(listed.name()), List.of(1.0), List.of(1), SECONDS);
            assertThat(LayerProducts.shapes(config.shapes(), 2)).as(listed.name()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void rowsKeepWhatWasAskedForAndNeverSoLittleThatTheyAreReset() {
        assertThat(Densities.kept(1, 784)).isEqualTo(784);
        assertThat(Densities.kept(0.1, 784)).isEqualTo(78);
        assertThat(Densities.kept(0.01, 4608)).as("1 % of 4608 is 46.08, and 46 would be reset").isEqualTo(47);
        assertThat(Densities.kept(0.01, 9)).isEqualTo(1);
    }

    @Test
    void tapsInThePaddingAreNotCounted() {
        assertThat(LayerProducts.tapsInside(Window.square(8, 6, 6, 3, 1, 0))).isEqualTo(1);
        assertThat(LayerProducts.tapsInside(Window.square(8, 2, 2, 3, 1, 1))).as("two thirds each way").isCloseTo(4 / 9.0, within(1e-12));
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatThrownBy(() -> new BenchConfig(Tiny.experiment(), List.of(0.5, 0.001), List.of(1), 1).checked()).isInstanceOf(UserError.class)
                .hasMessageContaining("--remaining: 0.001 is not between 0.01 and 1");
        assertThatThrownBy(() -> new BenchConfig(Tiny.experiment(), List.of(0.5), List.of(1), Double.NaN).checked()).isInstanceOf(UserError.class)
                .hasMessageContaining("--seconds");
        assertThatThrownBy(() -> new Benchmark(new BenchConfig(Tiny.experiment(), List.of(0.5), List.of(1, 999), 1), _ -> { }))
                .isInstanceOf(UserError.class).hasMessageContaining("--threads: 999");
    }

    @Test
    void measuresByTurnsWhatItIsAskedFor() throws Exception {
        try (ByTurns turns = new ByTurns(new BenchConfig(convolutional(), List.of(0.1), List.of(2), SECONDS))) {
            assertThat(turns.items()).containsExactly("dense", "masked-0.1", "masked-1", "evaluation-dense", "evaluation-0.1", "evaluation-1");
            for (String item : turns.items()) {
                ByTurns.Turn turn = turns.run(item, 0);
                assertThat(turn.item()).isEqualTo(item);
                assertThat(turn.calls()).isEqualTo(1);
                assertThat(turn.milliseconds()).isPositive();
            }
            assertThatThrownBy(() -> turns.run("masked-0.2", 1)).isInstanceOf(UserError.class).hasMessageContaining("'masked-0.2' is none of dense");
            assertThatThrownBy(() -> turns.run("dense", Double.NaN)).isInstanceOf(UserError.class);
        }
    }
}
