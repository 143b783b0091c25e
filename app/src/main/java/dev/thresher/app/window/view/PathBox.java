package dev.thresher.app.window.view;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/** A field for a path, and a button beside it that does what is usual with it: choose another, or take it away. */
public final class PathBox extends HBox {
    private final TextField field = new TextField();
    private final FontIcon icon = new FontIcon("fth-folder");
    private final Button button = new Button(null, icon);

    public PathBox() {
        getStyleClass().add("path-box");
        field.getStyleClass().add("small");
        button.getStyleClass().addAll("small", "button-icon");
        setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(field, button);
    }

    public TextField field() {
        return field;
    }

    public String getPrompt() {
        return field.getPromptText();
    }

    /** What the empty field says. */
    public void setPrompt(String text) {
        field.setPromptText(text);
    }

    public String getIcon() {
        return icon.getIconLiteral();
    }

    public void setIcon(String literal) {
        icon.setIconLiteral(literal);
    }

    public String getAction() {
        return button.getAccessibleText();
    }

    /** What the button does, for people. */
    public void setAction(String text) {
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
    }

    /** What the button does. */
    void setOnAction(Runnable action) {
        button.setOnAction(_ -> action.run());
    }
}
