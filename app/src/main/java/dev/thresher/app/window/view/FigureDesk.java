package dev.thresher.app.window.view;

import dev.thresher.app.window.figures.FiguresViewModel;
import dev.thresher.app.window.figures.Preview;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;

/** The figure at true size, larger or smaller; in its place the reason where there is none. */
final class FigureDesk {
    private static final double[] ZOOMS = {0.5, 0.75, 1, 1.5, 2, 3};
    private static final int TRUE_SIZE = 2;
    private static final double USUAL_DPI = 96;

    /** What of the page it fills. */
    record Parts(ScrollPane desk, ImageView picture, VBox message, Label heading, Label text, Button smaller, Button trueSize, Button larger) {
    }

    private final FiguresViewModel figures;
    private final Parts parts;
    private int zoom = TRUE_SIZE;

    FigureDesk(FiguresViewModel figures, Parts parts) {
        this.figures = figures;
        this.parts = parts;
        parts.trueSize().setTooltip(SettingRow.tip("Shows the figure as large as it will be on paper"));
        parts.smaller().setTooltip(SettingRow.tip("Smaller"));
        parts.larger().setTooltip(SettingRow.tip("Larger"));
        parts.smaller().setOnAction(_ -> zoom(zoom - 1));
        parts.larger().setOnAction(_ -> zoom(zoom + 1));
        parts.trueSize().setOnAction(_ -> zoom(TRUE_SIZE));
        figures.thumbnails().setScale(Screen.getPrimary().getOutputScaleX());
        zoom(zoom);
        figures.preview().subscribe(this::show);
    }

    private void zoom(int to) {
        zoom = Math.clamp(to, 0, ZOOMS.length - 1);
        parts.trueSize().setText(Math.round(100 * ZOOMS[zoom]) + "\u2009%");
        parts.trueSize().setAccessibleText("Zoom " + parts.trueSize().getText() + "; shows the true size");
        parts.smaller().setDisable(zoom == 0);
        parts.larger().setDisable(zoom == ZOOMS.length - 1);
        figures.dotsPerInch().set(inch() * ZOOMS[zoom] * Screen.getPrimary().getOutputScaleX());
        show(figures.preview().get());
    }

    /** Logical pixels that make an inch on this screen. */
    private static double inch() {
        double dpi = Screen.getPrimary().getDpi() / Screen.getPrimary().getOutputScaleX();
        return dpi > 50 && dpi < 400 ? dpi : USUAL_DPI;
    }

    private void show(Preview preview) {
        boolean there = preview.picture() != null;
        Shown.now(parts.desk(), there);
        Shown.now(parts.message(), !there);
        String number = figures.template().get().number();
        if (there) {
            parts.picture().setImage(Pictures.of(preview.picture()));
            parts.picture().setFitWidth(preview.width() * inch() * ZOOMS[zoom]);
            parts.picture().setFitHeight(preview.height() * inch() * ZOOMS[zoom]);
            parts.picture().setAccessibleText(number + " – " + figures.template().get().title());
        } else {
            parts.heading().setText(number + (preview.message().isEmpty() ? " is being drawn" : " cannot be drawn yet"));
            String start = number + ": ";
            String text = preview.message().startsWith(start) ? preview.message().substring(start.length()) : preview.message();
            parts.text().setText(text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : "."));
        }
    }
}
