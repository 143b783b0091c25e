package dev.thresher.app.window.masks;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.masks.MaskSheetFigure;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Writes a sheet as it is coloured into a file, in the background. */
final class SheetExport {
    /** Inches; room for a caption above and a scale below. */
    private static final Size SHEET = new Size(6.5, 5.5);
    private static final int DPI = 300;

    private final Background background;

    SheetExport(WindowThreads threads, Problems problems) {
        background = new Background(threads, problems);
    }

    /**
     * Writes on a light ground, whatever the window's is.
     *
     * @param light asks for what is shown, in light colours
     * @param done hears what was written
     */
    void write(MaskScene shown, MaskQuestion light, Path file, Format format, Consumer<String> done) {
        background.run("The sheet could not be exported", "exporting a sheet", () -> {
            MaskScene again = shown.colours() == SheetColours.LIGHT ? shown : new MaskReader().read(light, (_, _) -> true);
            MaskSheetFigure.write(List.of((again == null ? shown : again).sheet()), FigureStyle.USUAL, SHEET, DPI, file, format);
            return () -> done.accept("Exported " + file.getFileName());
        });
    }
}
