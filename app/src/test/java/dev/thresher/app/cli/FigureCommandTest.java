package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.testing.WholePng;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandTest {
    @TempDir
    Path folder;

    private CliFixture cli;

    @BeforeEach
    void record() {
        cli = new CliFixture(folder);
        SampleFolders.decayed(folder, "a", 1e-4, 0.01);
        SampleFolders.decayed(folder, "b", 1e-3, 0.01);
    }

    private void refused(String said, String... arguments) {
        Result result = cli.run(arguments);
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains(said);
    }

    @Test
    void namesItsTemplatesWithWhatTheyNeed() {
        assertThat(cli.run("figure", "--list").out()).contains("fig2", "fig3", "fig4a", "fig4b", "fig5a", "fig5b", "fig6a", "fig6b", "fig7", "fig8", "fig12",
                "table1", "table2", "one run with a learning-rate decay");
    }

    @Test
    void writesWhatTheNameAsksForAtItsTrueSize() throws Exception {
        assertThat(cli.run("figure", "fig4a", "--run", "a", "--out", "x.svg", "--width", "8.255cm", "--title", "Hello").exit()).isZero();
        assertThat(Files.readString(folder.resolve("x.svg"))).contains("width=\"234.00pt\"").contains("Hello");
        assertThat(cli.run("figure", "5a", "--run", "a", "--out", "x.png", "--dpi", "100", "--preset", "two-columns").exit()).isZero();
        assertThat(WholePng.read(Files.readAllBytes(folder.resolve("x.png"))).getWidth()).isEqualTo(675);
        assertThat(cli.run("figure", "fig3", "--run", "a", "--run", "b", "--out", "x.csv").exit()).isZero();
        assertThat(Files.readAllLines(folder.resolve("x.csv"))).hasSize(3);
        assertThat(cli.run("figure", "table1", "--run", "a", "--run", "b", "--out", "x.tex").exit()).isZero();
        assertThat(Files.readString(folder.resolve("x.tex"))).contains("\\toprule");
        assertThat(cli.run("figure", "fig2", "--out", "x.pdf", "--font", "Liberation Serif", "--palette", "greyscale", "--legend", "none").exit()).isZero();
        assertThat(folder.resolve("x.pdf")).isNotEmptyFile();
    }

    @Test
    void aSavedFigureIsMadeAgain() throws Exception {
        Result saved = cli.run("figure", "fig5b", "--run", "a", "--save", "mine", "--y-range", "0:50", "--out", "first.svg");
        assertThat(saved.exit()).isZero();
        assertThat(saved.out()).contains("mine.figure.json");
        assertThat(cli.run("figure", "--spec", "a/figures/mine.figure.json", "--out", "second.svg").exit()).isZero();
        assertThat(folder.resolve("second.svg")).hasSameBinaryContentAs(folder.resolve("first.svg"));
        assertThat(cli.run("figure", "--spec", "a/figures/mine.figure.json").lastOutLine()).endsWith("mine.svg");
        assertThat(folder.resolve("a/figures/mine.svg")).hasSameBinaryContentAs(folder.resolve("first.svg"));
    }

    @Test
    void allAtOnce() {
        Result result = cli.run("figure", "--all", "--run", "a", "--out", "figures", "--formats", "pdf,csv,tex");
        assertThat(result.exit()).isZero();
        assertThat(List.of("fig2.pdf", "fig4a.pdf", "fig5a.csv", "table1.tex")).allSatisfy(name -> assertThat(folder.resolve("figures").resolve(name)).isNotEmptyFile());
        assertThat(folder.resolve("figures/fig4a.svg")).doesNotExist();
        assertThat(result.err()).contains("left out fig3: Figure 3: needs");
    }

    @Test
    void refusals() throws Exception {
        refused("no template 'fig99'; known: fig2", "figure", "fig99", "--out", "x.svg");
        refused("name a template", "figure", "--out", "x.svg");
        refused("--out", "figure", "fig2");
        refused("is written as svg, pdf, png, csv", "figure", "fig2", "--out", "x.tex");
        refused("is written as svg", "figure", "fig2", "--out", "x");
        refused("needs one run; none is bound", "figure", "fig4a", "--out", "x.svg");
        refused("there is no such folder", "figure", "fig4a", "--run", "gone", "--out", "x.svg");
        refused("'wide' is no length", "figure", "fig2", "--out", "x.svg", "--width", "wide");
        refused("'5:1' is no range", "figure", "fig2", "--out", "x.svg", "--y-range", "5:1");
        refused("900", "figure", "fig2", "--out", "x.svg", "--width", "900in");
        refused("no font 'Papyrus'", "figure", "fig2", "--out", "x.svg", "--font", "Papyrus");
        refused("make it first", "figure", "fig2", "--out", "nowhere/x.svg");
        refused("does not exist", "figure", "--spec", "none.figure.json", "--out", "x.svg");
        refused("no masked layer 'fc9'", "figure", "fig5a", "--run", "a", "--layer", "fc9", "--out", "x.svg");
        refused("--run", "figure", "--all", "--out", "x");
        Files.writeString(folder.resolve("taken"), "a file");
        refused("taken", "figure", "--all", "--run", "a", "--out", "taken");
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }
}
