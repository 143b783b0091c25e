package dev.thresher.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.testing.FullDisk;
import dev.thresher.datasets.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
    @TempDir
    static Path folder;

    @TempDir
    Path out;

    private static FigureFixture runs;

    @BeforeAll
    static void record() {
        runs = new FigureFixture(folder);
    }

    private static String text(Figure figure, FigureFormat format) throws Exception {
        return new String(MadeFigure.of(figure).bytes(format), StandardCharsets.UTF_8);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Template template, Path... bound) {
        return assertThatThrownBy(() -> MadeFigure.of(Figure.of(template, List.of(bound)))).isInstanceOf(UserError.class)
                .hasMessageStartingWith(template.number() + ": ").hasMessageNotContaining("\n");
    }

    @Test
    void whatRunsLackIsSaid() {
        refused(Template.FIG4A).hasMessageContaining("needs one run; none is bound");
        refused(Template.FIG4A, runs.one, runs.two).hasMessageContaining("2 are bound");
        refused(Template.FIG4A, runs.begun).hasMessageContaining("begun has no recorded step yet");
        refused(Template.FIG4B, runs.begun).hasMessageContaining("begun has no finished epoch yet");
        refused(Template.FIG4B, runs.one, runs.two).hasMessageContaining("exactly one sparse run, and 2 are bound");
        refused(Template.FIG5A, runs.one).hasMessageContaining("learning-rate decay, and one has none").hasMessageContaining("--lr-decay");
        refused(Template.FIG5B, runs.one).hasMessageContaining("learning-rate decay");
        refused(Template.FIG6A, runs.one).hasMessageContaining("only one is bound");
        refused(Template.FIG3, runs.one, runs.two).hasMessageContaining("all runs of LeNet-300-100 have α = 1e-4");
        refused(Template.FIG3, runs.dense, runs.dense).hasMessageContaining("there is none");
        refused(Template.FIG3, runs.one, runs.decayed).hasMessageContaining("no two of these runs differ in α alone");
        refused(Template.FIG7, runs.one, runs.vggs.getFirst()).hasMessageContaining("runs of one network, and one has other layers than vgg-a");
        refused(Template.FIG7, runs.dense).hasMessageContaining("only dense ones");
        refused(Template.FIG9, runs.one).hasMessageContaining("one trained LeNet-300-100").hasMessageContaining("Figure 7");
        refused(Template.TABLE1, runs.vggs.getFirst()).hasMessageContaining("vgg-a was trained on cifar-10");
        refused(Template.TABLE2, runs.one).hasMessageContaining("one was trained on mnist");
        refused(Template.TABLE1, runs.dense).hasMessageContaining("only dense ones");
    }

    @Test
    void masksAreRowsOfZerosAndOnes() throws Exception {
        Figure sheet = Figure.of(Template.MASKS, List.of(runs.one, runs.two));
        List<String> rows = text(sheet.withOptions(sheet.options().withLayer("fc3")), FigureFormat.CSV).lines().toList();
        assertThat(rows).hasSize(1 + 2 * 20).first().asString().startsWith("sheet,row,0,1,").endsWith(",29");
        assertThat(rows.getLast()).matches("2,19(,[01]){30}");
        refused(Template.MASKS, runs.begun).hasMessageContaining("begun has no recorded masks");
        assertThatThrownBy(() -> MadeFigure.of(sheet.withOptions(new Figure.Options(false, 0, null, null, 3)))).isInstanceOf(UserError.class)
                .hasMessageContaining("no masks of step 3 or before; its first are of step 200");
        assertThatThrownBy(() -> MadeFigure.of(sheet.withOptions(sheet.options().withLayer("fc9")))).isInstanceOf(UserError.class)
                .hasMessageContaining("no masked layer 'fc9'; it has fc1, fc2, fc3");
    }

    @Test
    void aDiskThatFillsUpEndsTheExportInOneLine() throws Exception {
        try (FullDisk disk = new FullDisk(128 << 10)) {
            assertThatThrownBy(() -> FigureSet.write(FigureSet.all(Figure.of(Template.FIG2, List.of(runs.decayed))), disk.folder(), List.of(FigureFormat.SVG, FigureFormat.PDF),
                    (_, _, _) -> { })).isInstanceOf(UserError.class).hasMessageContaining(disk.folder().toString()).hasMessageContaining("space").hasMessageNotContaining("\n");
            assertThat(disk.files()).isNotEmpty().noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aRunFolderThatVanishedIsNamed() {
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> MadeFigure.of(Figure.of(Template.FIG4A, List.of(gone)))).isInstanceOf(UserError.class)
                .hasMessage(gone + ": there is no such folder; choose another run, or mend the path");
        assertThatThrownBy(() -> MadeFigure.of(Figure.of(Template.FIG4A, List.of(folder)))).isInstanceOf(UserError.class)
                .hasMessageContaining("is no run folder");
    }

    @Test
    void csvHoldsTheNumbersThatAreDrawn() throws Exception {
        List<String> steps = text(Figure.of(Template.FIG4A, List.of(runs.one)), FigureFormat.CSV).lines().toList();
        assertThat(steps).hasSize(201);
        assertThat(steps.getFirst()).isEqualTo("step,fc1 (%),fc2 (%),fc3 (%),model (%)");
        List<String> alphas = text(Figure.of(Template.FIG3, runs.alphas), FigureFormat.CSV).lines().toList();
        assertThat(alphas.getFirst()).startsWith("α,remaining ratio (%),remaining ratio (%) low,remaining ratio (%) high,test accuracy (%)");
        assertThat(alphas).hasSize(4);
        assertThat(alphas.get(1)).startsWith("1.0E-5,");
        List<String> layers = text(Figure.of(Template.FIG7, runs.vggs), FigureFormat.CSV).lines().toList();
        assertThat(layers.getFirst()).startsWith("layer,α = 1e-6 (%),α = 1e-5 (%),α = 1e-5 (%) low");
        assertThat(layers.get(1)).startsWith("conv1,");
        assertThat(layers).hasSize(16);
        List<String> estimators = text(Figure.of(Template.FIG2, List.of()), FigureFormat.CSV).lines().toList();
        assertThat(estimators.getFirst()).isEqualTo("x,S(x),long-tailed estimator H(x),straight-through estimator");
        assertThat(estimators).anyMatch(line -> line.startsWith("0,0,2,1"));
    }

    @Test
    void tablesAreLatexWithMeansOverSeeds() throws Exception {
        String table = text(Figure.of(Template.TABLE1, runs.alphas), FigureFormat.TEX);
        BoundRun one = BoundRun.open(runs.one);
        BoundRun two = BoundRun.open(runs.two);
        MeanAndDeviation mean = MeanAndDeviation.of(one.accuracy(false), two.accuracy(false));
        assertThat(table).contains("\\begin{tabular}{lrrrrr}", "\\toprule", "\\midrule", "\\bottomrule",
                "Network & $\\alpha$ & Dense accuracy (\\%) & Sparse accuracy (\\%) & Remaining (\\%) & Seeds \\\\");
        assertThat(table).contains("LeNet-300-100 & $10^{-4}$ & ").contains(String.format(java.util.Locale.ROOT, "$%.2f \\pm %.2f$", 100 * mean.mean(), 100 * mean.deviation()));
        assertThat(table.lines().filter(line -> line.startsWith("LeNet"))).hasSize(3);
        assertThat(text(Figure.of(Template.TABLE1, List.of(runs.one, runs.decayed)), FigureFormat.TEX)).as("rows of the same α are told apart")
                .contains("LeNet-300-100, constant & $10^{-4}$", "LeNet-300-100, $\\div$10 after 2, 3 & $10^{-4}$");
        String second = text(Figure.of(Template.TABLE2, runs.vggs), FigureFormat.TEX);
        assertThat(second).contains("VGG-16 & DST & $10^{-6}$ & -- & ").contains("last epoch");
        assertThat(text(Figure.of(Template.TABLE1, runs.alphas), FigureFormat.CSV)).startsWith("Network,α,Dense accuracy (%)");
        assertThat(TableText.escaped("a_b & 50% of 5e-4 ± 2")).isEqualTo("a\\_b \\& 50\\% of $5\\times 10^{-4}$ $\\pm$ 2");
        assertThat(TableText.escaped("run-a1e-4 <~^\\")).as("a name is no number").isEqualTo("run-a1e-4 $<$\\textasciitilde{}\\textasciicircum{}\\textbackslash{}");
    }

    @Test
    void aChartHasNoLatex() {
        assertThatThrownBy(() -> text(Figure.of(Template.FIG2, List.of()), FigureFormat.TEX)).isInstanceOf(UserError.class).hasMessageContaining("svg, pdf, png or csv");
    }

    @Test
    void standardDeviationIsOfASample() {
        assertThat(MeanAndDeviation.of(1, 2, 3, 4).deviation()).isEqualTo(Math.sqrt(5 / 3.0), Offset.offset(1e-12));
        assertThat(MeanAndDeviation.of(7)).isEqualTo(new MeanAndDeviation(7, Double.NaN, 1));
        assertThat(MeanAndDeviation.of(Double.NaN, 3)).isEqualTo(new MeanAndDeviation(3, Double.NaN, 1));
        assertThat(MeanAndDeviation.of().count()).isZero();
    }

    @Test
    void runsAreCalledByWhatTellsThemApart() {
        assertThat(names(runs.one, runs.alphas.getFirst(), runs.dense)).containsExactly("α = 1e-4", "α = 1e-3", "dense");
        assertThat(names(runs.one, runs.two)).containsExactly("seed 1", "seed 2");
        assertThat(names(runs.one, runs.two, runs.dense)).containsExactly("α = 1e-4, seed 1", "α = 1e-4, seed 2", "dense, seed 1");
        assertThat(names(runs.decayed, runs.slow)).containsExactly("η = 0.01", "η = 3e-3");
        assertThat(names(runs.one, runs.one)).containsExactly("one", "one (2)");
        assertThat(names(runs.one, runs.one, runs.dense)).containsExactly("α = 1e-4 (one)", "α = 1e-4 (one (2))", "dense");
        assertThat(names(runs.one)).containsExactly("one");
    }

    private static List<String> names(Path... folders) {
        return Names.ofRuns(Stream.of(folders).map(BoundRun::open).toList());
    }

    private Figure unusual() {
        Figure figure = Figure.of(Template.FIG5B, List.of(runs.decayed));
        return figure.withSize(new Size(6.75, 3)).withStyle(figure.style().withFont(Typeface.SERIF, 9.5).withPalette(PaletteKind.GREYSCALE)
                        .withLegend(LegendPlace.TOP_RIGHT).withTitled(true).withLines(1.5))
                .withWords(new Figure.Words("A title", "Epochs", null, null)).withAxes(new Figure.Axes(null, new Range(0, 50), null, false))
                .withOptions(new Figure.Options(true, 0.5, 1.5, "fc2", 100)).withDpi(600);
    }

    @Test
    void aSavedFigureIsMadeAgainByteByByte() throws Exception {
        Figure figure = unusual();
        Path file = FigureFile.place(figure, "decay");
        assertThat(file).isEqualTo(runs.decayed.toAbsolutePath().resolve("figures/decay.figure.json"));
        FigureFile.write(file, figure);
        assertThat(FigureFile.read(file)).isEqualTo(figure.withRuns(List.of(runs.decayed.toAbsolutePath().normalize())));
        assertThat(MadeFigure.of(FigureFile.read(file)).bytes(FigureFormat.SVG)).isEqualTo(MadeFigure.of(figure).bytes(FigureFormat.SVG));
        assertThat(Files.readString(file)).as("seen from the file").contains("\"..\"").doesNotContain(folder.toString());
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
        assertThat(FigureFile.place(Figure.of(Template.FIG3, runs.alphas), "alpha")).isEqualTo(folder.toAbsolutePath().resolve("figures/alpha.figure.json"));
    }

    @Test
    void badFigureFilesAreOneLineEach() throws Exception {
        FigureFile.write(out.resolve("good.figure.json"), unusual());
        String good = Files.readString(out.resolve("good.figure.json"));
        Map<String, String> bad = Map.of(
                "", "line 1", "null", "line 1", "{", "line 1",
                good.replace("fig5b", "fig99"), "no template 'fig99'; known: fig2, fig3",
                good.replace("\"width\" : 6.75", "\"width\" : 675"), "675",
                good.replace("\"dpi\" : 600", "\"dpi\" : 6000000"), "dpi",
                good.replace("\"dpi\" : 600", "\"dpi\" : \"many\""), "many",
                good.replace("GREYSCALE", "RAINBOW"), "RAINBOW",
                good.replace("\"smoothing\"", "\"smothing\""), "smoothing",
                good.replace("\"low\" : 0.0", "\"low\" : 99.0"), "99");
        int number = 0;
        for (Map.Entry<String, String> one : bad.entrySet()) {
            Path file = out.resolve("bad" + number++ + ".figure.json");
            Files.writeString(file, one.getKey());
            assertThatThrownBy(() -> FigureFile.read(file)).as(one.getValue()).isInstanceOf(UserError.class).hasMessageStartingWith(file.toString())
                    .hasMessageContaining(one.getValue()).hasMessageNotContaining("\n").hasMessageNotContaining("dev.thresher");
        }
        assertThatThrownBy(() -> FigureFile.read(out.resolve("none.figure.json"))).isInstanceOf(UserError.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> FigureFile.place(unusual(), "a/b")).isInstanceOf(UserError.class).hasMessageContaining("'a/b' is no name");
        assertThatThrownBy(() -> FigureFile.place(Figure.of(Template.FIG2, List.of()), "a")).isInstanceOf(UserError.class).hasMessageContaining("no run");
    }

    @Test
    void titlesLabelsAndRangesAreThoseSetByHand() throws Exception {
        String svg = text(unusual(), FigureFormat.SVG);
        assertThat(svg).contains("A title", "Epochs", "Liberation Serif", "width=\"486.00pt\"");
        assertThat(text(unusual().withWords(Figure.Words.USUAL), FigureFormat.SVG)).doesNotContain("A title");
        assertThat(text(unusual().withAxes(Figure.Axes.USUAL), FigureFormat.SVG)).contains("100\u2009%");
        assertThat(svg).doesNotContain("100\u2009%").contains("50\u2009%");
    }

    @Test
    void allFiguresOfSeveralRunsAtOnce() throws Exception {
        List<String> heard = new ArrayList<>();
        FigureSet.Result result = FigureSet.write(FigureSet.all(Figure.of(Template.FIG2, List.of(runs.decayed, runs.slow))), out.resolve("all"),
                List.of(FigureFormat.SVG, FigureFormat.CSV, FigureFormat.TEX), (done, total, name) -> heard.add(name));
        assertThat(result.written()).extracting(file -> file.getFileName().toString())
                .contains("fig2.svg", "fig4a-decayed.svg", "fig4a-slow.svg", "fig5a-decayed.csv", "fig6a.svg", "fig7.svg", "table1.tex", "table1.csv").doesNotContain("fig2.tex");
        assertThat(result.written()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(result.left()).containsKey("fig3").containsKey("table2");
        assertThat(heard).hasSizeGreaterThan(10).contains("fig3");
    }
}
