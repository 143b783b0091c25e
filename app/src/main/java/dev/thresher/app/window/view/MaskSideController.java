package dev.thresher.app.window.view;

import dev.thresher.app.maskview.MiniPlot;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.masks.MasksViewModel;
import dev.thresher.app.window.run.Texts;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** What stands beside a sheet: sizes of weights, thresholds, the dead, and what each pixel keeps. */
public final class MaskSideController {
    private final MasksViewModel masks;
    private MaskScene before; // what is shown: only what differs is drawn anew

    @FXML private MiniPlot histogram;
    @FXML private Label histogramKey;
    @FXML private MiniPlot thresholds;
    @FXML private Label weightsText;
    @FXML private Label deadHead;
    @FXML private Label deadText;
    @FXML private TextArea deadList;
    @FXML private VBox pixelBox;
    @FXML private MiniPlot pixels;
    @FXML private Label pixelText;

    MaskSideController(WorkbenchViewModel workbench) {
        masks = workbench.masks();
    }

    @FXML
    private void initialize() {
        masks.scene().subscribe(this::show);
    }

    private void show(MaskScene scene) {
        if (scene == null) {
            return;
        }
        sizes(scene);
        dead(scene);
        pixels(scene);
        before = scene;
    }

    private void sizes(MaskScene scene) {
        boolean known = scene.statistics() != null;
        for (Node node : List.of(histogram, histogramKey, thresholds)) {
            Shown.now(node, known);
        }
        boolean dressed = before != null && before.colours() == scene.colours();
        if (known && !(dressed && before.statistics() == scene.statistics())) {
            histogram.showHistogram(scene.statistics(), scene.colours());
            thresholds.showThresholds(scene.statistics(), scene.colours());
        }
        weightsText.setText(scene.weightsText());
    }

    private void dead(MaskScene scene) {
        deadHead.setText("Dead " + scene.layer().rowsWord());
        deadText.setText(scene.deadText());
        if (before == null || !before.deadRows().equals(scene.deadRows())) {
            deadList.setText(scene.deadRows().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        Shown.now(deadList, !scene.deadRows().isEmpty());
    }

    private void pixels(MaskScene scene) {
        Shown.now(pixelBox, scene.pixels() != null);
        if (scene.pixels() != null) {
            pixels.showPixels(scene.pixels(), scene.colours());
            pixelText.setText("From " + Texts.count(scene.pixels().least()) + " to " + Texts.count(scene.pixels().most()) + "; "
                    + (scene.pixels().unconnected() == 0 ? "every pixel has some." : Texts.count(scene.pixels().unconnected()) + " have none."));
        }
    }
}
