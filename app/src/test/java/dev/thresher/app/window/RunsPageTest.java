package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The page of runs as a user drives it. */
@ExtendWith(ApplicationExtension.class)
class RunsPageTest {
    @TempDir
    private Path folder;
    private Path runs;
    private WindowFixture window;

    @Start
    private void open(Stage stage) {
        runs = folder.resolve("runs");
        MadeRuns.finished(runs.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(runs.resolve("second"), MadeRuns.lenet(1e-3, 2), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.make(runs.resolve("third"), MadeRuns.dense(3), List.of("fc1", "fc2", "fc3"), RunState.FAILED, 0.5, 1, 1, 1);
        window = new WindowFixture(folder, stage);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    /** On the JavaFX thread. */
    private static int rows(FxRobot robot) {
        return robot.lookup(".runs-table").queryAs(TableView.class).getItems().size();
    }

    private static void toRuns(FxRobot robot, int expected) throws Exception {
        robot.clickOn("#page-runs");
        until(() -> rows(robot) == expected);
    }

    @Test
    void findsNotesDeletesUndoesAndOpens(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        robot.clickOn("#filter").write("1e-3");
        until(() -> rows(robot) == 1);
        robot.clickOn("second");
        robot.clickOn("#tags").write("baseline");
        robot.clickOn("#note").write("keep");
        robot.clickOn("#filter");
        until(() -> RunNotes.read(runs.resolve("second")).equals(new RunNotes(List.of("baseline"), "keep")));
        robot.push(KeyCode.SHORTCUT, KeyCode.A).push(KeyCode.DELETE);
        until(() -> rows(robot) == 3);

        robot.clickOn("second");
        robot.clickOn("#delete");
        until(() -> rows(robot) == 2);
        assertThat(runs.resolve(".trash/second")).exists();
        until(() -> robot.lookup("#undoText").queryAs(Label.class).getText().equals("second is in the trash."));
        robot.clickOn("#undo");
        until(() -> rows(robot) == 3);
        assertThat(runs.resolve("second/notes.json")).exists();

        robot.doubleClickOn("first");
        until(() -> window.bench.model().page().get() == Page.TRAIN);
        until(() -> window.bench.model().run().phase().get() == RunPhase.FINISHED);
        assertThat(fx(() -> window.bench.model().run().folder().get())).isEqualTo(runs.resolve("first"));
    }

    /** Nothing is pressed: the system tells the page of what another has done. */
    @Test
    void whatAnotherProcessDoesIsSeen(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        MadeRuns.finished(runs.resolve("fourth"), MadeRuns.lenet(1e-4, 4), 0.98, 0.5, 0.6, 1);
        until(() -> rows(robot) == 4);
        Files.move(runs.resolve("first"), folder.resolve("elsewhere"));
        until(() -> robot.lookup("Gone").tryQuery().isPresent());
        assertThat(fx(() -> rows(robot))).isEqualTo(4);
    }

    @Test
    void theTrashIsEmptiedOnlyAfterAQuestion(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        robot.clickOn("third");
        robot.push(KeyCode.DELETE);
        until(() -> rows(robot) == 2);
        robot.clickOn("#trashMenu").clickOn("#emptyTrash");
        until(() -> robot.lookup("Keep them").tryQuery().filter(Node::isFocused).isPresent());
        robot.push(KeyCode.ENTER);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
        assertThat(runs.resolve(".trash/third")).exists();
        robot.clickOn("#trashMenu").clickOn("#emptyTrash");
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        robot.clickOn("Delete for good");
        until(() -> !Files.exists(runs.resolve(".trash")));
    }
}
