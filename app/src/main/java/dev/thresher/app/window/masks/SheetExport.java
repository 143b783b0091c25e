package dev.thresher.app.window.masks;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.masks.MaskSheetFigure;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Writes a sheet as it is coloured into a file, in the background. */
final class SheetExport {
    /** Inches; room for a caption above and a scale below. */
    private static final Size SHEET = new Size(6.5, 5.5);
    private static final int DPI = 300;

    private final WindowThreads threads;
    private final Problems problems;

    SheetExport(WindowThreads threads, Problems problems) {
        this.threads = threads;
        this.problems = problems;
    }

    /**
     * Writes on a light ground, whatever the window's is.
     *
     * @param light asks for what is shown, in light colours
     * @param done hears what was written
     */
    void write(MaskScene shown, MaskQuestion light, Path file, Format format, Consumer<String> done) {
        threads.background().execute(() -> {
            try {
                MaskScene again = shown.colours() == SheetColours.LIGHT ? shown : new MaskReader().read(light, (_, _) -> true);
                MaskSheetFigure.write(List.of((again == null ? shown : again).sheet()), FigureStyle.USUAL, SHEET, DPI, file, format);
                threads.ui().execute(() -> done.accept("Exported " + file.getFileName()));
            } catch (UserError e) {
                problems.tell("The sheet could not be exported", e.getMessage());
            } catch (RuntimeException e) {
                problems.unexpected("exporting a sheet", e);
            }
        });
    }
}
