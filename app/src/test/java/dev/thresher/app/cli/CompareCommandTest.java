package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are listed and compared from the command line. */
class CompareCommandTest {
    @TempDir
    private Path folder;
    private CliFixture cli;

    @BeforeEach
    void make() {
        cli = new CliFixture(folder);
        MadeRuns.finished(folder.resolve("runs/a"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(folder.resolve("runs/b"), MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.finished(folder.resolve("runs/c"), MadeRuns.dense(1), 0.98, 1, 1, 1);
    }

    @Test
    void writesTablesAndCharts() throws IOException {
        Result result = cli.run("compare", "runs/a", "runs/b", "runs/c", "--out", "beside");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("5e-4", "97.00", "98.00", "-1.00", "Spearman's ρ", "1.00, one pair of runs");
        Path out = folder.resolve("beside");
        assertThat(out.resolve("runs.csv")).content().contains("c,lenet-300-100,dense,,1,100,98,99,0,100,100,100");
        assertThat(out.resolve("runs.md")).exists();
        assertThat(out.resolve("runs.tex")).content().contains("\\toprule").contains("$5\\times 10^{-4}$");
        for (String chart : List.of("accuracy", "remaining", "remaining-per-step", "task-loss", "fig3", "fig7", "layers-1", "epochs-3")) {
            assertThat(out.resolve(chart + ".svg")).as(chart).content().contains("<svg");
            assertThat(out.resolve(chart + ".pdf")).as(chart).isNotEmptyFile();
            assertThat(out.resolve(chart + ".png")).as(chart).isNotEmptyFile();
        }
        assertThat(out.resolve("fig7.csv")).content().contains("α = 5e-4 (%),α = 1e-3 (%)").contains("fc1");
        assertThat(cli.run("figure", "--spec", "beside/fig3.figure.json", "--out", "again.svg").exit()).isZero();
        assertThat(folder.resolve("again.svg")).as("what is compared is what is exported").hasSameBinaryContentAs(out.resolve("fig3.svg"));
        assertThat(cli.run("figure", "fig7", "--run", "runs/c", "--run", "runs/a", "--run", "runs/b", "--out", "again.pdf").exit()).isZero();
        try (var files = Files.list(out)) {
            assertThat(result.lastOutLine()).isEqualTo(files.count() + " files in " + out);
        }
    }

    @Test
    void refusesOneRunAndWhatIsNone() {
        Result one = cli.run("compare", "runs/a");
        assertThat(one.exit()).isEqualTo(2);
        assertThat(one.errLines()).singleElement().asString().contains("one run alone makes no comparison; choose two or more");
        assertThat(cli.run("compare", "runs/a", "runs/a").errLines()).singleElement().asString().contains("one run alone");
        Result gone = cli.run("compare", "runs/a", "runs/gone", "--out", "beside");
        assertThat(gone.exit()).isEqualTo(2);
        assertThat(gone.errLines()).singleElement().asString().contains("runs/gone: there is no such folder");
        assertThat(folder.resolve("beside")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Result result = cli.run("compare", "runs/a", "runs/b", "--out", "file");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines()).last().asString().contains("file: cannot be written");
    }

    @Test
    void networksThatDoNotMatchAreComparedWithoutTheirLayers() {
        MadeRuns.make(folder.resolve("runs/d"), MadeRuns.lenet(5e-4, 1).withModel("lenet-5-caffe"), List.of("conv1", "fc1"), RunState.FINISHED,
                0.99, 0.3, 0.1);
        Result result = cli.run("compare", "runs/a", "runs/d", "--out", "beside");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("Masks and the columns of single layers are left out", "Figure 7 is left out", "lenet-5-caffe");
        assertThat(folder.resolve("beside/accuracy.svg")).exists();
        assertThat(folder.resolve("beside/fig7.svg")).doesNotExist();
    }

    @Test
    void listsRuns() throws IOException {
        new RunNotes(List.of("kept"), "good").write(folder.resolve("runs/a"));
        Files.writeString(folder.resolve("runs/b/summary.json"), "{");
        Result result = cli.run("runs");
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines()).hasSize(4).first().asString().startsWith("run  state");
        assertThat(result.out()).contains("a    finished", "b    damaged", "100.00 %");
        assertThat(result.errLines()).singleElement().asString().contains("summary.json, line ");

        JsonNode all = new ObjectMapper().readTree(cli.run("runs", "runs", "--json").out());
        assertThat(all).hasSize(3);
        JsonNode a = all.valueStream().filter(run -> run.get("name").asText().equals("a")).findFirst().orElseThrow();
        assertThat(a.get("state").asText()).isEqualTo("finished");
        assertThat(a.get("alpha").asDouble()).isEqualTo(5e-4);
        assertThat(a.get("test_accuracy_best").asDouble()).isEqualTo(0.98);
        assertThat(a.get("layer_remaining").get("fc2").asDouble()).isEqualTo(0.2);
        assertThat(a.get("tags").get(0).asText()).isEqualTo("kept");
    }

    @Test
    void noRunsAreNoMistakeButNoFolderIs() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        assertThat(cli.run("runs", "empty").err()).startsWith("No runs in ");
        assertThat(cli.run("runs", "empty", "--json").out()).isEqualToIgnoringNewLines("[]");
        Result absent = cli.run("runs", "absent");
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.err()).contains("absent: is no folder");
    }
}
