package dev.thresher.app.chartview;

import dev.thresher.app.chart.Format;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where to export to. */
@FunctionalInterface
public interface FileChoice {
    /**
     * @param owner the window to ask in front of
     * @param folder where to begin; may be null or gone
     * @param name proposed file name
     * @param format decides the extension
     * @return the file, or nothing where the user changed their mind
     */
    Optional<Path> choose(Window owner, Path folder, String name, Format format);

    /** The system's own dialog, which also asks before it replaces a file. */
    static FileChoice dialog() {
        return (owner, folder, name, format) -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle("Export the chart as " + format);
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(format.name(), "*." + format.extension()));
            chooser.setInitialFileName(name);
            if (folder != null && Files.isDirectory(folder)) {
                chooser.setInitialDirectory(folder.toFile());
            }
            File file = chooser.showSaveDialog(owner);
            return Optional.ofNullable(file).map(File::toPath).map(path -> extended(path, format));
        };
    }

    private static Path extended(Path path, Format format) {
        String name = path.getFileName().toString();
        String end = "." + format.extension();
        // Where the extension was typed away, the completed name may exist already, and nobody was asked about that one.
        Path whole = path.resolveSibling(name + end);
        return name.toLowerCase(Locale.ROOT).endsWith(end) || Files.exists(whole) ? path : whole;
    }
}
