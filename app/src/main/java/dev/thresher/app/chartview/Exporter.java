package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.ViewState;
import dev.thresher.datasets.UserError;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Takes a chart out of the window: to a file, or to the clipboard. */
final class Exporter {
    /** Sharp on a slide and still small enough to paste. */
    private static final int CLIPBOARD_DPI = 200;

    private final ChartView view;
    private final Executor background;
    private final Notices notices;
    private final ObjectProperty<Path> folder = new SimpleObjectProperty<>(this, "folder");
    private FileChoice choice;

    Exporter(ChartView view, Executor background, Notices notices, FileChoice choice) {
        this.view = view;
        this.background = background;
        this.notices = notices;
        this.choice = choice;
    }

    ObjectProperty<Path> folderProperty() {
        return folder;
    }

    void setFileChoice(FileChoice choice) {
        this.choice = choice;
    }

    void export(Format format) {
        ChartModel model = view.getModel();
        ViewState seen = view.getViewState();
        String name = model.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "." + format.extension();
        choice.choose(view.getScene().getWindow(), folder.get(), name, format).ifPresent(file -> {
            folder.set(file.toAbsolutePath().getParent());
            background.execute(() -> write(model, seen, file, format));
        });
    }

    private void write(ChartModel model, ViewState seen, Path file, Format format) {
        try {
            ChartExport.write(model, seen, Size.USUAL, file, format);
            Platform.runLater(() -> notices.done("Exported " + file.getFileName()));
        } catch (UserError e) {
            Platform.runLater(() -> notices.failed(e.getMessage()));
        }
    }

    void copyPicture() {
        ChartModel model = view.getModel();
        ViewState seen = view.getViewState().withDark(false);
        background.execute(() -> {
            BufferedImage picture = ChartExport.picture(model, seen, Size.USUAL, CLIPBOARD_DPI);
            Platform.runLater(() -> copy(picture));
        });
    }

    private void copy(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        ClipboardContent content = new ClipboardContent();
        content.putImage(image);
        if (Clipboard.getSystemClipboard().setContent(content)) {
            notices.done("Copied the picture");
        } else {
            notices.failed("cannot copy the picture: the clipboard does not take it; export it as PNG instead");
        }
    }
}
