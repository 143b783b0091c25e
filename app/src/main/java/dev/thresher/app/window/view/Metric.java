package dev.thresher.app.window.view;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A quiet number with its caption above it. */
public final class Metric extends VBox {
    private final Label caption = new Label();
    private final Label value = new Label();

    public Metric() {
        getStyleClass().add("metric");
        caption.getStyleClass().add("metric-caption");
        value.getStyleClass().add("metric-value");
        caption.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(caption, value);
    }

    public String getCaption() {
        return caption.getText();
    }

    public void setCaption(String text) {
        caption.setText(text);
    }

    public String getValue() {
        return value.getText();
    }

    public void setValue(String text) {
        value.setText(text);
    }

    public StringProperty valueProperty() {
        return value.textProperty();
    }
}
