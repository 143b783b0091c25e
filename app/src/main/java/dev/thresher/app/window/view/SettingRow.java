package dev.thresher.app.window.view;

import dev.thresher.app.window.experiment.Setting;
import javafx.beans.DefaultProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** A row of a form: label, control, and below them what is wrong with the value, where something is. */
@DefaultProperty("control")
public final class SettingRow extends VBox {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final Label label = new Label();
    private final Label problem = new Label();
    private final HBox line = new HBox(label);
    private Region control;
    private String help = "";

    public SettingRow() {
        getStyleClass().add("setting-row");
        label.getStyleClass().add("setting-label");
        line.getStyleClass().add("setting-line");
        line.setAlignment(Pos.CENTER_LEFT);
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

    /** The control that the row is about. */
    public void setControl(Region value) {
        control = value;
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
        line.getChildren().setAll(label, control);
        label.setLabelFor(control);
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

    private void explain() {
        if (!help.isEmpty()) {
            Tooltip.install(label, tip(help));
            if (control instanceof Control target) {
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

    /** Shows the setting's problem under the control, and its edge in the colour of danger. */
    void watch(Setting<?> setting) {
        Node marked = control;
        problem.textProperty().bind(setting.problem());
        marked.pseudoClassStateChanged(DANGER, !setting.problem().get().isEmpty());
        setting.problem().addListener((_, _, text) -> marked.pseudoClassStateChanged(DANGER, !text.isEmpty()));
    }
}
