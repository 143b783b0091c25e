package dev.thresher.app.window.view;

import dev.thresher.app.window.experiment.Setting;
import java.util.function.Function;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Ties rows of a form to settings. */
final class Form {
    private Form() {
    }

    /** A row with a text field, or with a box that begins with one. */
    static void typed(SettingRow row, Setting<String> setting) {
        TextField field = row.getControl() instanceof PathBox box ? box.field() : (TextField) row.getControl();
        field.textProperty().bindBidirectional(setting.value());
        row.watch(setting);
    }

    /** A row with a box of choices. */
    @SafeVarargs
    @SuppressWarnings("unchecked") // FXML knows no type parameters: the box is filled here, with values of this type alone.
    static <T> void chosen(SettingRow row, Setting<T> setting, Function<T, String> words, T... values) {
        Choices.fill((ComboBox<T>) row.getControl(), setting.value(), words, values);
        row.watch(setting, words);
    }

    /** A row with a check box. */
    static void checked(SettingRow row, Setting<Boolean> setting) {
        ((CheckBox) row.getControl()).selectedProperty().bindBidirectional(setting.value());
        row.watch(setting, on -> on ? "it on" : "it off");
    }
}
