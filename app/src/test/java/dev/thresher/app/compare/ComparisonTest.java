package dev.thresher.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Spread;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.MeanAndDeviation;
import dev.thresher.app.figure.RunGroup;
import dev.thresher.app.figure.Table;
import dev.thresher.app.figure.TableText;
import dev.thresher.app.figure.Template;
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
    private final List<BoundRun> made = new ArrayList<>();

    private void run(Experiment experiment, double accuracy, double... remaining) {
        made.add(BoundRun.open(MadeRuns.finished(temp.resolve("run" + made.size()), experiment, accuracy, remaining)));
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
        assertThat(comparison.groups()).extracting(group -> comparison.label(group)).containsExactly("dense", "α = 5e-4", "α = 1e-3");
        assertThat(comparison.runs()).extracting(run -> comparison.label(run))
                .containsExactly("dense, seed 1", "α = 5e-4, seed 1", "α = 5e-4, seed 2", "α = 1e-3, seed 1");
        assertThat(comparison.severalSeeds()).isTrue();
        assertThat(comparison.leftOut()).isEmpty();
        MeanAndDeviation accuracy = comparison.groups().get(1).over(run -> run.accuracy(false));
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
        assertThat(comparison.runs()).extracting(run -> comparison.label(run)).containsExactly("run0", "run1");
        assertThat(comparison.leftOut()).containsExactly("Figure 3 is left out: it needs two α at least, and all runs of LeNet-300-100 have α = 5e-4; add runs of another α.");
        assertThatThrownBy(() -> comparison.made(Template.FIG3)).isInstanceOf(UserError.class);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        run(MadeRuns.lenet(0, 1), 0.97, 1, 1, 1);
        made.add(BoundRun.open(MadeRuns.make(temp.resolve("other"), MadeRuns.lenet(1e-3, 1).withModel("lenet-5-caffe"), List.of("conv1", "fc1"),
                RunState.FINISHED, 0.99, 0.3, 0.1)));
        Comparison comparison = Comparison.of(made);
        assertThat(comparison.layersMatch()).isFalse();
        assertThat(comparison.layers()).isEmpty();
        assertThat(comparison.leftOut()).hasSize(3).first().asString().contains("lenet-300-100", "lenet-5-caffe");
        assertThat(comparison.leftOut().get(1)).isEqualTo("Figure 3 is left out: it needs two α at least, and no two of these runs differ in α alone; add runs of another α.");
        assertThat(comparison.leftOut().get(2)).startsWith("Figure 7 is left out: it needs runs of one network, and other has other layers than run1");
        assertThat(ComparisonTable.ofRuns(comparison).columns()).noneMatch(column -> column.title().startsWith("fc1"));
        assertThat(comparison.runs()).extracting(run -> comparison.label(run)).contains("LeNet-5-Caffe, α = 1e-3");
    }

    @Test
    void theTableTellsTheDifferenceToTheDenseRun() {
        Table table = ComparisonTable.ofRuns(twoAlphasTwoSeedsAndDense());
        assertThat(table.columns()).extracting(Table.Column::title).containsExactly("Run", "Model", "Method", "α", "Seed",
                "Remaining (%)", "Accuracy (%)", "Best (%)", "To dense", "fc1 (%)", "fc2 (%)", "fc3 (%)");
        assertThat(table.rows().get(3)).extracting(Table.Cell::text).containsExactly("run0", "lenet-300-100", "DST", "1e-3", "1",
                "31.67", "96.00", "97.00", "-2.50", "5.00", "10.00", "80.00");
        assertThat(table.rows().getFirst().get(3).text()).isEqualTo("–");
        Table means = ComparisonTable.ofGroups(Comparison.of(made));
        assertThat(means.rows().get(1)).extracting(Table.Cell::text).contains("97.50 ± 0.71", "-1.00 ± 0.71");
    }

    @Test
    void theTableIsWrittenForSpreadsheetNotesAndPaper() {
        Table means = ComparisonTable.ofGroups(twoAlphasTwoSeedsAndDense());
        assertThat(TableText.CSV.of(means).lines().toList().getFirst()).startsWith("Setting,Method,α,Seeds,Remaining (%),Remaining (%) ±");
        assertThat(TableText.CSV.of(means).lines().toList().get(3)).startsWith("α = 1e-3,DST,0.001,1,31.666666,,96,,97,,-2.5,,5,,10,,80");
        assertThat(TableText.MARKDOWN.of(means).lines().toList()).hasSize(7).element(2).asString().startsWith("| dense | dense | – | 1 | 100.00 |");
        String latex = TableText.LATEX.of(means);
        assertThat(latex).contains("\\begin{tabular}{llrrrrrrrrr}", "\\toprule", "\\midrule", "\\bottomrule", "Setting & Method & $\\alpha$ & Seeds & Remaining (\\%)",
                "$\\alpha$ = $5\\times 10^{-4}$ & DST & $5\\times 10^{-4}$ & $2$", "$97.50 \\pm 0.71$", "dense & dense & -- & $1$");
        Table odd = new Table("", "", List.of(new Table.Column("a_b|c", false)),
                List.of(List.of(List.of(Table.Cell.words("50 % & more_")))));
        assertThat(TableText.LATEX.of(odd)).contains("a\\_b$|$c", "50 \\% \\& more\\_");
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
    void figures3And7AreThoseOfTheFiguresPage() {
        Comparison comparison = twoAlphasTwoSeedsAndDense();
        ChartModel three = comparison.made(Template.FIG3).chart();
        assertThat(comparison.made(Template.FIG3).view()).isEqualTo(ViewState.FIT.withLogX(true));
        assertThat(three.series()).extracting(Series::name).containsExactly("remaining ratio", "test accuracy", "dense test accuracy");
        assertThat(three.series().get(1).points().x(0)).isEqualTo(5e-4);
        assertThat(three.series().get(1).points().y(0)).isCloseTo(97.5, within(1e-9));
        assertThat(three.series().get(2).points().y(1)).isCloseTo(98.5, within(1e-9));
        ChartModel seven = comparison.made(Template.FIG7).chart();
        assertThat(seven.x().categories()).containsExactly("fc1", "fc2", "fc3");
        assertThat(seven.series()).extracting(Series::name).containsExactly("α = 5e-4", "α = 1e-3");
        assertThat(seven.series().getFirst().points().y(0)).isCloseTo(15, within(1e-9));
        assertThat(Consistency.of(comparison).mean()).isEqualTo(1);
    }

    /** Runs that differ in more than α and seed have curves of their own. */
    @Test
    void figure3HasAPairOfCurvesForEachSetting() {
        run(MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        run(MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8);
        run(MadeRuns.lenet(5e-4, 1).withEpochs(9), 0.98, 0.1, 0.2, 0.9);
        assertThat(Comparison.of(made).made(Template.FIG3).chart().series()).extracting(Series::name).containsExactly("3 epochs, remaining ratio",
                "3 epochs, test accuracy", "9 epochs, remaining ratio", "9 epochs, test accuracy");
        assertThat(Comparison.of(made).leftOut()).isEmpty();
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
