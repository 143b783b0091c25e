package dev.thresher.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Spread;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    private Path temp;
    private final List<ComparedRun> made = new ArrayList<>();

    private void run(Experiment experiment, double accuracy, double... remaining) {
        made.add(ComparedRun.open(MadeRuns.finished(temp.resolve("run" + made.size()), experiment, accuracy, remaining)));
    }

    private Comparison twoAlphasTwoSeedsAndDense() {
        run(MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8);
        run(MadeRuns.lenet(5e-4, 2), 0.98, 0.2, 0.3, 0.9);
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        run(MadeRuns.dense(1), 0.985, 1, 1, 1);
        return Comparison.of(made);
    }

    @Test
    void runsThatDifferInTheirSeedAloneAreAGroup() {
        Comparison comparison = twoAlphasTwoSeedsAndDense();
        assertThat(comparison.groups()).extracting(RunGroup::label).containsExactly("dense", "α = 5e-4", "α = 1e-3");
        assertThat(comparison.runs()).extracting(comparison::label)
                .containsExactly("dense, seed 1", "α = 5e-4, seed 1", "α = 5e-4, seed 2", "α = 1e-3, seed 1");
        assertThat(comparison.severalSeeds()).isTrue();
        assertThat(comparison.leftOut()).isEmpty();
        MeanAndDeviation accuracy = comparison.groups().get(1).over(run -> run.at().accuracyLast());
        assertThat(accuracy.mean()).isCloseTo(0.975, within(1e-12));
        assertThat(accuracy.deviation()).isCloseTo(0.01 / Math.sqrt(2), within(1e-12));
    }

    @Test
    void oneRunIsNoComparison() {
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        assertThatThrownBy(() -> Comparison.of(made)).isInstanceOf(UserError.class).hasMessageContaining("one run alone");
        assertThatThrownBy(() -> Comparison.of(List.of(made.getFirst(), made.getFirst()))).hasMessageContaining("one run alone");
        assertThatThrownBy(() -> Comparison.of(List.of())).hasMessageStartingWith("no run");
    }

    @Test
    void theSameSettingsTwiceAreToldApartByTheirFolders() {
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        Comparison comparison = Comparison.of(made);
        assertThat(comparison.runs()).extracting(comparison::label).containsExactly("α = 5e-4 (run0)", "α = 5e-4 (run1)");
        assertThat(comparison.leftOut()).singleElement().asString().startsWith("Figure 3 is left out");
        assertThat(CompareCharts.figure3(comparison)).isNull();
    }

    @Test
    void whatDoesNotFitIsSaid() {
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        run(MadeRuns.lenet(0, 1), 0.97, 1, 1, 1);
        made.add(ComparedRun.open(MadeRuns.make(temp.resolve("other"), MadeRuns.lenet(1e-3, 1).withModel("lenet-5-caffe"), List.of("conv1", "fc1"),
                RunState.FINISHED, 0.99, 0.3, 0.1)));
        Comparison comparison = Comparison.of(made);
        assertThat(comparison.layersMatch()).isFalse();
        assertThat(comparison.layers()).isEmpty();
        assertThat(comparison.leftOut()).hasSize(2).first().asString().contains("lenet-300-100", "lenet-5-caffe");
        assertThat(comparison.leftOut().get(1)).contains("α = 0");
        assertThat(CompareCharts.figure7(comparison)).isNull();
        assertThat(ComparisonTable.ofRuns(comparison).columns()).noneMatch(column -> column.title().startsWith("fc1"));
        assertThat(comparison.runs()).extracting(comparison::label).contains("lenet-5-caffe, α = 1e-3");
    }

    @Test
    void theTableTellsTheDifferenceToTheDenseRun() {
        ComparisonTable table = ComparisonTable.ofRuns(twoAlphasTwoSeedsAndDense());
        assertThat(table.columns()).extracting(ComparisonTable.Column::title).containsExactly("Run", "Model", "Method", "α", "Seed",
                "Remaining, %", "Accuracy, %", "Best, %", "To dense", "fc1, %", "fc2, %", "fc3, %");
        assertThat(table.rows().get(3)).extracting(ComparisonTable.Cell::text).containsExactly("run0", "lenet-300-100", "DST", "1e-3", "1",
                "31.67", "96.00", "97.00", "-2.50", "5.00", "10.00", "80.00");
        assertThat(table.rows().getFirst().get(3).text()).isEqualTo("–");
        ComparisonTable means = ComparisonTable.ofGroups(Comparison.of(made));
        assertThat(means.rows().get(1)).extracting(ComparisonTable.Cell::text).contains("97.50 ± 0.71", "-1.00 ± 0.71");
    }

    @Test
    void theTableIsWrittenForSpreadsheetNotesAndPaper() {
        ComparisonTable means = ComparisonTable.ofGroups(twoAlphasTwoSeedsAndDense());
        assertThat(TableText.CSV.of(means).lines().toList().getFirst()).startsWith("Setting,Method,α,Seeds,\"Remaining, %\",\"Remaining, % ±\"");
        assertThat(TableText.CSV.of(means).lines().toList().get(3)).startsWith("α = 1e-3,DST,0.001,1,31.666666,,96,,97,,-2.5,,5,,10,,80");
        assertThat(TableText.MARKDOWN.of(means).lines().toList()).hasSize(5).element(2).asString().startsWith("| dense | dense | – | 1 | 100.00 |");
        String latex = TableText.LATEX.of(means);
        assertThat(latex).contains("\\begin{tabular}{llrrrrrrrrr}", "\\toprule", "\\midrule", "\\bottomrule", "Setting & Method & $\\alpha$ & Seeds & Remaining, \\%",
                "$\\alpha$ = $5\\times 10^{-4}$ & DST & $5\\times 10^{-4}$ & $2$", "$97.50 \\pm 0.71$", "dense & dense & -- & $1$");
        ComparisonTable odd = new ComparisonTable(List.of(new ComparisonTable.Column("a_b|c", false)),
                List.of(List.of(ComparisonTable.Cell.words("50 % & more_"))));
        assertThat(TableText.LATEX.of(odd)).contains("a\\_b|c", "50 \\% \\& more\\_");
        assertThat(TableText.MARKDOWN.of(odd)).contains("a_b\\|c");
    }

    @Test
    void curvesAreOverlaidOrMeantOverSeeds() {
        Comparison comparison = twoAlphasTwoSeedsAndDense();
        ChartModel each = CompareCharts.overlaid(comparison, Quantity.ACCURACY);
        assertThat(each.series()).extracting(Series::name).containsExactly("dense, seed 1", "α = 5e-4, seed 1", "α = 5e-4, seed 2", "α = 1e-3, seed 1");
        assertThat(each.series().get(1).points().y(2)).isCloseTo(97, within(1e-4));
        ChartModel means = CompareCharts.means(comparison, Quantity.ACCURACY);
        assertThat(means.series()).extracting(Series::name).containsExactly("dense", "α = 5e-4 (2 seeds)", "α = 1e-3");
        Series two = means.series().get(1);
        assertThat(two.points().y(2)).isCloseTo(97.5, within(1e-4));
        assertThat(two.spread().kind()).isEqualTo(Spread.Kind.BAND);
        assertThat(two.spread().high().y(2) - two.points().y(2)).isCloseTo(Math.sqrt(0.5), within(1e-4));
        assertThat(means.series().get(2).spread()).isNull();
        for (Quantity quantity : Quantity.values()) {
            assertThat(CompareCharts.overlaid(comparison, quantity).count()).as(quantity.title()).isEqualTo(quantity.perStep() ? 4 * 12 : 4 * 3);
        }
    }

    @Test
    void figure3IsOverAlphaAndFigure7OverLayers() {
        Comparison comparison = twoAlphasTwoSeedsAndDense();
        ChartModel three = CompareCharts.figure3(comparison);
        assertThat(three.series()).extracting(Series::name).containsExactly("remaining ratio", "test accuracy", "dense accuracy");
        assertThat(three.series().get(1).points().x(0)).isEqualTo(5e-4);
        assertThat(three.series().get(1).points().y(0)).isCloseTo(97.5, within(1e-9));
        assertThat(three.series().get(2).points().y(1)).isCloseTo(98.5, within(1e-9));
        ChartModel seven = CompareCharts.figure7(comparison);
        assertThat(seven.x().categories()).containsExactly("fc1", "fc2", "fc3");
        assertThat(seven.series()).extracting(Series::name).containsExactly("α = 5e-4", "α = 1e-3");
        assertThat(seven.series().getFirst().points().y(0)).isCloseTo(15, within(1e-9));
        assertThat(Consistency.of(comparison).mean()).isEqualTo(1);
    }

    @Test
    void smallMultiplesShareTheirAxes() {
        List<ChartModel> charts = CompareCharts.multiples(twoAlphasTwoSeedsAndDense(), CompareCharts.Single.EPOCHS);
        assertThat(charts).extracting(ChartModel::title).startsWith("dense, seed 1");
        ViewState view = CompareCharts.shared(charts);
        assertThat(view.x().low()).isLessThan(1);
        assertThat(view.x().high()).isBetween(3.0, 3.2);
        assertThat(view.right().low()).isBetween(85.0, 86.0);
        assertThat(view.right().high()).isBetween(99.5, 100.5);
    }

    @Test
    void aSweepIsEveryMethodWithEveryAlphaAndSeed() {
        Experiment base = MadeRuns.lenet(1, 9);
        List<Experiment> all = new Sweep(base, EnumSet.allOf(MethodKind.class), List.of(1e-4, 1e-3), List.of(1L, 2L)).experiments();
        assertThat(all).hasSize(6);
        assertThat(all.get(1)).isEqualTo(base.withSeed(2).withMethod(base.method().withAlpha(1e-4)));
        assertThat(all.get(5).method().kind()).isEqualTo(MethodKind.DENSE);
        assertThat(Sweep.same(all.get(5), MadeRuns.dense(2))).as("α means nothing to a dense run").isTrue();
        assertThat(Sweep.same(all.get(0), all.get(0).withExecution(base.execution().withThreads(7)))).isTrue();
        assertThat(Sweep.same(all.get(0), all.get(0).withEpochs(99))).isFalse();
        assertThatThrownBy(() -> new Sweep(base, Set.of(), List.of(1.0), List.of(1L)).experiments()).hasMessageContaining("no method");
        assertThatThrownBy(() -> new Sweep(base, Set.of(MethodKind.DST), Collections.nCopies(999, 1.0), List.of(1L, 2L)).experiments())
                .hasMessageContaining("1998 runs");
    }
}
