package dev.thresher.app.cli;

import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.measure.WindowTimes;
import dev.thresher.app.measure.TourPlan;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Opens the workbench. Each call returns when the window is closed. */
public interface Windows {
    /** There is no display, or the toolkit does not start on it; the message says which, in half a line. */
    final class NoDisplay extends Exception {
        private static final long serialVersionUID = 1L;

        public NoDisplay(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Opens the workbench as it was left. */
    void workbench() throws NoDisplay;

    /** Opens the workbench with these settings filled in. */
    void workbench(Experiment experiment) throws NoDisplay;

    /** Opens the workbench on a recorded run. */
    void run(Path folder) throws NoDisplay;

    /**
     * Opens the workbench, measures what it costs a training and how soon it answers, and closes it. Without a display it
     * is drawn by JavaFX's own headless platform.
     */
    WindowTimes measure(Experiment experiment, DataFolders folders, Consumer<String> progress) throws NoDisplay;

    /** Measures what charts of so many series and points cost the window's thread and a training, likewise. */
    WindowFrames frames(Experiment experiment, DataFolders folders, List<Integer> series, List<Integer> points, Consumer<String> progress)
            throws NoDisplay;

    /** Trains in the window for so many minutes, likewise, so that its memory can be watched from outside. */
    WindowHours stay(Experiment experiment, DataFolders folders, double minutes, Consumer<String> progress) throws NoDisplay;

    /** Measures what sheets of layers as large as ResNet-50's cost the window's thread, likewise. @param seconds that each is measured for */
    WindowSheets sheets(DataFolders folders, double seconds, Consumer<String> progress) throws NoDisplay;

    /** Takes pictures of every page, on JavaFX's own headless platform, and tells their files. */
    List<Path> tour(TourPlan plan, DataFolders folders, Path out, Consumer<String> progress) throws NoDisplay;

    /** Why there can be no window, in half a line; null where one may be tried. */
    String noDisplay();

    /** Where the workbench keeps its settings. */
    Path settingsFolder();
}
