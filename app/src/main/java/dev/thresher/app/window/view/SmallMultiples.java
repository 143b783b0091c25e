package dev.thresher.app.window.view;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.compare.CompareCharts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/** The same chart for every run, two in a row, all on the same axes. */
final class SmallMultiples {
    private static final int COLUMNS = 2;
    /** More would be slow, and nobody compares them by eye. */
    private static final int MOST = 24;

    private final GridPane grid;
    private final Label tooMany;
    private final Supplier<ChartView> charts;
    private final List<ChartView> views = new ArrayList<>();
    private List<String> shown = List.of();

    SmallMultiples(GridPane grid, Label tooMany, Supplier<ChartView> charts) {
        this.grid = grid;
        this.tooMany = tooMany;
        this.charts = charts;
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
        }
    }

    void show(List<ChartModel> all) {
        tooMany.setText(all.size() > MOST ? "The first " + MOST + " of " + all.size() + " runs" : "");
        List<ChartModel> models = all.subList(0, Math.min(MOST, all.size()));
        // The charts look at their runs by themselves: new ones are needed only for other runs.
        List<String> now = models.stream().map(model -> model.title() + model.x().label() + model.series().size()).toList();
        if (!now.equals(shown)) {
            lay(models);
            shown = now;
        }
        ViewState shared = CompareCharts.shared(models);
        for (int i = 0; i < models.size(); i++) {
            ViewState view = views.get(i).getViewState();
            views.get(i).dataChanged();
            views.get(i).setViewState(view.withRanges(shared.x(), shared.left(), shared.right()));
        }
    }

    private void lay(List<ChartModel> models) {
        grid.getChildren().clear();
        while (views.size() < models.size()) {
            views.add(charts.get());
        }
        for (int i = 0; i < models.size(); i++) {
            StackPane card = new StackPane(views.get(i));
            card.getStyleClass().add("chart-card");
            views.get(i).setModel(models.get(i));
            grid.add(card, i % COLUMNS, i / COLUMNS);
        }
    }

    void setDark(boolean dark) {
        views.forEach(view -> view.setDark(dark));
    }
}
