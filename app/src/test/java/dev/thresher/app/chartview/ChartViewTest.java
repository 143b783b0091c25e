package dev.thresher.app.chartview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import atlantafx.base.theme.PrimerLight;
import dev.thresher.app.chart.ChartGeometry;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.SampleRuns;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.chart.XUnit;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ChartViewTest {
    private static final int STEPS = 2_000;
    private final ExecutorService background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final RunLog log = SampleRuns.lenet(2, STEPS / 2);
    private ChartView view;
    @TempDir
    private Path folder;

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        view = new ChartView(background, new Notices() {
            @Override
            public void failed(String message) {
                told.add("failed: " + message);
            }

            @Override
            public void done(String message) {
                told.add(message);
            }
        }, (_, _, _, _) -> Optional.empty());
        view.setModel(RunCharts.remainingPerStep(log));
        stage.setScene(new Scene(new StackPane(view), 800, 400));
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @BeforeEach
    void drawn() {
        until(() -> view.geometryProperty().get() != null && view.geometryProperty().get().x().high() == STEPS);
    }

    @AfterEach
    void endDrawing() {
        background.shutdown();
    }

    private static void until(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private ChartGeometry shown() {
        return view.geometryProperty().get();
    }

    /** Where a point of the chart is on the screen. */
    private Point2D at(FxRobot robot, double x, double left) {
        Pane sheet = robot.lookup("#chart-sheet").query();
        return sheet.localToScreen(shown().acrossOf(x), shown().downOf(left, Series.Side.LEFT));
    }

    @Test
    void readsOutWhatLiesUnderThePointer(FxRobot robot) {
        robot.moveTo(at(robot, 1_234, 50));
        int step = (int) Math.round(shown().xAt(Math.rint(shown().acrossOf(1_234))));
        until(() -> robot.lookup("#chart-read-out").query().isVisible());
        double drawn = 100.0 * log.steps().column("fc2.remaining").get(step - 1);
        // until: it may still tell of where the pointer was before
        until(() -> Math.abs(Double.parseDouble(robot.lookup("#read-out-fc2").queryAs(Label.class).getText().replace("\u2009%", "")) - drawn) < 0.5);
        assertThat(robot.lookup("#read-out-model").queryAs(Label.class).getText()).endsWith("%");
        robot.moveTo(robot.lookup("#chart-sheet").query().localToScreen(2, shown().plot().getCenterY())); // left of the axis
        until(() -> !robot.lookup("#chart-read-out").query().isVisible());
    }

    @Test
    void aDragZoomsAndADoubleClickFits(FxRobot robot) {
        robot.drag(at(robot, 500, 80), MouseButton.PRIMARY).dropTo(at(robot, 1_000, 40));
        until(() -> view.getViewState().x() != null);
        ViewState zoomed = view.getViewState();
        assertThat(zoomed.x().low()).isCloseTo(500, within(10.0));
        assertThat(zoomed.x().high()).isCloseTo(1_000, within(10.0));
        assertThat(zoomed.left().low()).isCloseTo(40, within(1.5));
        assertThat(zoomed.left().high()).isCloseTo(80, within(1.5));
        until(() -> shown().x().equals(zoomed.x()));

        robot.drag(at(robot, 700, 60), MouseButton.SECONDARY).dropTo(at(robot, 800, 60));
        until(() -> view.getViewState().x().low() < 450);
        assertThat(view.getViewState().x().length()).isCloseTo(zoomed.x().length(), within(1e-6));

        assertThat(view.getViewState().x().low()).isCloseTo(400, within(15.0));
        robot.doubleClickOn(at(robot, view.getViewState().x().low() + 200, 60));
        until(() -> !view.getViewState().zoomed() && shown().x().high() == STEPS);
    }

    @Test
    void theWheelZoomsAroundThePointer(FxRobot robot) {
        robot.moveTo(at(robot, 1_500, 50)).scroll(3, VerticalDirection.UP);
        until(() -> view.getViewState().x() != null);
        assertThat(view.getViewState().x().contains(1_500)).isTrue();
        assertThat(view.getViewState().x().length()).isLessThan(STEPS);
    }

    @Test
    void aLegendEntryHidesItsCurve(FxRobot robot) {
        robot.clickOn("#legend-fc1");
        until(() -> !view.getViewState().shows("fc1"));
        assertThat(robot.lookup("#legend-fc1").queryAs(ToggleButton.class).isSelected()).isFalse();
        robot.moveTo(at(robot, 1_000, 50));
        until(() -> robot.lookup("#chart-read-out").query().isVisible());
        assertThat(robot.lookup("#read-out-fc1").tryQuery()).isEmpty();
        robot.clickOn("#legend-fc1");
        until(() -> view.getViewState().shows("fc1"));
    }

    @Test
    void whatIsSetAsideIsHiddenUntilItIsWanted(FxRobot robot) {
        RunLog deep = SampleRuns.deep(Experiment.standard(), List.of("fc1", "fc2"), 60);
        robot.interact(() -> view.setModel(RunCharts.of(deep, XUnit.STEPS).changes(false)));
        assertThat(view.getViewState().hidden()).containsExactlyInAnyOrder("fc1 pruned", "fc1 recovered", "fc2 pruned", "fc2 recovered");
        assertThat(robot.lookup("#legend-pruned").tryQuery()).isPresent();
        assertThat(robot.lookup("#legend-fc1-pruned").tryQuery()).isEmpty();
        MenuButton curves = robot.lookup("#chart-series").queryAs(MenuButton.class);
        assertThat(curves.getText()).isEqualTo("2 of 6 curves");
        robot.interact(curves::show);
        robot.interact(() -> robot.lookup("#chart-curve-fc1-pruned").queryAs(CheckBox.class).fire());
        robot.interact(curves::hide);
        assertThat(view.getViewState().shows("fc1 pruned")).isTrue();
        robot.interact(() -> view.setModelKeepingView(RunCharts.of(deep, XUnit.EPOCHS).changes(false)));
        assertThat(view.getViewState().shows("fc1 pruned")).as("what was wanted stays").isTrue();
        assertThat(view.getViewState().shows("fc2 pruned")).isFalse();
    }

    @Test
    void keysMoveTheCrosshair(FxRobot robot) {
        robot.interact(() -> robot.lookup("#chart-sheet").query().requestFocus());
        assertThat(robot.lookup("#chart-read-out").query().isVisible()).isFalse();
        robot.press(KeyCode.SHIFT).push(KeyCode.RIGHT);
        until(() -> robot.lookup("#chart-read-out").query().isVisible());
        double middle = robot.lookup("#chart-crosshair").queryAs(Line.class).getStartX();
        assertThat(middle).isCloseTo(shown().plot().getCenterX(), within(2.0));
        robot.push(KeyCode.LEFT).release(KeyCode.SHIFT);
        until(() -> robot.lookup("#chart-crosshair").queryAs(Line.class).getStartX() < middle - 3);
        assertThat(view.getViewState().zoomed()).isFalse();
    }

    @Test
    void keysZoomFitAndChangeTheScale(FxRobot robot) {
        robot.interact(() -> robot.lookup("#chart-sheet").query().requestFocus());
        robot.type(KeyCode.L);
        until(() -> view.getViewState().log() && shown().log());
        robot.type(KeyCode.S);
        until(() -> view.getViewState().smoothing() == 0.6);
        robot.type(KeyCode.PLUS);
        until(() -> view.getViewState().x() != null && view.getViewState().x().length() < STEPS);
        robot.type(KeyCode.HOME);
        until(() -> !view.getViewState().zoomed() && view.getViewState().log());
    }

    @Test
    void theMenuExportsAndTells(FxRobot robot) {
        Path file = folder.resolve("out.svg");
        robot.interact(() -> view.setFileChoice((owner, from, name, format) -> {
            assertThat(name).isEqualTo("remaining-ratio-per-step.svg");
            return Optional.of(file);
        }));
        robot.clickOn("#chart-menu").clickOn("#chart-export-svg");
        until(() -> !told.isEmpty());
        assertThat(told).containsExactly("Exported out.svg");
        assertThat(file).content().contains("Remaining ratio per step");
        assertThat(view.exportFolderProperty().get()).isEqualTo(folder);
    }

    @Test
    void aFailedExportIsToldInOneLine(FxRobot robot) {
        Path file = folder.resolve("gone/out.csv");
        robot.interact(() -> {
            view.setFileChoice((owner, from, name, format) -> Optional.of(file));
            view.export(Format.CSV);
        });
        until(() -> !told.isEmpty());
        assertThat(told.getFirst()).startsWith("failed: cannot write " + file);
        assertThat(Files.exists(folder.resolve("gone"))).isFalse();
    }

    @Test
    void followsARunThatGrows(FxRobot robot) {
        SampleRuns.extend(log, 1, 500, 0.002);
        robot.interact(view::dataChanged);
        until(() -> shown().x().high() == STEPS + 500);
        assertThat(robot.lookup("#chart-sheet").query().getAccessibleText()).startsWith("Remaining ratio per step: fc1 ");
    }

    @Test
    void theMenuSmoothsAndAnotherRunIsShownWhole(FxRobot robot) {
        robot.clickOn("#chart-menu");
        robot.interact(() -> robot.lookup("#chart-smoothing").queryAs(Slider.class).setValue(0.9));
        until(() -> view.getViewState().smoothing() == 0.9);
        robot.type(KeyCode.ESCAPE);
        robot.interact(() -> view.setModel(RunCharts.perEpoch(SampleRuns.lenet(5, 20))));
        until(() -> shown().x().contains(5) && shown().x().high() < 6);
        assertThat(robot.lookup("#legend-test-accuracy").tryQuery()).isPresent();
    }
}
