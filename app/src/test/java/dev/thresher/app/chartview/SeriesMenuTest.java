package dev.thresher.app.chartview;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.SampleRuns;
import dev.thresher.app.chart.XUnit;
import dev.thresher.engine.experiment.Experiment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The legend of a chart of many curves. */
@ExtendWith(ApplicationExtension.class)
class SeriesMenuTest {
    private final ExecutorService background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final List<String> layers = IntStream.range(0, 20).mapToObj(i -> "block" + (1 + i / 10) + ".layer." + i % 10).toList();
    private ChartView view;

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        view = new ChartView(background, new Notices() {
            @Override
            public void failed(String message) {
                throw new AssertionError(message);
            }

            @Override
            public void done(String message) {
                throw new AssertionError(message);
            }
        }, (_, _, _, _) -> Optional.empty());
        view.setModel(RunCharts.of(SampleRuns.deep(Experiment.standard(), layers, 200), XUnit.STEPS).remaining(false));
        stage.setScene(new Scene(new StackPane(view), 800, 600));
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @AfterEach
    void endDrawing() {
        background.shutdown();
    }

    private static void until(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
    }

    private long shown() {
        return layers.stream().filter(view.getViewState()::shows).count();
    }

    @Test
    void groupsAreHiddenAtOnceAndCurvesOneByOne(FxRobot robot) {
        MenuButton menu = robot.lookup("#chart-series").queryAs(MenuButton.class);
        assertThat(menu.getText()).isEqualTo("21 curves");
        assertThat(robot.lookup("#legend-model").tryQuery()).as("too many for entries").isEmpty();
        robot.interact(menu::show);
        until(() -> robot.lookup("#chart-group-block1").tryQuery().isPresent());
        robot.clickOn("#chart-group-block1");
        until(() -> shown() == 10);
        until(() -> menu.getText().equals("11 of 21 curves"));
        robot.clickOn("#chart-curve-block1-layer-3");
        until(() -> shown() == 11 && view.getViewState().shows("block1.layer.3"));
        until(() -> robot.lookup("#chart-group-block1").queryAs(CheckBox.class).isIndeterminate());
        robot.clickOn("#chart-series-none");
        until(() -> shown() == 0);
        robot.clickOn("#chart-series-all");
        until(() -> shown() == 20);
        robot.push(KeyCode.ESCAPE);
    }
}
