package dev.thresher.app.maskview;

import dev.thresher.app.masks.Legend;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the colours of a sheet mean, in as many lines as it takes: words are never cut off. */
public final class SheetLegend extends FlowPane {
    private static final double RAMP = 90;
    private static final double SWATCH = 11;

    public SheetLegend() {
        super(14, 2);
        getStyleClass().add("sheet-legend");
        setRowValignment(VPos.CENTER);
        setMinHeight(USE_PREF_SIZE);
    }

    /** Shows one legend alone. @param before said before the colours; empty for nothing */
    public void show(String before, Legend legend) {
        getChildren().clear();
        add(before, legend);
    }

    /** Shows another one behind. */
    public void add(String before, Legend legend) {
        if (!before.isEmpty()) {
            getChildren().add(words(before));
        }
        if (legend.ramp() != null) {
            MiniPlot ramp = new MiniPlot();
            sized(ramp, RAMP, SWATCH - 1);
            ramp.showRamp(legend.ramp());
            getChildren().add(entry(words(legend.ramp().low()), ramp, words(legend.ramp().high())));
        }
        for (Legend.Swatch swatch : legend.swatches()) {
            Region square = new Region();
            sized(square, SWATCH, SWATCH);
            square.getStyleClass().add("mask-swatch");
            square.setBackground(Background.fill(SheetPane.colour(swatch.colour())));
            getChildren().add(entry(square, words(swatch.label())));
        }
    }

    private static HBox entry(Node... parts) {
        HBox entry = new HBox(5, parts);
        entry.setAlignment(Pos.CENTER_LEFT);
        entry.setMinWidth(USE_PREF_SIZE);
        return entry;
    }

    private static void sized(Region region, double width, double height) {
        region.setMinSize(width, height);
        region.setPrefSize(width, height);
        region.setMaxSize(width, height);
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
