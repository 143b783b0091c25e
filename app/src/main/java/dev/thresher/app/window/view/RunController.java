package dev.thresher.app.window.view;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.run.LayerReading;
import dev.thresher.app.window.run.RunReading;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.app.window.settings.TrainLook;
import dev.thresher.app.window.train.TrainChart;
import dev.thresher.app.window.train.TrainViewModel;
import dev.thresher.engine.log.RunLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Ties the charts, the numbers of the decays, and the strip of layers to the run. */
public final class RunController {
    private static final double LEAST_LAYER = 148; // three beside each other in the smallest window

    private final WorkbenchViewModel workbench;
    private final TrainViewModel train;
    private final Supplier<ChartView> charts;
    private final Map<TrainChart, ChartCard> cards = new EnumMap<>(TrainChart.class);
    private final DecayTable decays = new DecayTable();
    private RunLog shown;

    @FXML private StackPane stage;
    @FXML private ScrollPane gridScroll;
    @FXML private ChartGrid grid;
    @FXML private VBox layersCard;
    @FXML private ScrollPane layersScroll;
    @FXML private FlowPane layers;

    public RunController(WorkbenchViewModel workbench, Supplier<ChartView> charts) {
        this.workbench = workbench;
        this.train = workbench.train();
        this.charts = charts;
    }

    @FXML
    private void initialize() {
        for (TrainChart one : TrainChart.values()) {
            cards.put(one, card(one));
        }
        gridScroll.viewportBoundsProperty().subscribe(bounds -> grid.viewportHeightProperty().set(bounds.getHeight()));
        layersScroll.widthProperty().subscribe(_ -> Platform.runLater(this::fitLayers)); // what is asked for amid a layout is lost
        layers.heightProperty().subscribe(_ -> Platform.runLater(this::fitLayers));
        train.enlarged().subscribe(this::arrange);
        train.models().subscribe(this::draw);
        train.answers().subscribe(_ -> tellDecays());
        workbench.run().reading().addListener((_, _, reading) -> look(reading));
        look(workbench.run().reading().get());
        workbench.theme().subscribe(this::colour);
    }

    private ChartCard card(TrainChart one) {
        ChartCard card = new ChartCard();
        card.setId("card-" + one.id());
        card.setHeading(one.heading());
        card.setIcon(one.icon());
        card.setHint(one.hint());
        ChartView chart = charts.get();
        card.setChart(chart);
        chart.exportFolderProperty().bindBidirectional(workbench.exportFolder());
        chart.setOnEnlarge(on -> train.enlarged().set(on ? one : null));
        chart.setViewState(train.scale(one).over(chart.getViewState()));
        chart.viewStateProperty().addListener((_, _, seen) -> train.keepScale(one, TrainLook.Scale.of(seen)));
        return card;
    }

    /** All charts in the grid, or one of them with all the room, the decays with their numbers beside. */
    private void arrange(TrainChart enlarged) {
        cards.forEach((one, card) -> card.chart().enlargedProperty().set(one == enlarged));
        if (enlarged == null) {
            List<Node> cells = new ArrayList<>(cards.values());
            cells.add(decays);
            grid.setCells(cells);
            stage.getChildren().setAll(gridScroll);
            return;
        }
        grid.setCells(cards.values().stream().filter(card -> card != cards.get(enlarged)).toList());
        Node all = cards.get(enlarged);
        if (enlarged == TrainChart.DECAYS) {
            HBox both = new HBox(12, all, decays);
            HBox.setHgrow(all, Priority.ALWAYS);
            all = both;
        }
        stage.getChildren().setAll(all);
        Platform.runLater(() -> cards.get(enlarged).chart().lookup("#chart-sheet").requestFocus());
    }

    private void draw(Map<TrainChart, ChartModel> models) {
        RunLog log = workbench.run().log().get();
        cards.forEach((one, card) -> {
            boolean missing = one == TrainChart.CHANGES && !train.countsChanges();
            card.setHint(missing ? "This run was recorded by an older version, which did not count them." : one.hint());
            card.show(missing ? null : models.get(one), log == shown);
        });
        shown = log;
    }

    /** As high as the layers need where no scroll bar stands beside them; the style sheet says where scrolling begins. */
    private void fitLayers() {
        layersScroll.setPrefViewportHeight(layers.prefHeight(layersScroll.getWidth() - layersScroll.snappedLeftInset() - layersScroll.snappedRightInset()));
    }

    private void colour(Theme theme) {
        cards.values().forEach(card -> card.chart().setDark(theme == Theme.DARK));
    }

    private void tellDecays() {
        RunLog log = workbench.run().log().get();
        decays.show(train.answers().get(), log == null ? List.of() : log.steps().layers());
    }

    private void look(RunReading reading) {
        TrainChart enlarged = train.enlarged().get();
        cards.forEach((one, card) -> {
            if (enlarged == null || one == enlarged) {
                card.chart().dataChanged();
            }
        });
        List<LayerReading> now = reading.layers();
        layersCard.setVisible(!now.isEmpty());
        layersCard.setManaged(!now.isEmpty());
        if (layers.getChildren().size() != now.size()) {
            layers.getChildren().setAll(now.stream().map(_ -> new LayerView()).toList());
            int longest = now.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
            layers.getChildren().forEach(view -> ((LayerView) view).setPrefWidth(Math.max(LEAST_LAYER, 7.6 * longest + 120)));
            fitLayers();
        }
        for (int i = 0; i < now.size(); i++) {
            ((LayerView) layers.getChildren().get(i)).show(now.get(i));
        }
    }
}
