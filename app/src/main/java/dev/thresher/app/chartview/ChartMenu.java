package dev.thresher.app.chartview;

import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.ViewState;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;

/** What can be done with a chart, as menu items; made anew for each menu, since an item lives in one only. */
final class ChartMenu {
    private ChartMenu() {
    }

    static List<MenuItem> items(ChartView view) {
        return List.of(
                item("chart-export-svg", "Export as SVG…", () -> view.export(Format.SVG)),
                item("chart-export-pdf", "Export as PDF…", () -> view.export(Format.PDF)),
                item("chart-export-png", "Export as PNG (300 dpi)…", () -> view.export(Format.PNG)),
                item("chart-export-csv", "Export as CSV…", () -> view.export(Format.CSV)),
                item("chart-copy", "Copy picture", view.exporter()::copyPicture),
                new SeparatorMenuItem(),
                log(view),
                logX(view),
                smoothing(view),
                item("chart-fit", "Fit", () -> view.setViewState(view.getViewState().fitted())));
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static MenuItem log(ChartView view) {
        CheckMenuItem item = new CheckMenuItem("Log vertical axis");
        item.setId("chart-log");
        item.setOnAction(event -> view.setViewState(view.getViewState().withLog(item.isSelected())));
        view.viewStateProperty().subscribe(seen -> item.setSelected(seen.log()));
        return item;
    }

    private static MenuItem logX(ChartView view) {
        CheckMenuItem item = new CheckMenuItem("Log horizontal axis");
        item.setId("chart-log-x");
        item.setOnAction(event -> view.setViewState(view.getViewState().withLogX(item.isSelected())));
        view.viewStateProperty().subscribe(seen -> item.setSelected(seen.logX()));
        return item;
    }

    private static MenuItem smoothing(ChartView view) {
        Slider slider = new Slider(0, ViewState.MOST_SMOOTHING, 0);
        slider.setId("chart-smoothing");
        slider.setAccessibleText("Smoothing");
        slider.setBlockIncrement(0.1);
        Label value = new Label();
        value.getStyleClass().add("chart-smoothing-value");
        HBox row = new HBox(8, new Label("Smoothing"), slider, value);
        row.setAlignment(Pos.CENTER_LEFT);
        view.viewStateProperty().subscribe(seen -> {
            slider.setValue(seen.smoothing());
            value.setText(seen.smoothing() == 0 ? "off" : String.format(Locale.ROOT, "%.2f", seen.smoothing()));
        });
        slider.valueProperty().subscribe(strength -> {
            double rounded = Math.rint(strength.doubleValue() * 100) / 100;
            if (Math.abs(strength.doubleValue() - view.getViewState().smoothing()) >= 0.005) {
                view.setViewState(view.getViewState().withSmoothing(rounded));
            }
        });
        return new CustomMenuItem(row, false);
    }
}
