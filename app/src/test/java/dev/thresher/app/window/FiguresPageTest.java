package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.figure.Template;
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

    @Start
    private void open(Stage stage) throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        SampleFolders.lenet(runs, "plain", 1e-3, 1);
        SampleFolders.decayed(runs, "decayed", 1e-4, 0.01);
        window = new WindowFixture(folder, stage);
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

    private static String dialog(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        return fx(() -> String.join(" ", robot.lookup(".thresher-dialog .label").queryAllAs(Label.class).stream()
                .map(Label::getText).filter(java.util.Objects::nonNull).toList()));
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
}
