package dev.thresher.app.window.view;

import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.window.compare.MaskPairViewModel;
import java.util.List;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Window;

/** Two masks and their difference as a picture, drawn in the background for the room there is. */
public final class MaskPairView extends Pane {
    private final ImageView picture = new ImageView();
    private MaskPairViewModel model;
    private boolean dark;
    private Object current;

    public MaskPairView() {
        setMinSize(0, 0);
        getChildren().add(picture);
        widthProperty().addListener((_, _, _) -> draw());
        heightProperty().addListener((_, _, _) -> draw());
    }

    void show(MaskPairViewModel shown) {
        model = shown;
        model.pair().subscribe(_ -> draw());
        accessibleTextProperty().bind(model.words());
    }

    void setDark(boolean on) {
        dark = on;
        draw();
    }

    private void draw() {
        List<MaskSheet> sheets = model == null ? List.of() : model.sheets(dark);
        Object ticket = new Object();
        current = ticket;
        if (sheets.isEmpty() || getWidth() < 60 || getHeight() < 60) {
            picture.setImage(null);
            return;
        }
        double width = getWidth();
        double height = getHeight();
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : window.getOutputScaleX();
        model.draw(sheets, width, height, scale, pixels -> {
            if (current == ticket) {
                int across = (int) Math.ceil(width * scale);
                WritableImage image = new WritableImage(across, pixels.length / across);
                image.getPixelWriter().setPixels(0, 0, across, pixels.length / across, PixelFormat.getIntArgbInstance(), pixels, 0, across);
                picture.setImage(image);
                picture.setFitWidth(across / scale);
                picture.setFitHeight(pixels.length / across / scale);
            }
        });
    }
}
