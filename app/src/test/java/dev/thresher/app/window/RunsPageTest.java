package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.runs.RunRow;
import dev.thresher.app.window.settings.ColumnChoice;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import dev.thresher.engine.run.RunOverview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
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
    /** Other pages, and the header, have buttons of the same names. */
    private static final String HERE = ".runs-page ";

    @TempDir
    private Path folder;
    private Path runs;
    private WindowFixture window;
    private final PlannedChoosers choosers = new PlannedChoosers();

    @Start
    private void open(Stage stage) {
        runs = folder.resolve("runs");
        MadeRuns.finished(runs.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(runs.resolve("second"), MadeRuns.lenet(1e-3, 2), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.make(runs.resolve("third"), MadeRuns.dense(3), List.of("fc1", "fc2", "fc3"), RunState.FAILED, 0.5, 1, 1, 1);
        window = new WindowFixture(folder, stage, choosers);
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

    /** On the JavaFX thread. */
    private static List<String> columns(FxRobot robot) {
        return table(robot).getVisibleLeafColumns().stream().map(TableColumn::getText).toList();
    }

    @Test
    void theTableNeverScrollsSidewaysAndItsColumnsAreChosenAndKept(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        until(() -> columns(robot).contains("Remaining"));
        assertThat(fx(() -> columns(robot))).startsWith("Name").contains("State", "Accuracy").doesNotContain("Best", "Duration");
        assertThat(fx(() -> table(robot).getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum())).isLessThanOrEqualTo(fx(() -> table(robot).getWidth()));
        assertThat(fx(() -> robot.lookup(".runs-table .scroll-bar:horizontal").tryQuery().filter(Node::isVisible).isPresent())).isFalse();
        WindowFixture.choose(robot, "#columns", "runs-best-shown");
        until(() -> columns(robot).contains("Best"));
        WindowFixture.choose(robot, "#columns", "runs-state-shown");
        until(() -> !columns(robot).contains("State"));
        assertThat(window.bench.model().preferences(null).columns()).isEqualTo(new ColumnChoice(List.of("Best"), List.of("State")));
        WindowFixture.choose(robot, "#columns", "runs-columns-fit");
        until(() -> columns(robot).contains("State") && !columns(robot).contains("Best"));
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

    private static void act(Runnable work) throws Exception {
        fx(() -> {
            work.run();
            return null;
        });
    }

    private static void press(FxRobot robot, String button) throws Exception {
        until(() -> !robot.lookup(button).queryButton().isDisabled());
        act(() -> robot.lookup(button).queryButton().fire());
    }

    /** The words of the dialog that is open. */
    private static String dialog(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        return fx(() -> String.join(" ", robot.lookup(".thresher-dialog .label").queryAllAs(Label.class).stream()
                .map(Label::getText).filter(java.util.Objects::nonNull).toList()));
    }

    private static void answer(FxRobot robot) throws Exception {
        robot.push(KeyCode.ENTER);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
    }

    private void running(FxRobot robot) throws Exception {
        until(() -> window.bench.model().run().phase().get() == RunPhase.RUNNING || robot.lookup(".thresher-dialog").tryQuery().isPresent());
        if (robot.lookup(".thresher-dialog").tryQuery().isPresent()) {
            throw new AssertionError("it does not run: " + dialog(robot));
        }
    }

    @SuppressWarnings("unchecked")
    private static TableView<RunRow> table(FxRobot robot) {
        return robot.lookup(".runs-table").queryAs(TableView.class);
    }

    private static void choose(FxRobot robot, String name) throws Exception {
        until(() -> table(robot).getItems().stream().anyMatch(row -> row.get().name().equals(name)));
        act(() -> {
            table(robot).getSelectionModel().clearSelection();
            table(robot).getSelectionModel().select(table(robot).getItems().stream().filter(row -> row.get().name().equals(name)).findFirst().orElseThrow());
        });
    }

    /** On the JavaFX thread. */
    private static RunOverview.State state(FxRobot robot, String name) {
        return table(robot).getItems().stream().filter(row -> row.get().name().equals(name)).findFirst().map(row -> row.get().state()).orElse(null);
    }

    @Test
    void aRunThatVanishesWhileItIsChosenIsSaidAndTakenOffTheList(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        choose(robot, "first");
        Files.move(runs.resolve("first"), folder.resolve("elsewhere"));
        until(() -> robot.lookup("#explanation").queryAs(Label.class).getText().contains("Its folder was here and is not any more."));
        assertThat(fx(() -> robot.lookup("#path").queryAs(TextField.class).getText())).as("still the chosen one").endsWith("first");
        for (String button : List.of("#open", "#repeat", "#resume", "#export")) {
            until(() -> robot.lookup(HERE + button).queryButton().isDisabled());
        }
        act(() -> {
            robot.lookup("#tags").queryAs(TextField.class).setText("late");
            table(robot).requestFocus();
        });
        robot.push(KeyCode.DELETE);
        until(() -> rows(robot) == 2);
        assertThat(robot.lookup(".thresher-dialog").tryQuery()).isEmpty();
        assertThat(runs.resolve("first")).doesNotExist();
    }

    @Test
    void theChoiceStaysWhileRunsComeAndChange(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        choose(robot, "second");
        for (int i = 0; i < 3; i++) {
            MadeRuns.finished(runs.resolve("another" + i), MadeRuns.lenet(1e-4, 4 + i), 0.98, 0.5, 0.6, 1);
        }
        new RunNotes(List.of("elsewhere"), "written by another").write(runs.resolve("second"));
        until(() -> rows(robot) == 6 && robot.lookup("#tags").queryAs(TextField.class).getText().equals("elsewhere"));
        assertThat(fx(() -> table(robot).getSelectionModel().getSelectedItem().get().name())).isEqualTo("second");
        assertThat(fx(() -> robot.lookup("#note").queryAs(TextArea.class).getText())).isEqualTo("written by another");
    }

    /** What was typed goes into the trash with the run: neither is lost, nor is anything said. */
    @Test
    void aNoteThatIsTypedLastIsKeptInTheTrash(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        choose(robot, "second");
        act(() -> robot.lookup("#note").queryAs(TextArea.class).setText("a failure"));
        press(robot, HERE + "#delete");
        until(() -> rows(robot) == 2);
        assertThat(RunNotes.read(runs.resolve(".trash/second")).note()).isEqualTo("a failure");
        assertThat(robot.lookup(".thresher-dialog").tryQuery()).isEmpty();
        press(robot, HERE + "#undo");
        until(() -> rows(robot) == 3);
        assertThat(RunNotes.read(runs.resolve("second")).note()).isEqualTo("a failure");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnceAndLosesNothing(FxRobot robot) throws Exception {
        Path disk = Files.createDirectories(runs.resolve("disk"));
        assumeTrue(execute("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0, "a file system in memory cannot be mounted here");
        try {
            MadeRuns.finished(disk.resolve("fixed"), MadeRuns.lenet(2e-4, 9), 0.97, 0.1, 0.2, 0.9);
            assertThat(execute("mount", "-o", "remount,ro", disk.toString())).isZero();
            toRuns(robot, 4);
            choose(robot, "fixed");
            act(() -> robot.lookup("#tags").queryAs(TextField.class).requestFocus());
            robot.write("mine").push(KeyCode.ENTER);
            assertThat(dialog(robot)).contains("The notes could not be kept").contains(disk.resolve("fixed").toString());
            answer(robot);
            robot.push(KeyCode.TAB);
            press(robot, HERE + "#delete");
            assertThat(dialog(robot)).as("not of the notes again").contains("A run could not be deleted").contains("fixed");
            answer(robot);
            assertThat(fx(() -> rows(robot))).isEqualTo(4);
            assertThat(disk.resolve("fixed/summary.json")).exists();
            choose(robot, "first");
            assertThat(robot.lookup(".thresher-dialog").tryQuery()).isEmpty();
        } finally {
            execute("umount", "-l", disk.toString());
        }
    }

    private static int execute(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1; // no such program on this system
        }
    }

    @Test
    void aRunOfAnotherProcessIsSeenLiveAndGoesOnHereWhenThatIsKilled(FxRobot robot) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "dev.thresher.app.Main", "train", "lenet-300-100",
                "--tensors", folder.resolve("tiny.safetensors").toString(), "--batch", "1", "--epochs", "1000", "--threads", "1", "--quiet",
                "--out", runs.resolve("other").toString()).redirectErrorStream(true).redirectOutput(folder.resolve("train.log").toFile()).start();
        try {
            toRuns(robot, 3);
            until(() -> state(robot, "other") == RunOverview.State.RUNNING);
            until(() -> table(robot).getItems().stream().anyMatch(row -> row.get().name().equals("other") && row.get().epochs() > 0));
            choose(robot, "other");
            press(robot, HERE + "#delete");
            assertThat(dialog(robot)).contains("A run could not be deleted").contains("stop it first");
            answer(robot);
            assertThat(fx(() -> rows(robot))).isEqualTo(4);
        } finally {
            process.destroyForcibly().waitFor();
        }
        until(() -> state(robot, "other") == RunOverview.State.BROKEN_OFF);
        press(robot, HERE + "#resume");
        running(robot);
        assertThat(fx(() -> window.bench.model().page().get())).isEqualTo(Page.TRAIN);
        assertThat(fx(() -> window.bench.model().run().folder().get())).isEqualTo(runs.resolve("other"));
        press(robot, "#stop");
        until(() -> window.bench.model().run().phase().get() == RunPhase.STOPPED);

        act(() -> window.bench.model().page().set(Page.RUNS));
        until(() -> state(robot, "other") == RunOverview.State.STOPPED);
        choose(robot, "other");
        press(robot, HERE + "#repeat");
        running(robot);
        assertThat(fx(() -> window.bench.model().run().folder().get())).isNotEqualTo(runs.resolve("other"));
        press(robot, "#stop");
        until(() -> window.bench.model().run().phase().get() == RunPhase.STOPPED);
    }

    /** Presses a button of the dialog that is open. */
    private static void answer(FxRobot robot, String button) throws Exception {
        Button found = fx(() -> robot.lookup(".thresher-dialog .button").queryAllAs(Button.class).stream().filter(one -> one.getText().equals(button)).findFirst().orElseThrow());
        Platform.runLater(found::fire);
    }

    @Test
    void foldersAndFilesAreChosenOrNot(FxRobot robot) throws Exception {
        toRuns(robot, 3);
        WindowFixture.choose(robot, "#folders", "addFolder");
        until(() -> choosers.asked.equals(List.of("A folder with runs in it")));
        assertThat(fx(() -> rows(robot))).as("cancelled").isEqualTo(3);
        MadeRuns.finished(folder.resolve("elsewhere/other"), MadeRuns.lenet(1e-4, 4), 0.98, 0.5, 0.6, 1);
        choosers.plan(folder.resolve("elsewhere"));
        WindowFixture.choose(robot, "#folders", "addFolder");
        until(() -> rows(robot) == 4);

        choose(robot, "first");
        until(() -> !robot.lookup("#export").queryButton().isDisabled());
        Platform.runLater(() -> robot.lookup("#export").queryButton().fire());
        WindowFixture.dialog(robot);
        answer(robot, "Export…");
        until(() -> choosers.asked.size() == 3 && choosers.asked.getLast().startsWith("Export the network to "));
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
        assertThat(fx(() -> window.bench.model().network().busy().get())).as("cancelled").isFalse();
        choosers.plan(folder.resolve("network.onnx"));
        Platform.runLater(() -> robot.lookup("#export").queryButton().fire());
        WindowFixture.dialog(robot);
        answer(robot, "Export…");
        until(() -> choosers.asked.size() == 4);
        assertThat(WindowFixture.dialog(robot)).as("this run kept no weights").contains(runs.resolve("first").toString());
        WindowFixture.escape(robot);
        assertThat(folder.resolve("network.onnx")).doesNotExist();
    }
}
