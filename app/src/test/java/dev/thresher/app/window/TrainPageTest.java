package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.settings.PreferencesFile;
import dev.thresher.app.window.settings.TrainLook;
import dev.thresher.app.window.train.TrainChart;
import dev.thresher.app.window.train.TrainViewModel;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunEvent.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The Train page's charts, and what is changed while a run trains, as a user would. */
@ExtendWith(ApplicationExtension.class)
class TrainPageTest {
    @TempDir
    private Path folder;
    private WindowFixture window;
    private RunViewModel run;
    private TrainViewModel train;

    @Start
    private void open(Stage stage) {
        window = new WindowFixture(folder, stage);
        run = window.bench.model().run();
        train = window.bench.model().train();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private void begin(FxRobot robot) throws Exception {
        robot.clickOn("#start");
        until(() -> run.phase().get() == RunPhase.RUNNING && run.log().get().steps().size() > 20);
    }

    private void stop(FxRobot robot) throws Exception {
        robot.clickOn("#stop");
        until(() -> run.phase().get() == RunPhase.STOPPED);
    }

    private List<RunEvent> changes() {
        return run.log().get().events().all().stream().filter(event -> event.kind().byHand()).toList();
    }

    private static boolean disabled(FxRobot robot, String id) throws Exception {
        return fx(() -> robot.lookup(id).query().isDisabled());
    }

    /** The page makes room as a run begins: what is pressed must not move from under the mouse meanwhile. */
    private static void press(FxRobot robot, String id) throws Exception {
        fx(() -> {
            robot.lookup(id).queryAs(ButtonBase.class).fire();
            return null;
        });
    }

    private static void type(FxRobot robot, TextField field, String text) throws Exception {
        fx(() -> {
            field.requestFocus();
            field.selectAll();
            return null;
        });
        robot.write(text);
        until(() -> field.getText().equals(text));
    }

    @Test
    void changesOfARunUnderWayAreEvents(FxRobot robot) throws Exception {
        for (String id : List.of("#liveAlpha", "#applyAlpha", "#decayNow", "#freeze")) {
            assertThat(disabled(robot, id)).as(id).isTrue();
        }
        assertThat(fx(() -> robot.lookup("#reason").queryAs(Label.class).getText())).isEqualTo("Only while a run trains here");
        assertThat(fx(() -> robot.lookup("#decayNow").query().getAccessibleHelp())).contains("Only while a run trains here");
        begin(robot);
        TextField alpha = fx(() -> robot.lookup("#liveAlpha").queryAs(TextField.class));
        until(() -> alpha.getText().equals("5e-4"));
        type(robot, alpha, "plenty");
        press(robot, "#applyAlpha");
        until(() -> robot.lookup("#alphaProblem").queryAs(Label.class).getText().equals("α: 'plenty' is no number; try 5e-4"));
        assertThat(changes()).isEmpty();

        type(robot, alpha, "1e-3");
        robot.push(KeyCode.ENTER);
        until(() -> changes().size() == 1);
        press(robot, "#decayNow");
        until(() -> changes().size() == 2);
        press(robot, "#freeze");
        until(() -> changes().size() == 3);
        until(() -> robot.lookup("#freeze").queryAs(ToggleButton.class).getText().equals("Masks frozen"));
        press(robot, "#freeze");
        until(() -> changes().size() == 4);
        assertThat(changes()).extracting(RunEvent::kind).containsExactly(Kind.ALPHA, Kind.LEARNING_RATE, Kind.FREEZE, Kind.UNFREEZE);
        assertThat(changes()).extracting(RunEvent::detail).containsExactly("0.001", "0.001", "", "");
        until(() -> robot.lookup("#legend-change").tryQuery().isPresent());
        until(() -> train.answers().get().size() == 1);
        until(() -> robot.lookup("#decay-0-0").tryQuery().isPresent());
        stop(robot);
        assertThat(disabled(robot, "#freeze")).isTrue();
        assertThat(Files.readString(run.folder().get().resolve("events.csv"))).contains(",alpha,0.001").contains(",learning_rate,0.001")
                .contains(",freeze,").contains(",unfreeze,");
    }

    @Test
    void aChartIsEnlargedAndAllComeBack(FxRobot robot) throws Exception {
        begin(robot);
        until(() -> robot.lookup("#card-losses #chart-enlarge").tryQuery().isPresent());
        Node losses = fx(() -> robot.lookup("#card-losses").query());
        double width = fx(() -> losses.getLayoutBounds().getWidth());
        fx(() -> {
            robot.lookup("#card-losses #chart-enlarge").queryButton().fire();
            return null;
        });
        until(() -> train.enlarged().get() == TrainChart.LOSSES && robot.lookup("#card-remaining").tryQuery().isEmpty());
        until(() -> losses.getLayoutBounds().getHeight() > 250 && losses.getLayoutBounds().getWidth() >= width);
        robot.push(KeyCode.ESCAPE);
        until(() -> train.enlarged().get() == null && robot.lookup("#card-remaining").tryQuery().isPresent());
        fx(() -> {
            robot.lookup("#card-remaining #chart-sheet").query().requestFocus();
            return null;
        });
        robot.push(KeyCode.E);
        until(() -> train.enlarged().get() == TrainChart.REMAINING);
        robot.push(KeyCode.E);
        until(() -> train.enlarged().get() == null);
        stop(robot);
    }

    @Test
    void allChartsChangeTheirAxisAtOnceAndThePageIsRemembered(FxRobot robot) throws Exception {
        begin(robot);
        robot.clickOn("#overEpochs");
        until(() -> train.models().get().values().stream().allMatch(model -> model.x().label().equals("Epoch")));
        robot.clickOn("#overEpochs");
        assertThat(fx(() -> robot.lookup("#overEpochs").queryAs(ToggleButton.class).isSelected())).as("one of the three is always on").isTrue();
        stop(robot);
        TitledPane group = fx(() -> (TitledPane) robot.lookup("#networkGroup").query().getParent().getParent());
        fx(() -> {
            group.setExpanded(false);
            train.enlarged().set(TrainChart.CHANGES);
            return null;
        });
        robot.clickOn("#formToggle");
        until(() -> !robot.lookup("#panel").query().isVisible());
        window.askToClose();
        until(() -> !window.stage.isShowing());
        TrainLook kept = new PreferencesFile(folder.resolve("settings").resolve("workbench.json")).read().preferences().train();
        assertThat(kept.unit()).isEqualTo(XUnit.EPOCHS);
        assertThat(kept.enlarged()).isEqualTo("changes");
        assertThat(kept.folded()).containsExactly(group.getText());
        assertThat(kept.formHidden()).isTrue();
    }

    @Test
    void aRunThatWentAllTheWayIsTrainedFurther(FxRobot robot) throws Exception {
        fx(() -> {
            window.bench.model().experiment().run.batch.value().set("256");
            window.bench.model().experiment().run.epochs.value().set("2");
            return null;
        });
        robot.clickOn("#start");
        until(() -> run.phase().get() == RunPhase.FINISHED && !run.resumeProblem().get().isEmpty() && run.canGoFurther());
        assertThat(run.log().get().steps().size()).isEqualTo(32);
        until(() -> robot.lookup("#goOn").query().isDisabled());
        assertThat(fx(() -> robot.lookup("#goOn").query().getAccessibleHelp())).contains("raise Epochs, under Run, above 2");
        fx(() -> {
            window.bench.model().experiment().run.epochs.value().set("3");
            return null;
        });
        until(() -> !robot.lookup("#goOn").query().isDisabled());
        robot.clickOn("#goOn");
        until(() -> run.phase().get() == RunPhase.FINISHED && run.log().get().steps().size() == 48);
        assertThat(run.log().get().experiment().epochs()).isEqualTo(3);
    }
}
