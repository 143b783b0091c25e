package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.LayerGroup;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The legend of a chart of many curves: a list to tick, in groups that are ticked at once. Made when it is opened. */
final class SeriesMenu extends MenuButton {
    private static final double HEIGHT = 380;

    private final ChartView view;
    private final List<Runnable> boxes = new ArrayList<>(); // each brings one box up to date

    SeriesMenu(ChartView view) {
        this.view = view;
        setId("chart-series");
        setMinWidth(USE_PREF_SIZE); // its words are whole, however long the title beside it
        getStyleClass().addAll("chart-menu", "chart-series", "flat", "small");
        setTooltip(new Tooltip("Choose the curves that are shown"));
        getItems().setAll(new CustomMenuItem(new VBox(), false)); // without an item it would not open
        showingProperty().subscribe(showing -> {
            if (showing) {
                fill();
            }
        });
    }

    /** Says how many there are. */
    void name(ChartModel model) {
        long shown = model.series().stream().filter(one -> view.getViewState().shows(one.name())).count();
        int all = model.series().size();
        setText(shown == all ? all + " curves" : shown + " of " + all + " curves");
    }

    private void fill() {
        boxes.clear();
        VBox list = new VBox(2);
        list.getStyleClass().add("chart-series-list");
        List<String> names = view.getModel().series().stream().map(Series::name).toList();
        HBox all = new HBox(6, button("All", "chart-series-all", () -> hide(names, false)), button("None", "chart-series-none", () -> hide(names, true)));
        list.getChildren().add(all);
        for (LayerGroup group : LayerGroup.of(names)) {
            if (group.layers().size() > 1) {
                CheckBox whole = new CheckBox(group.name());
                whole.setId("chart-group-" + group.name().replaceAll("[^A-Za-z0-9_-]+", "-"));
                whole.getStyleClass().add("chart-series-group");
                boxes.add(() -> {
                    long shown = group.layers().stream().filter(view.getViewState()::shows).count();
                    whole.setSelected(shown > 0);
                    whole.setIndeterminate(shown > 0 && shown < group.layers().size());
                });
                whole.setOnAction(event -> hide(group.layers(), !whole.isSelected()));
                list.getChildren().add(whole);
            }
            group.layers().forEach(name -> list.getChildren().add(row(name, group.layers().size() > 1)));
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.minViewportWidthProperty().bind(list.widthProperty()); // names are whole, however long
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        boxes.forEach(Runnable::run);
        scroll.setPrefViewportHeight(Math.min(HEIGHT, 22.0 * list.getChildren().size()));
        ((CustomMenuItem) getItems().getFirst()).setContent(scroll);
    }

    private Node row(String name, boolean inGroup) {
        Series one = view.getModel().series().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        CheckBox box = new CheckBox(name);
        box.setMinWidth(USE_PREF_SIZE);
        box.setId("chart-curve-" + name.replaceAll("[^A-Za-z0-9_-]+", "-"));
        boxes.add(() -> box.setSelected(view.getViewState().shows(name)));
        box.setOnAction(event -> hide(List.of(name), !box.isSelected()));
        HBox row = new HBox(8, box, Swatch.of(one, view.getViewState().dark()));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add(inGroup ? "chart-series-member" : "chart-series-single");
        return row;
    }

    private static Button button(String text, String id, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("small");
        button.setOnAction(event -> action.run());
        return button;
    }

    private void hide(List<String> names, boolean hide) {
        ViewState seen = view.getViewState();
        Set<String> hidden = new HashSet<>(seen.hidden());
        if (hide) {
            hidden.addAll(names);
        } else {
            names.forEach(hidden::remove);
        }
        view.setViewState(seen.withHidden(hidden));
        boxes.forEach(Runnable::run); // not made anew: the list stays where it was scrolled to
    }
}
