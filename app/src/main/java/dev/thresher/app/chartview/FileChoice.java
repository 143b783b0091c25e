package dev.thresher.app.chartview;

import dev.thresher.app.chart.Format;
import java.nio.file.Path;
import java.util.Optional;
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
}
