package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The page of comparisons as a user drives it. */
@ExtendWith(ApplicationExtension.class)
class ComparePageTest {
    @TempDir
    private Path folder;
    private Path runs;
    private WindowFixture window;

    @Start
    private void open(Stage stage) {
        runs = folder.resolve("runs");
        MadeRuns.finished(runs.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(runs.resolve("second"), MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8);
        window = new WindowFixture(folder, stage);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    /** On the JavaFX thread. */
    private static int rows(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(TableView.class).getItems().size();
    }

    @Test
    void runsChosenOnTheirPageStandSideBySide(FxRobot robot) throws Exception {
        robot.clickOn("#page-runs");
        until(() -> rows(robot, ".runs-table") == 2);
        robot.clickOn("first");
        robot.clickOn("#compare");
        until(() -> robot.lookup("#message").tryQueryAs(Label.class).filter(label -> label.getText().contains("one run alone makes no comparison")).isPresent());
        assertThat(fx(() -> robot.lookup("#tabs").query().isVisible())).isFalse();
        assertThat(fx(() -> robot.lookup("#empty").query().isVisible())).isTrue();

        robot.clickOn("#page-runs");
        robot.clickOn("second");
        robot.clickOn("#compare");
        until(() -> robot.lookup("#tabs").query().isVisible());
        robot.clickOn("Table");
        until(() -> rows(robot, ".compare-table") == 2);
        robot.clickOn("#copyMarkdown");
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).startsWith("| Run | Model | Method | α |").contains("| 5e-4 | 1 |");
        // Its notice moves the page: another click must not come while it does.
        fx(() -> {
            robot.lookup("#copyLatex").queryButton().fire();
            return null;
        });
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).contains("\\toprule");
        robot.clickOn("Figure 7");
        until(() -> text(robot, "#consistency").contains("1.00, one pair of runs"));
        robot.clickOn("Figure 3");
        robot.clickOn("Side by side");
        until(() -> robot.lookup(".compare-grid .chart-view").queryAll().size() == 2);
        // The rail has a button of that name too.
        robot.clickOn(fx(() -> robot.lookup("#tabs .tab .tab-label").<Label>queryAll().stream()
                .filter(label -> label.getText().equals("Masks")).findFirst().orElseThrow()));
        until(() -> text(robot, "#maskWords").startsWith("Kept in both: "));
        until(() -> robot.lookup("#pairSheet2 .image-view").queryAs(ImageView.class).getImage() != null);
    }

    @Test
    void anAlphaThatIsNoNumberIsNamedAndCannotBeQueued(FxRobot robot) throws Exception {
        robot.clickOn("#page-compare");
        robot.clickOn("#alphas").push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4, x");
        until(() -> text(robot, "#alphaProblem").equals("'x' is no number; try 5e-4"));
        until(() -> robot.lookup("#enqueue").queryAs(Button.class).isDisabled());
        robot.push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4");
        until(() -> !robot.lookup("#enqueue").queryAs(Button.class).isDisabled());
    }

    @Test
    void theQueueTrainsWhileOtherPagesAreSeenAndAsksBeforeTheWindowCloses(FxRobot robot) throws Exception {
        fx(() -> {
            window.bench.model().experiment().run.steps.value().set("30");
            return null;
        });
        robot.clickOn("#page-compare");
        robot.clickOn("#alphas").push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4, 1e-3");
        robot.clickOn("#dense");
        until(() -> text(robot, "#plan").equals("2 runs: 2 α × 1 seed"));
        robot.clickOn("#enqueue");
        robot.clickOn("#page-train");
        until(() -> finished() == 4);
        robot.clickOn("#page-compare");
        until(() -> robot.lookup("#tabs").query().isVisible());
        assertThat(fx(() -> robot.lookup("#list").queryAs(ListView.class).getItems().size())).isEqualTo(2);

        fx(() -> {
            window.bench.model().experiment().run.steps.value().set("");
            return null;
        });
        robot.clickOn("#enqueue");
        until(() -> text(robot, "#queueHeading").equals("Queue: 1 in training, 1 waiting"));
        window.askToClose();
        until(() -> robot.lookup("Keep training").tryQuery().filter(Node::isFocused).isPresent());
        robot.push(KeyCode.ENTER);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
        assertThat(fx(() -> window.stage.isShowing())).isTrue();
        window.askToClose();
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        robot.clickOn("Stop and close");
        until(() -> !window.stage.isShowing());
        assertThat(new RunCatalogue().read(List.of(runs)).runs()).extracting(RunOverview::state).doesNotContain(RunOverview.State.RUNNING)
                .contains(RunOverview.State.STOPPED);
    }

    private long finished() {
        return new RunCatalogue().read(List.of(runs)).runs().stream().filter(run -> run.state() == RunOverview.State.FINISHED).count();
    }
}
