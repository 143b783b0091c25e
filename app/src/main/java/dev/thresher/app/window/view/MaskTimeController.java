package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.masks.MaskPlayer;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.masks.MasksViewModel;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import org.kordamp.ikonli.javafx.FontIcon;

/** The recorded moments on a slider, with play. */
public final class MaskTimeController {
    private final MasksViewModel masks;
    private boolean showing; // the slider is being set, not used

    @FXML private Button play;
    @FXML private Slider time;
    @FXML private Label moment;
    @FXML private ComboBox<Integer> speed;

    MaskTimeController(WorkbenchViewModel workbench) {
        masks = workbench.masks();
    }

    @FXML
    private void initialize() {
        MaskPlayer player = masks.player();
        time.valueProperty().addListener((_, _, value) -> {
            if (!showing) {
                player.pause();
                masks.goTo((int) Math.round(value.doubleValue()));
            }
        });
        time.setTooltip(SettingRow.tip("The recorded moment that is shown (arrow keys)"));
        time.setMajorTickUnit(1);
        time.setMinorTickCount(0);
        time.setSnapToTicks(true);
        play.setOnAction(_ -> {
            if (player.playing().get()) {
                player.pause();
            } else {
                player.play();
            }
        });
        player.playing().subscribe(on -> {
            play.setGraphic(new FontIcon(on ? "fth-pause" : "fth-play"));
            play.setAccessibleText(on ? "Pause" : "Play the moments");
            play.setTooltip(SettingRow.tip(on ? "Pause" : "Play the recorded moments one after the other"));
        });
        speed.getItems().setAll(MaskPlayer.SPEEDS);
        speed.setConverter(Choices.writer(n -> n == null ? "" : n + " a second"));
        speed.valueProperty().bindBidirectional(player.speed());
        speed.setTooltip(SettingRow.tip("Moments shown a second; slower where a layer takes longer to draw"));
        masks.scene().subscribe(this::show);
    }

    private void show(MaskScene scene) {
        if (scene == null) {
            return;
        }
        int size = scene.history().size();
        showing = true;
        time.setMax(Math.max(0, size - 1));
        time.setValue(scene.moment());
        showing = false;
        time.setDisable(size < 2);
        play.setDisable(size < 2);
        moment.setText(scene.momentText(scene.moment()) + "   " + (scene.moment() + 1) + " of " + size);
        moment.setTooltip(scene.choiceText().isEmpty() ? null : SettingRow.tip(scene.choiceText()));
    }
}
