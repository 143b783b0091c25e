package dev.thresher.app.window.view;

import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.compare.CompareViewModel;
import dev.thresher.app.window.runs.RunsViewModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** Loads the window's views and gives each controller what it needs. */
public final class Views {
    private static final String FOLDER = "/dev/thresher/app/fxml/";
    private static final String STYLES = "/dev/thresher/app/styles/workbench.css";

    private final WorkbenchViewModel workbench;
    private final Dialogs dialogs;
    private final Supplier<ChartView> charts;
    private final RunsViewModel runs;
    private final CompareViewModel compare;

    public Views(WorkbenchViewModel workbench, RunsViewModel runs, CompareViewModel compare, Dialogs dialogs, Supplier<ChartView> charts) {
        this.workbench = workbench;
        this.runs = runs;
        this.compare = compare;
        this.dialogs = dialogs;
        this.charts = charts;
    }

    /** The whole window, with its keys. */
    public Scene scene(double width, double height) {
        Scene scene = new Scene(load("workbench.fxml"), width, height);
        scene.getStylesheets().add(Objects.requireNonNull(Views.class.getResource(STYLES), STYLES).toExternalForm());
        Shortcut.START.run(scene, workbench::start);
        Shortcut.PAUSE.run(scene, this::pauseOrResume);
        Shortcut.STEP.run(scene, workbench.run()::step);
        Shortcut.STOP.run(scene, workbench.run()::stop);
        Shortcut.ALL_CHARTS.run(scene, () -> workbench.train().enlarged().set(null));
        for (Page page : Page.values()) {
            Shortcut.run(scene, page, () -> workbench.page().set(page));
        }
        return scene;
    }

    private Parent load(String name) {
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(Views.class.getResource(FOLDER + name), name));
        loader.setControllerFactory(this::controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("a view of the program itself does not load", e);
        }
    }

    private Object controller(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "WorkbenchController" -> new WorkbenchController(workbench, this::load);
            case "RailController" -> new RailController(workbench);
            case "HeaderController" -> new HeaderController(workbench, dialogs, new NetworkDialogs(workbench, dialogs, this::load));
            case "ExportController" -> new ExportController(workbench);
            case "ExperimentController" -> new ExperimentController(workbench);
            case "NetworkController" -> new NetworkController(workbench, dialogs);
            case "DataController" -> new DataController(workbench, dialogs);
            case "DatasetController" -> new DatasetController(workbench);
            case "MethodController" -> new MethodController(workbench);
            case "OptimiserController" -> new OptimiserController(workbench);
            case "ScheduleController" -> new ScheduleController(workbench);
            case "RunSettingsController" -> new RunSettingsController(workbench, dialogs);
            case "MasksController" -> new MasksController(workbench, dialogs);
            case "MaskTimeController" -> new MaskTimeController(workbench);
            case "MaskSideController" -> new MaskSideController(workbench);
            case "RunController" -> new RunController(workbench, charts);
            case "LiveController" -> new LiveController(workbench);
            case "ChartBarController" -> new ChartBarController(workbench, dialogs);
            case "RunsController" -> new RunsController(workbench, runs, dialogs, new NetworkDialogs(workbench, dialogs, this::load));
            case "CompareController" -> new CompareController(workbench, compare, dialogs, charts);
            case "MaskPairController" -> new MaskPairController(workbench, compare.masks(), dialogs);
            case "QueueController" -> new QueueController(workbench, compare.sweep(), compare.queue());
            case "FiguresController" -> new FiguresController(workbench, dialogs);
            case "FigureFormController" -> new FigureFormController(workbench);
            default -> throw new IllegalArgumentException("no controller " + type);
        };
    }

    private void pauseOrResume() {
        if (workbench.run().canPause()) {
            workbench.run().pause();
        } else {
            workbench.resume();
        }
    }
}
