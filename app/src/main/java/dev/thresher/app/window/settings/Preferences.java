package dev.thresher.app.window.settings;

import dev.thresher.app.window.Page;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the workbench remembers between two starts.
 *
 * @param window where the window was; null at first
 * @param experiment the experiment last typed; null at first
 * @param runs folder in which runs are kept
 * @param recent run folders last seen, newest first
 * @param exports folder that a chart was last exported to; null at first
 * @param page the page shown
 * @param train how the Train page was left
 * @param columns of the table of runs
 */
public record Preferences(Theme theme, Bounds window, Experiment experiment, String runs, List<String> recent,
                          String exports, Page page, TrainLook train, ColumnChoice columns) {
    private static final int RECENT = 8;

    /** Place and size of the window in the screen's coordinates. */
    public record Bounds(double x, double y, double width, double height, boolean maximised) {
        public Bounds {
            if (!(width > 0 && height > 0) || !Double.isFinite(x + y + width + height)) {
                throw new IllegalArgumentException("no bounds of a window");
            }
        }
    }

    /** Missing parts, as of a file written by an older version, take their usual values. */
    public Preferences {
        theme = theme == null ? Theme.LIGHT : theme;
        runs = runs == null || runs.isBlank() ? "runs" : runs;
        recent = recent == null ? List.of() : recent.stream().filter(Preferences::namesFolder).toList();
        page = page == null ? Page.TRAIN : page;
        train = train == null ? TrainLook.USUAL : train;
        columns = columns == null ? ColumnChoice.NONE : columns;
        exports = exports == null || !namesFolder(exports) ? null : exports;
        if (experiment != null && !whole(experiment)) {
            throw new IllegalArgumentException("the experiment lacks some settings");
        }
    }

    private static boolean namesFolder(String path) {
        try {
            return Path.of(path).getFileName() != null;
        } catch (InvalidPathException e) {
            return false; // of another system, or edited by hand
        }
    }

    /** Whether an experiment read from a file has all its parts. */
    public static boolean whole(Experiment e) {
        return e.model() != null && e.data() != null && e.data().dataset() != null && e.data().normalisation() != null
                && e.optimiser() != null && e.optimiser().kind() != null && e.optimiser().decays() != null
                && e.schedule() != null && e.schedule().kind() != null
                && e.execution() != null && e.execution().backend() != null && e.method() != null
                && e.method().kind() != null && e.method().threshold() != null && e.method().estimator() != null;
    }

    /** Those of a first start. */
    public static Preferences standard() {
        return new Preferences(null, null, null, null, null, null, null, null, null);
    }

    public Preferences withTheme(Theme value) {
        return new Preferences(value, window, experiment, runs, recent, exports, page, train, columns);
    }

    public Preferences withWindow(Bounds value) {
        return new Preferences(theme, value, experiment, runs, recent, exports, page, train, columns);
    }

    public Preferences withExperiment(Experiment value, String runsFolder) {
        return new Preferences(theme, window, value, runsFolder, recent, exports, page, train, columns);
    }

    /** With this run folder as the newest. */
    public Preferences withRecent(String folder) {
        List<String> list = new ArrayList<>(recent);
        list.remove(folder);
        list.addFirst(folder);
        return new Preferences(theme, window, experiment, runs, list.subList(0, Math.min(RECENT, list.size())), exports, page, train, columns);
    }

    public Preferences withPage(Page value) {
        return new Preferences(theme, window, experiment, runs, recent, exports, value, train, columns);
    }

    public Preferences withTrain(TrainLook value) {
        return new Preferences(theme, window, experiment, runs, recent, exports, page, value, columns);
    }

    public Preferences withColumns(ColumnChoice value) {
        return new Preferences(theme, window, experiment, runs, recent, exports, page, train, value);
    }

    public Preferences withExports(String folder) {
        return new Preferences(theme, window, experiment, runs, recent, folder, page, train, columns);
    }
}
