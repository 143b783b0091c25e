package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.experiment.DataSettings.Inputs;
import dev.thresher.app.window.experiment.DataSettings.Source;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The form of the experiment, at the size of the headless screen. */
@ExtendWith(ApplicationExtension.class)
class ExperimentPanelTest {
    @TempDir
    private Path folder;
    private WindowFixture window;
    private ExperimentViewModel model;

    @Start
    private void open(Stage stage) {
        window = new WindowFixture(folder, stage);
        stage.setHeight(1000);
        model = window.bench.model().experiment();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void noWordIsCutOffWhateverIsChosen(FxRobot robot) throws Exception {
        show(robot, Experiment.standard());
        assertThat(cutOff(robot)).isEmpty();
        fx(() -> {
            model.network.model.value().set("resnet-50");
            model.data.source.value().set(Source.PICTURES);
            model.data.inputs.value().set(Inputs.GIVEN);
            model.data.augmentation.value().set("resized-crop-flip");
            model.data.skipDamaged.value().set(true);
            Stream.of(model.method.alpha, model.optimiser.learningRate, model.optimiser.momentum, model.optimiser.weightDecay,
                    model.schedule.decayEpochs, model.schedule.gamma, model.schedule.warmUp, model.run.epochs, model.run.steps,
                    model.run.batch, model.run.seed, model.run.threads, model.run.checkpointMinutes).forEach(field -> field.value().set("7"));
            model.optimiser.nesterov.value().set(true);
            return null;
        });
        assertThat(cutOff(robot)).isEmpty();
        fx(() -> {
            model.data.source.value().set(Source.TENSORS);
            model.data.inputs.value().set(Inputs.COMPUTED);
            model.optimiser.kind.value().set(OptimiserKind.ADAM);
            model.schedule.kind.value().set(ScheduleKind.COSINE);
            return null;
        });
        assertThat(cutOff(robot)).isEmpty();
    }

    @Test
    void onlyWhatAppliesIsShownOrOpen(FxRobot robot) throws Exception {
        show(robot, Presets.of("vgg-16"));
        assertThat(shown(robot, "#gammaRow", "#decayEpochsRow", "#datasetRow")).containsExactly(true, true, true);
        assertThat(shown(robot, "#meanRow", "#imagesRow", "#imageSizeRow", "#tensorsRow", "#damagedRow", "#fileRow")).containsOnly(false);
        fx(() -> {
            model.schedule.kind.value().set(ScheduleKind.CONSTANT);
            model.optimiser.kind.value().set(OptimiserKind.ADAM);
            model.data.source.value().set(Source.PICTURES);
            return null;
        });
        assertThat(shown(robot, "#gammaRow", "#decayEpochsRow", "#datasetRow")).containsOnly(false);
        assertThat(shown(robot, "#imagesRow", "#imageSizeRow", "#damagedRow")).containsOnly(true);
        assertThat(fx(() -> robot.lookup("#momentumRow").query().isDisabled())).isTrue();
    }

    @Test
    void aNetworkIsTypedAndItsPresetAppears(FxRobot robot) throws Exception {
        show(robot, Experiment.standard());
        // The first look at the data sets comes from another thread, and would put a stand-in in the place of one not here.
        until(() -> !window.bench.model().data().absent().isEmpty());
        fx(() -> {
            model.setAbsentData(Map.of());
            return null;
        });
        TextField editor = fx(() -> robot.lookup("#modelBox").queryAs(ComboBox.class).getEditor());
        robot.clickOn(editor).push(KeyCode.SHORTCUT, KeyCode.A).write("wrn-40-4");
        until(() -> model.experiment().model().equals("wrn-40-4"));
        assertThat(model.experiment()).isEqualTo(Presets.of("wrn-40-4"));
        assertThat(fx(() -> robot.lookup("#learningRate").queryAs(TextField.class).getText())).isEqualTo("0.1");
    }

    @Test
    void aChangedValueIsMarkedAndSetBackByItsButton(FxRobot robot) throws Exception {
        show(robot, Experiment.standard());
        Button back = fx(() -> robot.lookup("#alphaRow .set-back").queryAs(Button.class));
        assertThat(back.isVisible()).isFalse();
        TextField alpha = fx(() -> robot.lookup("#alpha").queryAs(TextField.class));
        robot.clickOn(alpha).push(KeyCode.SHORTCUT, KeyCode.A).write("1e-3");
        until(back::isVisible);
        robot.push(KeyCode.TAB);
        assertThat(fx(back::isFocused)).as("the keyboard reaches it").isTrue();
        robot.push(KeyCode.SPACE);
        until(() -> !back.isVisible());
        String text = fx(alpha::getText);
        assertThat(text).isEqualTo("5e-4");
        assertThat(fx(alpha::isFocused)).isTrue();
    }

    @Test
    void aFoldedGroupStillTellsWhatIsWrongInIt(FxRobot robot) throws Exception {
        show(robot, Experiment.standard());
        TitledPane optimiser = fx(() -> panes(robot).stream().filter(pane -> pane.getText().equals("Optimiser")).findFirst().orElseThrow());
        fx(() -> {
            optimiser.setExpanded(false);
            model.optimiser.learningRate.value().set("0");
            return null;
        });
        assertThat(fx(() -> ((Labeled) optimiser.getGraphic()).getText())).isEqualTo("1 to mend");
        fx(() -> {
            model.optimiser.learningRate.value().set("0.5");
            return null;
        });
        assertThat(fx(() -> ((Labeled) optimiser.getGraphic()).getText())).isEqualTo("1 changed");
    }

    private void show(FxRobot robot, Experiment experiment) throws Exception {
        fx(() -> {
            model.show(experiment);
            return null;
        });
        assertThat(fx(() -> panes(robot))).hasSize(6).allMatch(TitledPane::isExpanded);
    }

    private static List<TitledPane> panes(FxRobot robot) {
        return robot.lookup("#panel .group-pane").queryAllAs(TitledPane.class).stream().toList();
    }

    private static List<Boolean> shown(FxRobot robot, String... ids) throws Exception {
        return fx(() -> Stream.of(ids).map(id -> robot.lookup(id).query().isVisible()).toList());
    }

    /** The words in the form that end in dots for want of room. */
    private static List<String> cutOff(FxRobot robot) throws Exception {
        return fx(() -> {
            Node panel = robot.lookup("#panel").query();
            panel.getScene().getRoot().applyCss();
            panel.getScene().getRoot().layout();
            List<Labeled> labels = panel.lookupAll("*").stream().filter(Labeled.class::isInstance).map(Labeled.class::cast)
                    .filter(label -> label.getText() != null && !label.getText().isEmpty() && !(label instanceof TitledPane))
                    .filter(ExperimentPanelTest::visible).toList();
            assertThat(labels).as("labels in the form").hasSizeGreaterThan(30);
            return labels.stream().filter(label -> drawn(label).anyMatch(text -> !text.equals(label.getText())))
                    .map(label -> label.getText() + " as " + drawn(label).toList()).toList();
        });
    }

    private static boolean visible(Node node) {
        return Stream.iterate(node, Objects::nonNull, Node::getParent).allMatch(Node::isVisible);
    }

    private static Stream<String> drawn(Labeled label) {
        return label.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(text -> ((Text) text).getText())
                .filter(Objects::nonNull).filter(text -> !text.isEmpty());
    }
}
