package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.dialog;
import static dev.thresher.app.window.WindowFixture.escape;
import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.figure.Template;
import dev.thresher.app.testing.FullDisk;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FiguresPageTest {
    @TempDir
    private Path folder;
    private WindowFixture window;
    private final PlannedChoosers choosers = new PlannedChoosers();

    @Start
    private void open(Stage stage) throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        SampleFolders.lenet(runs, "plain", 1e-3, 1);
        SampleFolders.decayed(runs, "decayed", 1e-4, 0.01);
        window = new WindowFixture(folder, stage, choosers);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private void page(FxRobot robot) throws Exception {
        robot.clickOn("#page-figures");
        until(() -> robot.lookup("#runs").tryQuery().isPresent() && window.bench.model().figures().runs().size() == 2);
    }

    /** On the JavaFX thread. */
    private static boolean drawn(FxRobot robot) {
        return robot.lookup("#desk").query().isVisible();
    }

    /** On the JavaFX thread. */
    private static String said(FxRobot robot) {
        return robot.lookup("#messageText").queryAs(Label.class).getText();
    }

    private void choose(FxRobot robot, Template template) throws Exception {
        fx(() -> {
            ListView<Template> list = robot.lookup("#templates").query();
            list.scrollTo(template);
            list.getSelectionModel().select(template);
            return null;
        });
    }

    private void tick(String run) throws Exception {
        fx(() -> {
            window.bench.model().figures().runs().stream().filter(one -> one.name().equals(run)).forEach(one -> one.bound().set(true));
            return null;
        });
    }

    @Test
    void aFigureIsBoundLookedAtChangedAndSaved(FxRobot robot) throws Exception {
        page(robot);
        until(() -> said(robot).contains("none is bound"));
        robot.clickOn(fx(() -> robot.lookup("#runs .check-box").queryAll().iterator().next())); // by mouse, the first run
        until(() -> drawn(robot));
        ImageView picture = robot.lookup("#picture").query();
        double before = fx(picture::getFitWidth);
        robot.clickOn("#larger");
        assertThat(fx(picture::getFitWidth)).isGreaterThan(1.4 * before);
        robot.clickOn("#trueSize");
        assertThat(fx(picture::getFitWidth)).isEqualTo(before);

        robot.clickOn("#width").push(KeyCode.SHORTCUT, KeyCode.A).write("wide");
        until(() -> robot.lookup("#problem").queryAs(Label.class).getText().contains("'wide' is not between 1 and 40 inches"));
        robot.clickOn("#save");
        assertThat(dialog(robot)).contains("The figure could not be saved").contains("'wide'");
        robot.push(KeyCode.ESCAPE);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
        robot.clickOn("#width").push(KeyCode.SHORTCUT, KeyCode.A).write("4");
        until(() -> !robot.lookup("#problem").query().isVisible());
        until(() -> picture.getFitWidth() > 1.2 * before);

        fx(() -> {
            robot.lookup("#name").queryAs(TextField.class).setText("mine");
            return null;
        });
        robot.clickOn("#save");
        until(() -> window.bench.model().notice().get().startsWith("Saved "));
        assertThat(Path.of(window.bench.model().notice().get().substring(6))).exists().hasFileName("mine.figure.json");
    }

    @Test
    void whatAFigureLacksIsSaidInItsPlace(FxRobot robot) throws Exception {
        page(robot);
        tick("plain");
        choose(robot, Template.FIG5A);
        until(() -> said(robot).contains("eeds a run with a learning-rate decay, and plain has none"));
        assertThat(fx(() -> drawn(robot))).isFalse();
        choose(robot, Template.FIG2);
        until(() -> drawn(robot));
        choose(robot, Template.TABLE1);
        until(() -> !robot.lookup("#chartWords").query().isVisible());
        until(() -> drawn(robot));
    }

    @Test
    void tickedFiguresGoIntoAFolderTogether(FxRobot robot) throws Exception {
        page(robot);
        tick("decayed");
        fx(() -> {
            List.of(Template.FIG2, Template.FIG3, Template.FIG5A).forEach(one -> window.bench.model().figures().chosen(one).set(true));
            window.bench.model().figures().exportChosen(folder.resolve("out"), List.of(FigureFormat.SVG, FigureFormat.CSV));
            return null;
        });
        assertThat(dialog(robot)).contains("A figure was left out").contains("Figure 3");
        robot.push(KeyCode.ESCAPE);
        until(() -> window.bench.model().notice().get().startsWith("Exported 4 files"));
        assertThat(folder.resolve("out/fig5a.csv")).isNotEmptyFile();
    }

    @Test
    void filesAreChosenOrNot(FxRobot robot) throws Exception {
        page(robot);
        tick("decayed");
        until(() -> drawn(robot));
        WindowFixture.choose(robot, "#exportOne", "as-svg");
        until(() -> choosers.asked.equals(List.of("Export Figure 4a fig4a.svg")));
        assertThat(fx(() -> window.bench.model().figures().exports().busy().get())).as("cancelled").isFalse();
        assertThat(fx(() -> window.bench.model().exportFolder().get())).isNull();
        Path file = folder.resolve("mine.svg");
        choosers.plan(file);
        WindowFixture.choose(robot, "#exportOne", "as-svg");
        until(() -> window.bench.model().notice().get().equals("Exported " + file));
        assertThat(file).content().contains("<svg");
        assertThat(fx(() -> window.bench.model().exportFolder().get())).isEqualTo(folder);

        fx(() -> {
            window.bench.model().figures().chosen(Template.FIG2).set(true);
            return null;
        });
        WindowFixture.choose(robot, "#exportChosen", "exportFolder");
        until(() -> choosers.asked.getLast().equals("A folder for the figures"));
        choosers.plan(folder.resolve("all"));
        WindowFixture.choose(robot, "#exportChosen", "exportFolder");
        until(() -> window.bench.model().notice().get().equals("Exported 3 files to " + folder.resolve("all")));

        fx(() -> {
            window.bench.model().figures().save();
            return null;
        });
        until(() -> window.bench.model().notice().get().startsWith("Saved "));
        Path saved = Path.of(window.bench.model().notice().get().substring(6));
        choose(robot, Template.FIG2);
        fx(() -> {
            robot.lookup(".figures #open").queryButton().fire();
            return null;
        });
        until(() -> choosers.asked.getLast().equals("A saved figure *.figure.json"));
        assertThat(fx(() -> window.bench.model().figures().template().get())).as("cancelled").isEqualTo(Template.FIG2);
        choosers.plan(saved);
        fx(() -> {
            robot.lookup(".figures #open").queryButton().fire();
            return null;
        });
        until(() -> window.bench.model().figures().template().get() == Template.FIG4A);

        Path elsewhere = SampleFolders.lenet(folder.resolve("elsewhere"), "other", 1e-3, 5);
        fx(() -> {
            robot.lookup("#addRun").queryButton().fire();
            return null;
        });
        assertThat(fx(() -> window.bench.model().figures().runs().size())).as("cancelled").isEqualTo(2);
        choosers.plan(elsewhere);
        fx(() -> {
            robot.lookup("#addRun").queryButton().fire();
            return null;
        });
        until(() -> window.bench.model().figures().runs().stream().anyMatch(run -> run.folder().equals(elsewhere) && run.bound().get()));
    }

    @Test
    void aDiskThatFillsUpIsOneLineAndLeavesNoPartOfAFile(FxRobot robot) throws Exception {
        page(robot);
        tick("decayed");
        until(() -> drawn(robot));
        try (FullDisk disk = new FullDisk(16 << 10)) {
            Path file = disk.folder().resolve("fig4a.png");
            choosers.plan(file);
            WindowFixture.choose(robot, "#exportOne", "as-png");
            assertThat(dialog(robot)).contains("The figure could not be exported").contains("cannot write " + file + ": ").contains("free some space").doesNotContain("\n");
            escape(robot);
            assertThat(disk.files()).isEmpty();
            fx(() -> {
                window.bench.model().exportFolder().set(null);
                List.of(Template.FIG4A, Template.FIG5A, Template.TABLE1).forEach(one -> window.bench.model().figures().chosen(one).set(true));
                return null;
            });
            choosers.plan(disk.folder());
            WindowFixture.choose(robot, "#exportChosen", "exportFolder");
            assertThat(dialog(robot)).contains("The figures could not be exported").contains("free some space").doesNotContain("\n");
            escape(robot);
            assertThat(disk.files()).as("whole files only").noneMatch(part -> part.toString().endsWith(".part"));
            assertThat(fx(() -> window.bench.model().figures().exports().busy().get())).isFalse();
        }
    }

    @Test
    void theListShowsSmallPicturesOfWhatIsBound(FxRobot robot) throws Exception {
        page(robot);
        tick("plain");
        until(() -> window.bench.model().figures().thumbnails().of(Template.MASKS).get() != null); // the last one
        until(() -> robot.lookup("#templates .figure-thumbnail .image-view").<ImageView>queryAll().stream().filter(view -> view.getImage() != null).count() >= 2);
        assertThat(fx(() -> window.bench.model().figures().thumbnails().of(Template.FIG5A).get())).as("this run has no decay").isNull();
        BufferedImage bars = fx(() -> window.bench.model().figures().thumbnails().of(Template.FIG7).get());
        assertThat(bars).isNotNull();
        tick("decayed");
        until(() -> window.bench.model().figures().thumbnails().of(Template.FIG7).get() != bars);
    }
}
