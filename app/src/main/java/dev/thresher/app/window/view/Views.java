package dev.thresher.app.window.view;

import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.window.WorkbenchViewModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** Loads the window's views and gives each controller what it needs. */
public final class Views {
    private static final String ROOT = "/dev/thresher/app/fxml/workbench.fxml";
    private static final String STYLES = "/dev/thresher/app/styles/workbench.css";

    private final Map<Class<?>, Supplier<Object>> controllers;
    private final WorkbenchViewModel workbench;

    public Views(WorkbenchViewModel workbench, Dialogs dialogs, Supplier<ChartView> charts) {
        this.workbench = workbench;
        controllers = Map.of(
                WorkbenchController.class, () -> new WorkbenchController(workbench),
                HeaderController.class, () -> new HeaderController(workbench, dialogs),
                ExperimentController.class, () -> new ExperimentController(workbench, dialogs),
                DataController.class, () -> new DataController(workbench),
                RunController.class, () -> new RunController(workbench, charts));
    }

    /** The whole window, with its keys. */
    public Scene scene(double width, double height) {
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(Views.class.getResource(ROOT), ROOT));
        loader.setControllerFactory(type -> controllers.get(type).get());
        try {
            Parent root = loader.load();
            Scene scene = new Scene(root, width, height);
            scene.getStylesheets().add(Objects.requireNonNull(Views.class.getResource(STYLES), STYLES).toExternalForm());
            Shortcut.START.run(scene, workbench::start);
            Shortcut.PAUSE.run(scene, this::pauseOrResume);
            Shortcut.STEP.run(scene, workbench.run()::step);
            Shortcut.STOP.run(scene, workbench.run()::stop);
            return scene;
        } catch (IOException e) {
            throw new UncheckedIOException("a view of the program itself does not load", e);
        }
    }

    private void pauseOrResume() {
        if (workbench.run().canResume()) {
            workbench.run().resume();
        } else {
            workbench.run().pause();
        }
    }
}
