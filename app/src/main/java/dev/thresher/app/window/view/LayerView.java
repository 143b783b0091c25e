package dev.thresher.app.window.view;

import dev.thresher.app.window.run.LayerReading;
import dev.thresher.app.window.run.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a layer keeps: name, share, a thin bar, and how often it was reset. */
final class LayerView extends VBox {
    private final Label name = new Label();
    private final Label share = new Label();
    private final Label resets = new Label();
    private final ProgressBar bar = new ProgressBar(0);

    LayerView() {
        getStyleClass().add("layer");
        name.getStyleClass().add("layer-name");
        List.of(name, share, resets).forEach(label -> label.setMinWidth(USE_PREF_SIZE));
        resets.getStyleClass().add("quiet");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(name, share, gap, resets);
        line.getStyleClass().add("layer-line");
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(line, bar);
    }

    void show(LayerReading reading) {
        name.setText(reading.name());
        share.setText(Texts.percent(reading.remaining()));
        resets.setText(reading.resets() == 0 ? "" : reading.resets() == 1 ? "1 reset" : Texts.count(reading.resets()) + " resets");
        bar.setProgress(Double.isNaN(reading.remaining()) ? 0 : reading.remaining());
    }
}
