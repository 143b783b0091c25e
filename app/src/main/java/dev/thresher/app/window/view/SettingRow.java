package dev.thresher.app.window.view;

import dev.thresher.app.window.experiment.Setting;
import java.util.function.Function;
import javafx.beans.DefaultProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A row of a form: label, control, a button that sets a changed value back to the preset's, and below them what is wrong with
 * the value, where something is.
 */
@DefaultProperty("control")
public final class SettingRow extends VBox {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final Label label = new Label();
    private final Label problem = new Label();
    private final Button back = new Button(null, new FontIcon("fth-rotate-ccw"));
    private final HBox line = new HBox(label);
    private Region control;
    private String help = "";
    private boolean hiding;

    public SettingRow() {
        getStyleClass().add("setting-row");
        label.getStyleClass().add("setting-label");
        line.getStyleClass().add("setting-line");
        line.setAlignment(Pos.CENTER_LEFT);
        back.getStyleClass().addAll("flat", "small", "button-icon", "set-back");
        back.setVisible(false);
        problem.getStyleClass().add("setting-problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        problem.managedProperty().bind(problem.visibleProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        getChildren().addAll(line, problem);
    }

    public String getLabel() {
        return label.getText();
    }

    public void setLabel(String text) {
        label.setText(text);
    }

    public Region getControl() {
        return control;
    }

    /** The control that the row is about, or a box of several, the first of which it is about. */
    public void setControl(Region value) {
        control = value;
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
        line.getChildren().setAll(label, control, back);
        label.setLabelFor(edited());
        explain();
    }

    public String getHelp() {
        return help;
    }

    /** What the setting means: shown when the pointer rests on the row, and told to screen readers. */
    public void setHelp(String text) {
        help = text;
        explain();
    }

    public boolean isHiding() {
        return hiding;
    }

    /** Whether the row vanishes while its setting means nothing; else it is there, and greyed. */
    public void setHiding(boolean value) {
        hiding = value;
    }

    /** The control whose value it is. */
    private Node edited() {
        return control instanceof Pane box ? box.getChildren().getFirst() : control;
    }

    private void explain() {
        if (!help.isEmpty()) {
            Tooltip.install(label, tip(help));
            if (control != null && edited() instanceof Control target) {
                target.setTooltip(tip(help));
                target.setAccessibleHelp(help);
                target.setAccessibleText(label.getText());
            }
        }
    }

    static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setWrapText(true);
        tip.setMaxWidth(340);
        tip.setShowDelay(Duration.millis(350));
        tip.setShowDuration(Duration.seconds(30));
        return tip;
    }

    /** As {@link #watch(Setting, Function)}, for values that are their own words. */
    void watch(Setting<String> setting) {
        watch(setting, text -> text.isEmpty() ? "nothing here" : text);
    }

    /**
     * Shows the setting's problem under the control and its edge in the colour of danger, marks a value that is not the
     * preset's, and greys or hides the row while the setting means nothing.
     *
     * @param words how a value is written
     */
    <T> void watch(Setting<T> setting, Function<T, String> words) {
        Node marked = edited();
        problem.textProperty().bind(setting.problem());
        marked.pseudoClassStateChanged(DANGER, !setting.problem().get().isEmpty());
        setting.problem().addListener((_, _, text) -> marked.pseudoClassStateChanged(DANGER, !text.isEmpty()));
        if (hiding) {
            Shown.when(this, setting.applies());
        } else {
            disableProperty().bind(setting.applies().not());
        }
        back.visibleProperty().bind(setting.changed().and(setting.applies()));
        back.visibleProperty().addListener((_, _, changed) -> label.pseudoClassStateChanged(CHANGED, changed));
        label.pseudoClassStateChanged(CHANGED, back.isVisible());
        back.setAccessibleText("Set " + setting.title() + " back to the preset");
        back.setOnAction(_ -> {
            marked.requestFocus(); // The button vanishes: the keyboard stays in the row.
            setting.setBack();
        });
        back.setTooltip(tip(""));
        back.getTooltip().setOnShowing(_ -> back.getTooltip().setText("The network's preset has "
                + (setting.preset() == null ? "none" : words.apply(setting.preset())) + ". Click to set it back."));
    }
}
