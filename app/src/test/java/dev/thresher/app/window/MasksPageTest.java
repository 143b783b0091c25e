package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.SheetView;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.run.RunPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The Masks page as a user goes through it: a run in this window, then the same as recorded, then one that is gone. */
@ExtendWith(ApplicationExtension.class)
class MasksPageTest {
    @TempDir
    private Path folder;
    private WindowFixture window;

    @Start
    private void open(Stage stage) {
        window = new WindowFixture(folder, stage);
        window.bench.model().experiment().run.maskEvery.value().set("50");
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private MaskScene scene() throws Exception {
        return fx(() -> window.bench.model().masks().scene().get());
    }

    private static String text(FxRobot robot, String id) throws Exception {
        return fx(() -> robot.lookup(id).queryAs(Label.class).getText());
    }

    private static SheetView view(SheetPane sheet) throws Exception {
        return fx(() -> sheet.look().viewProperty().get());
    }

    @Test
    void looksAtMasksLiveRecordedAndGone(FxRobot robot) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT2);
        until(() -> robot.lookup("#emptyHeading").tryQuery().isPresent());
        assertThat(text(robot, "#emptyHeading")).isEqualTo("No run is shown");

        robot.clickOn("#start");
        until(() -> window.bench.model().masks().scene().get() != null && window.bench.model().masks().scene().get().now());
        until(() -> window.bench.model().masks().scene().get().history().size() > 4);
        until(() -> robot.lookup("#moment").queryAs(Label.class).getText().contains(", now"));
        until(() -> robot.lookup("#weightsText").queryAs(Label.class).getText().contains("the run in this window"));
        ListView<?> layers = fx(() -> robot.lookup("#layers").queryAs(ListView.class));
        assertThat(fx(() -> layers.getItems().size())).isEqualTo(3);
        robot.clickOn(robot.lookup(".mask-layer-name").match((Label label) -> label.getText().equals("fc2")).queryAs(Label.class));
        until(() -> window.bench.model().masks().scene().get().layer().name().equals("fc2"));
        robot.clickOn("#stop");
        until(() -> window.bench.model().run().phase().get() == RunPhase.STOPPED);
        until(() -> !window.bench.model().masks().scene().get().now());

        looksAtWeights(robot);
        goesThroughMoments(robot);

        Path run = fx(() -> window.bench.model().run().folder().get());
        window.bench.model().run().end().join();
        delete(run);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT1);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT2);
        until(() -> robot.lookup("#emptyHint").queryAs(Label.class).getText().equals(run + ": is no longer there; open the run from where it is now"));
        assertThat(scene()).isNull();
    }

    private void looksAtWeights(FxRobot robot) throws Exception {
        SheetPane sheet = robot.lookup("#sheet").queryAs(SheetPane.class);
        SheetView whole = view(sheet);
        robot.moveTo("#sheet");
        for (int i = 0; i < 4; i++) {
            robot.scroll(1, VerticalDirection.UP);
        }
        until(() -> sheet.look().viewProperty().get().scale() != whole.scale());
        robot.clickOn("#fit");
        until(() -> sheet.look().viewProperty().get().equals(whole));
        robot.clickOn("#zoomIn");
        until(() -> sheet.look().viewProperty().get().scale() > whole.scale());
        robot.clickOn("#sheet");
        until(() -> sheet.look().chosenProperty().get() >= 0);
        int chosen = fx(() -> sheet.look().chosenProperty().get());
        robot.moveTo("#title");
        until(() -> sheet.look().pointedProperty().get() < 0);
        assertThat(text(robot, "#weightName")).isEqualTo("fc2.weight[" + chosen / 300 + ", " + chosen % 300 + "]   neuron " + chosen / 300
                + ", input " + chosen % 300);
        assertThat(text(robot, "#weightValues")).startsWith("W = ").contains("t = ", "Q = ", "M = ");
        robot.push(KeyCode.RIGHT);
        until(() -> sheet.look().chosenProperty().get() == chosen + 1);
        robot.push(KeyCode.ESCAPE);
        until(() -> sheet.look().chosenProperty().get() == -1);
        robot.push(KeyCode.DIGIT0);
        until(() -> sheet.look().viewProperty().get().equals(whole));
    }

    @SuppressWarnings("unchecked")
    private void goesThroughMoments(FxRobot robot) throws Exception {
        Slider time = robot.lookup("#time").queryAs(Slider.class);
        fx(() -> {
            time.requestFocus();
            return null;
        });
        robot.push(KeyCode.HOME);
        until(() -> window.bench.model().masks().scene().get().moment() == 0);
        until(() -> robot.lookup("#caption").queryAs(Label.class).getText().endsWith("100.00 % remain; neurons down, inputs across"));
        assertThat(text(robot, "#moment")).startsWith("step 0 ");
        assertThat(text(robot, "#weightsText")).endsWith("the masks of step 0.");
        ComboBox<Colouring> colouring = robot.lookup("#colouring").queryAs(ComboBox.class);
        assertThat(fx(() -> robot.lookup("#sinceBox").query().isVisible())).isFalse();
        fx(() -> {
            colouring.setValue(Colouring.CHANGE);
            return null;
        });
        until(() -> window.bench.model().masks().scene().get().colouring() == Colouring.CHANGE);
        assertThat(fx(() -> robot.lookup("#sinceBox").query().isVisible())).isTrue();
        fx(() -> {
            window.bench.model().masks().player().speed().set(16);
            return null;
        });
        robot.clickOn("#play");
        until(() -> window.bench.model().masks().scene().get().moment() > 0);
        robot.clickOn("#play");
        until(() -> !window.bench.model().masks().player().playing().get());
    }

    private static void delete(Path run) throws Exception {
        try (Stream<Path> files = Files.walk(run)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
