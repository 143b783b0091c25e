package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import org.kordamp.ikonli.javafx.FontIcon;

/** Above the picture: the title, the legend, whose entries hide and show their curve, and the chart's menu. */
final class Header extends HBox {
    private final ChartView view;
    private final Label title = new Label();
    private final FlowPane legend = new FlowPane(2, 0);
    private boolean marked;

    Header(ChartView view) {
        this.view = view;
        getStyleClass().add("chart-header");
        title.getStyleClass().add("chart-title");
        // Where it gets narrow, the legend takes another row before the title is cut, and neither pushes the menu out.
        title.minWidthProperty().bind(Bindings.createDoubleBinding(
                () -> Math.min(title.prefWidth(USE_COMPUTED_SIZE), 0.5 * getWidth()),
                widthProperty(), title.textProperty(), title.fontProperty()));
        legend.getStyleClass().add("chart-legend");
        legend.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(legend, Priority.ALWAYS);
        MenuButton menu = new MenuButton(null, new FontIcon("fth-more-horizontal"));
        menu.setId("chart-menu");
        menu.getStyleClass().addAll("chart-menu", "flat", "button-icon", "no-arrow");
        menu.setTooltip(new Tooltip("Export, scale and smoothing"));
        menu.setAccessibleText("Chart menu");
        menu.getItems().setAll(ChartMenu.items(view));
        getChildren().addAll(title, legend, menu);
        view.modelProperty().subscribe(model -> rebuild());
        view.viewStateProperty().subscribe((before, now) -> {
            if (before.dark() != now.dark() || !before.hidden().equals(now.hidden())) {
                rebuild();
            }
        });
    }

    /** Marks get their entry when the first one comes. */
    void dataChanged() {
        ChartModel model = view.getModel();
        if (model != null && !marked && model.marks().size() > 0) {
            rebuild();
        }
    }

    private void rebuild() {
        ChartModel model = view.getModel();
        if (model == null) {
            return;
        }
        title.setText(model.title());
        boolean dark = view.getViewState().dark();
        legend.getChildren().clear();
        for (Series one : model.series()) {
            legend.getChildren().add(entry(one.name(), Swatch.of(one, dark)));
        }
        marked = model.marks().size() > 0;
        if (marked) {
            Line line = new Line(0, 0, 0, 10);
            line.setStroke(dark ? Color.web("#9aa4b0") : Color.web("#6a737d"));
            legend.getChildren().add(entry(model.marks().name(), line));
        }
    }

    private ToggleButton entry(String name, Node swatch) {
        ToggleButton entry = new ToggleButton(name, swatch);
        entry.setId("legend-" + name.replaceAll("[^A-Za-z0-9_-]+", "-"));
        entry.getStyleClass().setAll("chart-legend-entry");
        entry.setSelected(view.getViewState().shows(name));
        entry.setOnAction(event -> {
            ViewState seen = view.getViewState();
            view.setViewState(seen.withHidden(name, seen.shows(name)));
        });
        return entry;
    }
}
