package dev.thresher.app.window.view;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chartview.ChartView;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The place of a chart; before there is one, it says what will be here. */
public final class ChartCard extends StackPane {
    private final FontIcon icon = new FontIcon();
    private final Label heading = new Label();
    private final Label hint = new Label();
    private final VBox empty = new VBox(icon, heading, hint);
    private ChartView chart;

    public ChartCard() {
        getStyleClass().add("chart-card");
        empty.getStyleClass().add("empty");
        heading.getStyleClass().add("empty-heading");
        hint.getStyleClass().add("empty-hint");
        heading.setWrapText(true);
        heading.setMinHeight(USE_PREF_SIZE);
        hint.setWrapText(true);
        hint.setMaxWidth(420);
        hint.setMinHeight(USE_PREF_SIZE);
        getChildren().add(empty);
    }

    public String getHeading() {
        return heading.getText();
    }

    public void setHeading(String text) {
        heading.setText(text);
    }

    public String getHint() {
        return hint.getText();
    }

    public void setHint(String text) {
        hint.setText(text);
    }

    public String getIcon() {
        return icon.getIconLiteral();
    }

    public void setIcon(String literal) {
        icon.setIconLiteral(literal);
    }

    /** The chart that will be shown here. */
    void setChart(ChartView view) {
        chart = view;
    }

    ChartView chart() {
        return chart;
    }

    /**
     * Shows a run's chart; null shows the words again.
     *
     * @param same whether it is the same run as before, drawn in another way
     */
    void show(ChartModel model, boolean same) {
        if (model == null) {
            getChildren().setAll(empty);
            return;
        }
        if (chart.getParent() != this) {
            getChildren().setAll(chart);
        }
        if (same) {
            chart.setModelKeepingView(model);
        } else {
            chart.setModel(model);
        }
    }
}
