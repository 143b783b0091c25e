package dev.thresher.app.window.view;

import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.run.Texts;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A layer in the list: its name, what remains of it in a number and as a bar, and for a gate's matrix what it is. */
final class MaskLayerCell extends ListCell<MaskLayer> {
    private final ObservableValue<MaskScene> scene;
    /** Held here, for the scene holds it weakly: a cell lives no longer than its list. */
    private final ChangeListener<MaskScene> listener = (_, _, _) -> tell();
    private final Label name = new Label();
    private final Label share = new Label();
    private final Label role = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final VBox box;

    MaskLayerCell(ObservableValue<MaskScene> scene) {
        this.scene = scene;
        scene.addListener(new WeakChangeListener<>(listener));
        name.getStyleClass().add("mask-layer-name");
        role.getStyleClass().add("quiet");
        bar.getStyleClass().addAll("small", "mask-layer-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        share.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        box = new VBox(3, new HBox(6, name, gap, share), role, bar);
        box.setMinWidth(0);
        box.setPrefWidth(10); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(MaskLayer layer, boolean nothing) {
        super.updateItem(layer, nothing);
        if (nothing || layer == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(layer.name());
        role.setText(layer.role());
        role.setVisible(!layer.role().isEmpty());
        role.setManaged(!layer.role().isEmpty());
        tell();
        setGraphic(box);
    }

    /** Says what remains now; nothing else of a cell changes with the moment. */
    private void tell() {
        MaskLayer layer = getItem();
        MaskScene now = scene.getValue();
        if (layer == null || now == null) {
            return;
        }
        int at = now.layers().indexOf(layer);
        double ratio = at < 0 ? Double.NaN : now.remaining().get(at);
        share.setText(Texts.percent(ratio));
        bar.setProgress(Double.isNaN(ratio) ? 0 : ratio);
        setAccessibleText(layer.name() + ", " + Texts.percent(ratio) + " remain");
    }
}
