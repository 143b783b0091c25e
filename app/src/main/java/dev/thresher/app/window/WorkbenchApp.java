package dev.thresher.app.window;

import dev.thresher.app.window.settings.UserFolders;
import dev.thresher.datasets.catalogue.DataFolders;
import javafx.application.Application;
import javafx.stage.Stage;

/** The workbench as a JavaFX application; made by {@link WorkbenchLauncher}. */
public final class WorkbenchApp extends Application {
    private Workbench workbench;

    @Override
    public void start(Stage stage) {
        WindowOptions options = WindowOptions.of(getParameters().getNamed());
        DataFolders folders = DataFolders.standard(null);
        workbench = new Workbench(stage, options, folders, UserFolders.settings());
        workbench.show();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("thresher-shutdown").unstarted(workbench::endRun));
    }

    @Override
    public void stop() {
        // Null where the start itself failed: then that failure is what the user is to hear of, not another one.
        if (workbench != null) {
            workbench.close();
        }
    }
}
