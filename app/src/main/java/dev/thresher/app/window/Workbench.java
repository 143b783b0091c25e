package dev.thresher.app.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.chartview.Notices;
import dev.thresher.app.window.compare.CompareViewModel;
import dev.thresher.app.window.data.CatalogueNetworks;
import dev.thresher.app.window.data.CatalogueSessions;
import dev.thresher.app.window.data.CatalogueShelf;
import dev.thresher.app.window.queue.QueueFile;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.runs.RunFolders;
import dev.thresher.app.window.runs.RunsViewModel;
import dev.thresher.app.window.settings.Preferences;
import dev.thresher.app.window.settings.PreferencesFile;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.app.window.view.Choosers;
import dev.thresher.app.window.view.Dialogs;
import dev.thresher.app.window.view.FxDialogs;
import dev.thresher.app.window.view.SystemChoosers;
import dev.thresher.app.window.view.Views;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/** One window of the workbench: its view models, its threads, and how it opens and closes. */
public final class Workbench {
    /** How long the end of the program waits for a run to write its folder. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final PreferencesFile file;
    private final QueueFile queueFile;
    private final Dialogs dialogs;
    private final WindowProblems problems;
    private final WorkbenchViewModel model;
    private final RunsViewModel runs;
    private final CompareViewModel compare;
    private final FxTicker ticker = new FxTicker();
    private final FxTicker queueTicker = new FxTicker();
    private final FxTicker compareTicker = new FxTicker();
    private final ExecutorService background;
    private final ExecutorService drawing;

    /**
     * Builds the window; {@link #show()} opens it.
     *
     * @param settings folder of the preferences and of the log of faults
     */
    public Workbench(Stage stage, WindowOptions options, DataFolders folders, Path settings) {
        this(stage, options, folders, settings, UnaryOperator.identity(), new SystemChoosers(stage));
    }

    /** The same, with other sessions made of the usual ones, for measurements; and with who picks files in the place of the user. */
    Workbench(Stage stage, WindowOptions options, DataFolders folders, Path settings, UnaryOperator<Sessions> sessions, Choosers choosers) {
        this.stage = stage;
        dialogs = new FxDialogs(stage, choosers);
        problems = new WindowProblems(dialogs, new FaultReports(settings.resolve("thresher.log")));
        Thread.setDefaultUncaughtExceptionHandler(problems);
        Thread.currentThread().setUncaughtExceptionHandler(problems);
        background = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("thresher-background-", 1).factory());
        drawing = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("thresher-charts").factory());
        // Not a daemon: the program does not end before the run folder is complete.
        WindowThreads threads = new WindowThreads(Platform::runLater, background,
                work -> Thread.ofPlatform().name("thresher-training").start(work));

        file = new PreferencesFile(settings.resolve("workbench.json"));
        PreferencesFile.Read read = file.read();
        Preferences preferences = read.preferences();
        Experiment standard = standard(folders);
        Experiment start = options.experiment() != null ? options.experiment()
                : preferences.experiment() != null ? preferences.experiment() : standard;
        model = new WorkbenchViewModel(new WorkbenchViewModel.Parts(sessions.apply(new CatalogueSessions(folders)),
                new CatalogueShelf(folders), new CatalogueNetworks(folders), threads, ticker, problems, standard), start, preferences);
        read.notice().ifPresent(model.notice()::set);
        dress(model.theme().get());
        model.theme().addListener((_, _, theme) -> dress(theme));
        stage.setTitle("Thresher");
        stage.getIcons().setAll(WindowIcon.draw(5), WindowIcon.draw(10), WindowIcon.draw(20));
        QueueViewModel queue = new QueueViewModel(new CatalogueSessions(folders), threads, queueTicker, problems);
        queueFile = new QueueFile(settings.resolve("queue.json"));
        restore(queue);
        compare = new CompareViewModel(model.experiment(), queue, threads, compareTicker, problems);
        runs = new RunsViewModel(new WindowDesk(model, compare), new RunFolders(settings.resolve("run-folders.json")), threads, problems);
        stage.setScene(new Views(model, runs, compare, dialogs, () -> new ChartView(drawing, exports(), this::chartFile)).scene(
                WindowBounds.WIDTH, WindowBounds.HEIGHT));
        WindowBounds.restore(stage, preferences.window());
        stage.setOnCloseRequest(this::closing);
        if (options.run() != null) {
            model.open(options.run());
        }
    }

    private static Experiment standard(DataFolders folders) {
        Experiment standard = Experiment.standard();
        return standard.withData(standard.data().withDataset(DatasetCatalogue.defaultName(folders)));
    }

    private Optional<Path> chartFile(Window owner, Path folder, String name, Format format) {
        return dialogs.chooseNewFile("Export the chart as " + format, folder == null ? null : folder.toFile(), name);
    }

    private void restore(QueueViewModel queue) {
        try {
            queue.restore(queueFile.read());
            int waiting = queue.items().size();
            if (waiting > 0) {
                model.notice().set((waiting == 1 ? "One run of the queue waits" : waiting + " runs of the queue wait")
                        + " since the window was closed: press Go on, on the Compare page, to train what is left.");
            }
        } catch (UserError e) {
            model.notice().set(e.getMessage());
        }
    }

    private Notices exports() {
        return new Notices() {
            @Override
            public void failed(String message) {
                dialogs.error("The chart could not be exported", message);
            }

            @Override
            public void done(String message) {
                model.notice().set(message);
            }
        };
    }

    private static void dress(Theme theme) {
        Application.setUserAgentStylesheet((theme == Theme.DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    }

    public void show() {
        stage.show();
    }

    /** The window's state; on the JavaFX thread only. */
    public WorkbenchViewModel model() {
        return model;
    }

    /** Runs beside each other, and the queue; on the JavaFX thread only. */
    public CompareViewModel compareModel() {
        return compare;
    }

    private void closing(WindowEvent event) {
        if (!model.run().live() && !compare.queue().live()) {
            remember();
            return;
        }
        event.consume();
        if (mayStop()) {
            CompletableFuture.allOf(model.stopRun(), compare.queue().stopAll()).thenRunAsync(() -> {
                remember();
                stage.close();
            }, Platform::runLater);
        }
    }

    private boolean mayStop() {
        Path folder = model.run().folder().get();
        String run = folder == null ? "The run" : folder.getFileName().toString();
        return compare.queue().live() ? dialogs.sure("Runs are under way", compare.queue().closing(model.run().live() ? run : null),
                "Stop and close", "Keep training") : dialogs.stopAndClose(run);
    }

    private void remember() {
        try {
            file.write(model.preferences(WindowBounds.of(stage)));
            queueFile.write(compare.queue().unfinished());
        } catch (UserError e) {
            dialogs.error("The settings could not be kept", e.getMessage());
        }
    }

    /** Stops the run, if any, and waits until its folder is complete. From any thread; at the end of the program. */
    void endRun() {
        try {
            queueFile.write(compare.queue().unfinished());
        } catch (UserError e) {
            System.err.println("thresher: " + e.getMessage());
        }
        try {
            model.run().endNow(PATIENCE);
            compare.queue().endNow(PATIENCE);
        } catch (TimeoutException e) {
            System.err.println("thresher: the run did not end within " + PATIENCE.toSeconds() + " s; its folder lacks a summary");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what the window began. */
    public void close() {
        endRun();
        runs.close();
        ticker.close();
        queueTicker.close();
        compareTicker.close();
        problems.close();
        background.shutdownNow();
        drawing.shutdownNow();
    }
}
