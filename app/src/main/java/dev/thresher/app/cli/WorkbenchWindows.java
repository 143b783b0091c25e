package dev.thresher.app.cli;

import dev.thresher.app.measure.TourPlan;
import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.measure.WindowTimes;
import dev.thresher.app.window.FrameBenchmark;
import dev.thresher.app.window.MaskBenchmark;
import dev.thresher.app.window.Tour;
import dev.thresher.app.window.WindowBenchmark;
import dev.thresher.app.window.WindowOptions;
import dev.thresher.app.window.WindowStay;
import dev.thresher.app.window.WorkbenchLauncher;
import dev.thresher.app.window.settings.UserFolders;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javafx.application.Platform;

/** The one way from the command line into the window. */
final class WorkbenchWindows implements Windows {
    /** Held here, for loggers are forgotten with their settings when nobody holds them. */
    private static final Logger JAVAFX_LOG = Logger.getLogger("javafx");

    @Override
    public void workbench() throws NoDisplay {
        open(WindowOptions.none());
    }

    @Override
    public void workbench(Experiment experiment) throws NoDisplay {
        open(new WindowOptions(experiment, null));
    }

    @Override
    public void run(Path folder) throws NoDisplay {
        open(new WindowOptions(null, folder.toAbsolutePath()));
    }

    @Override
    public WindowTimes measure(Experiment experiment, DataFolders folders, Consumer<String> progress) throws NoDisplay {
        headlessWithoutDisplay();
        return inFreshFolder(work -> new WindowBenchmark(experiment, folders, work, progress).run());
    }

    @Override
    public WindowFrames frames(Experiment experiment, DataFolders folders, List<Integer> series, List<Integer> points,
                               Consumer<String> progress) throws NoDisplay {
        headlessWithoutDisplay();
        return inFreshFolder(work -> new FrameBenchmark(experiment, folders, work, progress).run(series, points));
    }

    @Override
    public WindowHours stay(Experiment experiment, DataFolders folders, double minutes, Consumer<String> progress) throws NoDisplay {
        headlessWithoutDisplay();
        return inFreshFolder(work -> new WindowStay(experiment, folders, work, progress).run(minutes));
    }

    @Override
    public WindowSheets sheets(DataFolders folders, double seconds, Consumer<String> progress) throws NoDisplay {
        if (noDisplay() != null) {
            headless();
        }
        return inFreshFolder(work -> new MaskBenchmark(folders, work, progress, seconds).run());
    }

    @Override
    public List<Path> tour(TourPlan plan, DataFolders folders, Path out, Consumer<String> progress) throws NoDisplay {
        headless(); // always: pictures are not to depend on whose display it is
        return inFreshFolder(work -> new Tour(plan, folders, work, out, progress).run());
    }

    private void headlessWithoutDisplay() {
        if (noDisplay() != null) {
            headless();
        }
    }

    private static void headless() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
    }

    /** Work with a window, and a folder that goes when it is done. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Path folder) throws IOException, InterruptedException;
    }

    private static <T> T inFreshFolder(Work<T> work) throws NoDisplay {
        startToolkit();
        Platform.setImplicitExit(false);
        try {
            Path folder = Files.createTempDirectory("thresher-window");
            try {
                return work.in(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
                }
                Platform.exit();
            }
        } catch (IOException e) {
            throw FileErrors.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted; run it again", e);
        }
    }

    @Override
    public String noDisplay() {
        return missing(System.getenv(), System.getProperty("os.name"), System.getProperty("glass.platform"));
    }

    @Override
    public Path settingsFolder() {
        return UserFolders.settings();
    }

    private static void open(WindowOptions options) throws NoDisplay {
        String missing = missing(System.getenv(), System.getProperty("os.name"), System.getProperty("glass.platform"));
        if (missing != null) {
            throw new NoDisplay(missing, null);
        }
        startToolkit();
        WorkbenchLauncher.launch(options);
    }

    private static void startToolkit() throws NoDisplay {
        quietenClassPathWarning();
        try {
            // Apart from the launch, to tell a display that does not work from a defect of the workbench.
            Platform.startup(StartReport::listen);
        } catch (RuntimeException | LinkageError e) {
            throw new NoDisplay("JavaFX does not start: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    /** JavaFX warns of being on the class path, where it works as well; its other messages pass. */
    private static void quietenClassPathWarning() {
        JAVAFX_LOG.setFilter(message -> !message.getMessage().startsWith("Unsupported JavaFX configuration"));
    }

    /** Why there can be no window, or null where one may be tried: only on Linux the environment tells beforehand. */
    static String missing(Map<String, String> environment, String system, String glassPlatform) {
        boolean told = glassPlatform != null || !system.toLowerCase(Locale.ROOT).startsWith("linux");
        boolean present = !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
        return told || present ? null : "neither DISPLAY nor WAYLAND_DISPLAY is set";
    }
}
