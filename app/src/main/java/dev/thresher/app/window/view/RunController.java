package dev.thresher.app.window.view;

import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.run.LayerReading;
import dev.thresher.app.window.run.RunReading;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.engine.log.RunLog;
import java.util.List;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Ties the two charts and the strip of layers to the run. */
public final class RunController {
    private final WorkbenchViewModel workbench;
    private final Supplier<ChartView> charts;

    @FXML private ChartCard perStep;
    @FXML private ChartCard perEpoch;
    @FXML private VBox layersCard;
    @FXML private ScrollPane layersScroll;
    @FXML private FlowPane layers;

    public RunController(WorkbenchViewModel workbench, Supplier<ChartView> charts) {
        this.workbench = workbench;
        this.charts = charts;
    }

    @FXML
    private void initialize() {
        for (ChartCard card : List.of(perStep, perEpoch)) {
            card.setChart(charts.get());
            card.chart().exportFolderProperty().bindBidirectional(workbench.exportFolder());
        }
        // As high as the layers need; the style sheet says where scrolling begins.
        layersScroll.prefViewportHeightProperty().bind(layers.heightProperty());
        workbench.run().log().addListener((_, _, log) -> draw(log));
        draw(workbench.run().log().get());
        workbench.run().reading().addListener((_, _, reading) -> look(reading));
        look(workbench.run().reading().get());
        workbench.theme().addListener((_, _, _) -> colour());
        colour();
    }

    private void draw(RunLog log) {
        perStep.show(log == null ? null : RunCharts.remainingPerStep(log));
        perEpoch.show(log == null ? null : RunCharts.perEpoch(log));
    }

    private void colour() {
        boolean dark = workbench.theme().get() == Theme.DARK;
        perStep.chart().setDark(dark);
        perEpoch.chart().setDark(dark);
    }

    private void look(RunReading reading) {
        perStep.chart().dataChanged();
        perEpoch.chart().dataChanged();
        List<LayerReading> now = reading.layers();
        layersCard.setVisible(!now.isEmpty());
        layersCard.setManaged(!now.isEmpty());
        if (layers.getChildren().size() != now.size()) {
            layers.getChildren().setAll(now.stream().map(_ -> new LayerView()).toList());
        }
        for (int i = 0; i < now.size(); i++) {
            ((LayerView) layers.getChildren().get(i)).show(now.get(i));
        }
    }
}
