package dev.thresher.app.window.view;

import dev.thresher.app.window.experiment.Setting;
import dev.thresher.app.window.experiment.SettingGroup;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;

/** A group of settings that can be folded; its title says what would then be out of sight: changed values, and wrong ones. */
public final class GroupPane extends TitledPane {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final Label mark = new Label();

    public GroupPane() {
        getStyleClass().addAll("group-pane", "dense");
        mark.getStyleClass().add("group-mark");
        setGraphic(mark);
        setContentDisplay(ContentDisplay.RIGHT);
        setAnimated(false); // The form below would crawl along with it.
    }

    /** Sums up these settings in the title. */
    void watch(SettingGroup group) {
        List<Setting<?>> settings = group.settings();
        for (Setting<?> setting : settings) {
            List.of(setting.problem(), setting.changed(), setting.applies()).forEach(part -> part.addListener((_, _, _) -> sumUp(settings)));
        }
        sumUp(settings);
    }

    private void sumUp(List<Setting<?>> settings) {
        long wrong = settings.stream().filter(setting -> !setting.problem().get().isEmpty()).count();
        long changed = settings.stream().filter(setting -> setting.changed().get() && setting.applies().get()).count();
        mark.setText(wrong > 0 ? wrong + " to mend" : changed > 0 ? changed + " changed" : "");
        mark.pseudoClassStateChanged(DANGER, wrong > 0);
    }

    /** Locks the settings, though not the folding, while something holds. */
    void lockWhile(ObservableValue<Boolean> condition) {
        getContent().disableProperty().bind(condition);
    }
}
