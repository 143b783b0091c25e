package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Above the picture: the title with the chart's buttons, and below it the legend, whose entries hide and show their curve. Many curves,
 * and those set aside, have a menu instead, which takes no room from the picture.
 */
final class Header extends VBox {
    /** More curves than this are in the menu. */
    private static final int MOST_ENTRIES = 10;

    private final ChartView view;
    private final Label title = new Label();
    private final FlowPane legend = new FlowPane(2, 0);
    private final SeriesMenu curves;
    private final HBox line = new HBox();
    private final HBox below = new HBox(legend);
    private final FontIcon enlargeIcon = new FontIcon("fth-maximize-2");
    private final Button enlarge = new Button(null, enlargeIcon);
    private int kinds;

    Header(ChartView view) {
        this.view = view;
        curves = new SeriesMenu(view);
        getStyleClass().add("chart-header");
        title.getStyleClass().add("chart-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        title.setWrapText(true); // beside buttons or in a narrow window it takes a second line rather than be cut off
        title.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        legend.getStyleClass().add("chart-legend");
        below.getStyleClass().add("chart-header-line");
        below.managedProperty().bind(below.visibleProperty());
        HBox.setHgrow(legend, Priority.ALWAYS);
        enlarge.setId("chart-enlarge");
        enlarge.getStyleClass().addAll("chart-menu", "flat", "button-icon");
        enlarge.setOnAction(event -> view.toggleEnlarged());
        enlarge.visibleProperty().bind(view.canEnlargeProperty());
        enlarge.managedProperty().bind(enlarge.visibleProperty());
        view.enlargedProperty().subscribe(this::nameEnlarge);
        MenuButton menu = new MenuButton(null, new FontIcon("fth-more-horizontal"));
        menu.setId("chart-menu");
        menu.getStyleClass().addAll("chart-menu", "flat", "button-icon", "no-arrow");
        menu.setTooltip(new Tooltip("Export, scale and smoothing"));
        menu.setAccessibleText("Chart menu");
        menu.getItems().setAll(ChartMenu.items(view));
        line.getChildren().setAll(title, enlarge, menu);
        line.getStyleClass().add("chart-header-line");
        getChildren().addAll(line, below);
        view.modelProperty().subscribe(model -> rebuild());
        view.viewStateProperty().subscribe((before, now) -> {
            if (before.dark() != now.dark() || !before.hidden().equals(now.hidden())) {
                rebuild();
            }
        });
    }

    private void nameEnlarge(boolean enlarged) {
        enlargeIcon.setIconLiteral(enlarged ? "fth-minimize-2" : "fth-maximize-2");
        String what = enlarged ? "Back to all charts (Escape)" : "Enlarge this chart (E)";
        enlarge.setTooltip(new Tooltip(what));
        enlarge.setAccessibleText(what);
    }

    /** Kinds of marks get their entries when their first ones come. */
    void dataChanged() {
        ChartModel model = view.getModel();
        if (model != null && kinds(model.marks()) != kinds) {
            rebuild();
        }
    }

    private static int kinds(Marks marks) {
        return (int) marks.names().stream().filter(name -> marks.size(name) > 0).count();
    }

    private void rebuild() {
        ChartModel model = view.getModel();
        if (model == null) {
            return;
        }
        title.setText(model.title());
        title.setTooltip(new Tooltip(model.title()));
        boolean dark = view.getViewState().dark();
        List<Series> main = model.series().stream().filter(one -> !one.aside()).toList();
        boolean many = main.size() > MOST_ENTRIES;
        boolean menu = many || main.size() < model.series().size();
        placeMenu(menu ? many ? line : below : null);
        curves.name(model);
        legend.getChildren().clear();
        if (!many) {
            main.forEach(one -> legend.getChildren().add(entry(one.name(), Swatch.of(one, dark))));
        }
        kinds = kinds(model.marks());
        for (String kind : model.marks().names()) {
            if (model.marks().size(kind) > 0) {
                legend.getChildren().add(entry(kind, line(model.marks(), kind, dark)));
            }
        }
        below.setVisible(!legend.getChildren().isEmpty() || curves.getParent() == below);
    }

    /** Beside the title, or beside the legend, where a long title has the first line; it stays put while it is open. */
    private void placeMenu(HBox place) {
        if (curves.getParent() == place) {
            return;
        }
        line.getChildren().remove(curves);
        below.getChildren().remove(curves);
        if (place != null) {
            place.getChildren().add(1, curves);
        }
    }

    private static Line line(Marks marks, String kind, boolean dark) {
        Line line = new Line(0, 0, 0, 10);
        line.setStroke(dark ? Color.web("#9aa4b0") : Color.web("#6a737d"));
        if (!kind.equals(marks.name())) {
            line.getStrokeDashArray().addAll(2.5, 2.5); // those with words
        }
        return line;
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
