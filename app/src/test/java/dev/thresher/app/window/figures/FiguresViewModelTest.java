package dev.thresher.app.window.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresViewModelTest {
    @TempDir
    Path folder;

    private final NotedProblems problems = new NotedProblems();
    private final List<String> said = new ArrayList<>();
    private FiguresViewModel figures;
    private Path runs;

    @BeforeEach
    void record() throws Exception {
        runs = Files.createDirectory(folder.resolve("runs"));
        SampleFolders.decayed(runs, "decayed", 1e-4, 0.01);
        SampleFolders.lenet(runs, "plain", 1e-3, 1);
        Files.createDirectory(runs.resolve("figures"));
        Executor here = Runnable::run;
        figures = new FiguresViewModel(new WindowThreads(here, here, here), problems, said::add);
    }

    private RunChoice run(String name) {
        return figures.runs().stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
    }

    private String message() {
        return figures.preview().get().message();
    }

    @Test
    void nothingIsDrawnBeforeThePageIsSeen() {
        figures.template().set(Template.FIG2);
        assertThat(figures.preview().get()).isSameAs(Preview.NONE);
        figures.refresh(runs, null);
        assertThat(figures.preview().get().picture()).isNotNull();
    }

    @Test
    void findsRunsAndDrawsWhatIsBoundAtTrueSize() {
        figures.dotsPerInch().set(100);
        figures.refresh(runs, null);
        assertThat(figures.runs()).extracting(RunChoice::name).containsExactlyInAnyOrder("decayed", "plain");
        assertThat(run("plain").about()).isEqualTo("lenet-300-100 on mnist, DST α = 1e-3, seed 1");
        assertThat(message()).contains("none is bound");
        run("plain").bound().set(true);
        assertThat(message()).isEmpty();
        assertThat(figures.preview().get().picture().getWidth()).isEqualTo(325);
        figures.form().width.text().set("6,75");
        assertThat(figures.preview().get().picture().getWidth()).isEqualTo(675);
        figures.template().set(Template.FIG5A);
        assertThat(message()).contains("needs a run with a learning-rate decay, and plain has none");
        run("plain").bound().set(false);
        run("decayed").bound().set(true);
        assertThat(message()).isEmpty();
    }

    @Test
    void theRunShownInTheWindowIsBoundFirst() {
        figures.refresh(runs, runs.resolve("plain"));
        assertThat(run("plain").bound().get()).isTrue();
        assertThat(message()).isEmpty();
    }

    @Test
    void whatIsTypedWronglyIsSaidAndChangesNothing() {
        figures.refresh(runs, runs.resolve("plain"));
        figures.form().width.text().set("wide");
        assertThat(figures.problem().get()).isEqualTo("Width: 'wide' is not between 1 and 40 inches");
        assertThat(figures.preview().get().width()).isEqualTo(3.25);
        figures.export(folder.resolve("x.svg"), FigureFormat.SVG);
        assertThat(problems.told).containsExactly("The figure could not be exported: Width: 'wide' is not between 1 and 40 inches");
        figures.form().width.text().set("4");
        figures.form().leftRange.text().set("50 to 5");
        assertThat(figures.problem().get()).contains("Left range").contains("0 to 100");
        figures.form().leftRange.text().set("0:50");
        assertThat(figures.problem().get()).isEmpty();
        assertThat(figures.figure().axes().left().high()).isEqualTo(50);
        figures.form().around.text().set("-1");
        assertThat(figures.problem().get()).startsWith("Around the decay: '-1' is not between");
    }

    @Test
    void eachTemplateKeepsItsOwnLooksAndRuns() {
        figures.refresh(runs, null);
        run("plain").bound().set(true);
        run("decayed").bound().set(true);
        assertThat(message()).contains("2 are bound");
        figures.form().title.text().set("Mine");
        figures.template().set(Template.FIG7);
        assertThat(figures.form().title.text().get()).isEmpty();
        assertThat(run("plain").bound().get()).isTrue();
        figures.template().set(Template.FIG2);
        figures.template().set(Template.TABLE1);
        assertThat(message()).isEmpty();
        figures.template().set(Template.FIG4A);
        assertThat(figures.form().title.text().get()).isEqualTo("Mine");
    }

    @Test
    void aSavedFigureIsTakenUpAgain() {
        figures.refresh(runs, runs.resolve("decayed"));
        figures.template().set(Template.FIG5B);
        figures.form().around.text().set("1.5");
        figures.name().set("mine");
        figures.save();
        Path file = runs.resolve("decayed/figures/mine.figure.json");
        assertThat(file).exists();
        assertThat(said).containsExactly("Saved " + file);
        figures.template().set(Template.FIG2);
        figures.open(file);
        assertThat(figures.template().get()).isEqualTo(Template.FIG5B);
        assertThat(figures.form().around.text().get()).isEqualTo("1.5");
        assertThat(run("decayed").bound().get()).isTrue();
        assertThat(figures.name().get()).isEqualTo("mine");
        figures.open(folder.resolve("none.figure.json"));
        assertThat(problems.told).hasSize(1).first().asString().contains("none.figure.json");
    }

    @Test
    void aRunFolderThatVanishedIsSaid() throws Exception {
        figures.refresh(runs, runs.resolve("plain"));
        try (Stream<Path> all = Files.walk(runs.resolve("plain"))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        figures.draw();
        assertThat(message()).contains(runs.resolve("plain").toString()).contains("there is no such folder");
        figures.export(folder.resolve("x.svg"), FigureFormat.SVG);
        assertThat(problems.told).hasSize(1).first().asString().startsWith("The figure could not be exported: ").contains("no such folder");
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }

    @Test
    void exportsTheTickedOnesAndNamesWhatWasLeftOut() {
        figures.refresh(runs, runs.resolve("plain"));
        figures.exportChosen(folder.resolve("out"), List.of(FigureFormat.SVG));
        assertThat(problems.told).containsExactly("No figure is chosen: Tick the figures on the left that shall be exported together.");
        List.of(Template.FIG2, Template.FIG4A, Template.FIG5A, Template.TABLE1).forEach(one -> figures.chosen(one).set(true));
        figures.exportChosen(folder.resolve("out"), List.of(FigureFormat.SVG, FigureFormat.TEX));
        assertThat(folder.resolve("out/fig4a.svg")).isNotEmptyFile();
        assertThat(folder.resolve("out/table1.tex")).isNotEmptyFile();
        assertThat(said).containsExactly("Exported 4 files to " + folder.resolve("out"));
        assertThat(problems.told.getLast()).startsWith("A figure was left out: Figure 5a: needs a run with a learning-rate decay");
        assertThat(figures.exports().busy().get()).isFalse();
        assertThat(figures.exports().progress().get()).isEqualTo(1);
    }

    @Test
    void anExportIsCancelledBetweenTwoFiles() throws Exception {
        figures.refresh(runs, runs.resolve("plain"));
        List.of(Template.FIG2, Template.FIG4A, Template.FIG7).forEach(one -> figures.chosen(one).set(true));
        figures.exports().progress().addListener((_, _, _) -> figures.exports().giveUp());
        figures.exportChosen(folder.resolve("out"), List.of(FigureFormat.SVG));
        assertThat(folder.resolve("out/fig2.svg")).isNotEmptyFile();
        assertThat(folder.resolve("out/fig7.svg")).doesNotExist();
        assertThat(said).containsExactly("The export was cancelled; what was written stays");
    }

    @Test
    void aFolderThatTakesNothingIsSaid() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        figures.refresh(runs, runs.resolve("plain"));
        figures.chosen(Template.FIG2).set(true);
        figures.exportChosen(taken, List.of(FigureFormat.SVG));
        assertThat(problems.told).hasSize(1).first().asString().startsWith("The figures could not be exported: ").contains(taken.toString());
        assertThat(problems.faults).isEmpty();
    }

    @Test
    void smallPicturesFollowTheRunsAndAreKept() {
        figures.refresh(runs, runs.resolve("plain"));
        var small = figures.thumbnails().of(Template.FIG4A);
        BufferedImage first = small.get();
        assertThat(first.getWidth()).isEqualTo(70);
        assertThat(first.getHeight()).isEqualTo(50);
        assertThat(figures.thumbnails().of(Template.FIG2).get()).isNotNull();
        assertThat(figures.thumbnails().of(Template.TABLE1).get()).isNotNull();
        assertThat(figures.thumbnails().of(Template.FIG5A).get()).as("no decay").isNull();
        figures.form().title.text().set("a title");
        figures.form().width.text().set("5");
        assertThat(small.get()).as("nothing of it is seen in a small picture").isSameAs(first);
        figures.form().leftRange.text().set("0 to 50");
        assertThat(small.get()).isNotSameAs(first);
        run("plain").bound().set(false);
        assertThat(small.get()).as("nothing to draw from").isNull();
        run("decayed").bound().set(true);
        assertThat(figures.thumbnails().of(Template.FIG5A).get()).isNotNull();
        assertThat(problems.told).isEmpty();
        assertThat(problems.faults).isEmpty();
    }
}
