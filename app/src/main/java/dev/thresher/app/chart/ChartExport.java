package dev.thresher.app.chart;

import dev.thresher.datasets.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/**
 * Writes a chart as it is seen: the same ranges, scale, smoothing and hidden series, through the same drawing. Files are
 * for print, so on a light ground whatever the window's.
 */
public final class ChartExport {
    /** Dots per inch of a PNG. */
    public static final int DPI = 300;

    private ChartExport() {
    }

    /**
     * Writes the chart beside {@code file} and moves it there, so that a failed export leaves what was there before.
     *
     * @throws UserError in one line, where the file cannot be written
     */
    public static void write(ChartModel model, ViewState view, Size size, Path file, Format format) {
        write(model, view, size, FigureStyle.USUAL, DPI, file, format);
    }

    /**
     * The same, dressed otherwise.
     *
     * @param dpi dots per inch of a PNG
     * @throws UserError in one line, where the file cannot be written
     */
    public static void write(ChartModel model, ViewState view, Size size, FigureStyle style, int dpi, Path file, Format format) {
        byte[] content;
        try {
            content = bytes(model, view, size, style, dpi, format);
        } catch (IOException e) {
            throw failed(file, e);
        }
        replace(file, content);
    }

    /** What {@link #write} puts into the file. */
    public static byte[] bytes(ChartModel model, ViewState view, Size size, FigureStyle style, int dpi, Format format) throws IOException {
        ViewState printed = view.withDark(false);
        return format == Format.CSV ? CsvFile.of(model, printed)
                : Paper.bytes(model.title(), drawing(model, printed, style), size, Typeface.named(style.font()), dpi, format);
    }

    /** The chart as it stands on paper. */
    public static Paper.Drawing drawing(ChartModel model, ViewState view, FigureStyle style) {
        return (g, width, height, scale) -> new ChartRenderer(model).drawFigure(g, view, style, width, height, scale);
    }

    /** Writes beside {@code file} and moves it there. @throws UserError in one line, where that cannot be */
    public static void replace(Path file, byte[] content) {
        replace(file, content, Files::write);
    }

    /**
     * Writes any drawing in the same way.
     *
     * @param title the document's
     * @param dpi dots per inch of a PNG
     * @throws UserError in one line, where the file cannot be written
     */
    public static void write(String title, Paper.Drawing drawing, Size size, Typeface typeface, int dpi, Path file, Format format) {
        byte[] content;
        try {
            content = Paper.bytes(title, drawing, size, typeface, dpi, format);
        } catch (IOException e) {
            throw failed(file, e);
        }
        replace(file, content, Files::write);
    }

    /** How bytes get into a new file; another one stands in for a full disk in tests. */
    @FunctionalInterface
    interface Sink {
        void write(Path file, byte[] content) throws IOException;
    }

    static void replace(Path file, byte[] content, Sink sink) {
        Path beside = null;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new UserError("cannot write " + file + ": there is a folder of that name; choose another name");
            }
            if (!Files.isDirectory(folder)) {
                throw new UserError("cannot write " + file + ": there is no folder " + folder + "; make it first");
            }
            beside = folder.resolve(".chart-" + Long.toHexString(System.nanoTime()) + ".part");
            sink.write(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cleaned(beside, failed(file, e));
        }
    }

    /** The chart as {@link #write} draws it, as a picture of that many dots per inch; {@code view} decides light or dark. */
    public static BufferedImage picture(ChartModel model, ViewState view, Size size, int dotsPerInch) {
        return Paper.picture(drawing(model, view, FigureStyle.USUAL), size, Look.ground(view.dark()), dotsPerInch);
    }

    private static UserError failed(Path file, IOException e) {
        String why = switch (e) {
            case AccessDeniedException denied -> "access is denied; choose a folder that you may write to";
            case NoSuchFileException gone -> "its folder takes no files; choose another folder";
            case FileSystemException at when at.getReason() != null -> at.getReason() + "; choose another folder";
            default -> e.getMessage() + "; free some space or choose another folder";
        };
        return new UserError("cannot write " + file + ": " + why.lines().collect(Collectors.joining(" ")), e);
    }

    /** Removes what was written beside; where that fails too, the first error still is the one to tell. */
    private static UserError cleaned(Path beside, UserError error) {
        try {
            if (beside != null) {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        return error;
    }
}
