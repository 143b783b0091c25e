package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.masks.SheetView;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.testing.MadeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The masks of two runs as a user goes through them: zoomed together, by mouse and by keys, moment by moment. */
@ExtendWith(ApplicationExtension.class)
class MaskPairPageTest {
    private static final int LATER = 24;

    @TempDir
    private Path folder;
    private Path first;
    private Path second;
    private WindowFixture window;

    @Start
    private void open(Stage stage) throws IOException {
        Path runs = folder.resolve("runs");
        first = MadeRuns.finished(runs.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        second = MadeRuns.finished(runs.resolve("second"), MadeRuns.lenet(1e-3, 2), 0.96, 0.05, 0.1, 0.8);
        MadeRuns.remember(second, LATER, MadeRuns.masks(first).getFirst());
        MadeRuns.weights(first, 12, 0.05f, 0.02f);
        window = new WindowFixture(folder, stage);
    }

    @BeforeEach
    void toTheMasks(FxRobot robot) throws Exception {
        act(() -> {
            window.bench.compareModel().join(List.of(first, second));
            window.bench.model().page().set(Page.COMPARE);
        });
        until(() -> robot.lookup("#tabs").tryQuery().filter(tabs -> tabs.isVisible()).isPresent());
        act(() -> robot.lookup("#tabs").queryAs(TabPane.class).getSelectionModel().selectLast());
        until(() -> robot.lookup("#pairSheet0").tryQuery().isPresent() && sheet(robot, 0).look().viewProperty().get() != null);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private static void act(Runnable work) throws Exception {
        fx(() -> {
            work.run();
            return null;
        });
    }

    private static SheetPane sheet(FxRobot robot, int which) {
        return robot.lookup("#pairSheet" + which).queryAs(SheetPane.class);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static SheetView view(FxRobot robot, int which) {
        return sheet(robot, which).look().viewProperty().get();
    }

    @SuppressWarnings("unchecked")
    private void chooseLayer(FxRobot robot, String layer) throws Exception {
        act(() -> robot.lookup("#maskLayer").queryAs(ComboBox.class).setValue(layer));
        until(() -> window.bench.compareModel().masks().pair().get().layer().name().equals(layer));
    }

    @Test
    void threeSheetsMoveTogetherAndTellAWeightOfBothRuns(FxRobot robot) throws Exception {
        chooseLayer(robot, "fc2");
        for (int i = 0; i < 3; i++) {
            int which = i;
            until(() -> ((ImageView) sheet(robot, which).lookup(".image-view")).getImage() != null);
            assertThat(fx(() -> sheet(robot, which).getAccessibleText())).contains(List.of("α = 5e-4", "α = 1e-3", "Difference in fc2").get(i));
        }
        // Captions that come later leave the sheets another height, and the whole another place in it: so no view is kept.
        until(() -> view(robot, 1).equals(view(robot, 0)) && view(robot, 2).equals(view(robot, 0)));
        double whole = fx(() -> view(robot, 0).scale());
        act(() -> robot.lookup("#pairZoomIn").queryAs(Button.class).fire());
        until(() -> view(robot, 2).scale() > whole);
        double closer = fx(() -> view(robot, 2).scale());
        act(() -> sheet(robot, 1).requestFocus());
        robot.push(KeyCode.DIGIT0);
        until(() -> view(robot, 0).scale() < closer && view(robot, 2).equals(view(robot, 0)));
        robot.push(KeyCode.PLUS).push(KeyCode.PLUS).push(KeyCode.ENTER);
        until(() -> sheet(robot, 0).look().chosenProperty().get() >= 0);
        int chosen = fx(() -> sheet(robot, 2).look().chosenProperty().get());
        robot.push(KeyCode.RIGHT);
        until(() -> sheet(robot, 0).look().chosenProperty().get() == chosen + 1);
        int next = chosen + 1;
        until(() -> text(robot, "#pairWeight").startsWith("fc2.weight[" + next / 300 + ", " + next % 300 + "]   neuron " + next / 300));
        assertThat(fx(() -> text(robot, "#pairFirst"))).startsWith("α = 5e-4:   W = 0.05000   t = 0.02000   Q = 0.03000   M = ");
        assertThat(fx(() -> text(robot, "#pairSecond"))).startsWith("α = 1e-3:   M = ");
        robot.push(KeyCode.ESCAPE);
        until(() -> text(robot, "#pairWeight").equals("Point at a weight, or choose one by a click"));
    }

    @Test
    void momentsAreGoneThroughByKeys(FxRobot robot) throws Exception {
        until(() -> text(robot, "#pairMoment").equals("step 24   2 of 2"));
        assertThat(fx(() -> text(robot, "#maskWords"))).startsWith("Kept in both: 100.0 %");
        act(() -> robot.lookup("#pairZoomIn").queryAs(Button.class).fire());
        double near = fx(() -> view(robot, 0).scale());
        act(() -> robot.lookup("#pairTime").queryAs(Slider.class).requestFocus());
        robot.push(KeyCode.HOME);
        until(() -> text(robot, "#pairMoment").equals("step 12   1 of 2"));
        assertThat(fx(() -> text(robot, "#maskWords"))).doesNotContain("100.0 %");
        assertThat(fx(() -> view(robot, 1).scale())).as("as near as before").isEqualTo(near);
        until(() -> view(robot, 1).equals(view(robot, 0)) && view(robot, 2).equals(view(robot, 0)));
        robot.push(KeyCode.END);
        until(() -> text(robot, "#pairMoment").equals("step 24   2 of 2"));
    }

    @Test
    void theyCanBeExportedAndARunThatVanishedIsSaid(FxRobot robot) throws Exception {
        MenuButton export = robot.lookup("#pairExport").queryAs(MenuButton.class);
        assertThat(fx(() -> export.getItems().stream().map(MenuItem::getText).toList()))
                .containsExactly("Export as SVG…", "Export as PDF…", "Export as PNG…", "Export as CSV…");
        assertThat(fx(export::isDisabled)).isFalse();
        Files.move(second, folder.resolve("elsewhere"));
        act(() -> robot.lookup("#maskLayer").queryAs(ComboBox.class).getSelectionModel().selectNext());
        until(() -> text(robot, "#maskWords").equals(second + ": is no longer there; open the run from where it is now"));
        assertThat(fx(export::isDisabled)).isTrue();
        assertThat(fx(() -> robot.lookup("#pairTime").query().getParent().getParent().isVisible())).isFalse();
    }
}
