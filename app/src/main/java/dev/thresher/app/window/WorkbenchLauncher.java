package dev.thresher.app.window;

import javafx.application.Application;

/** Opens the workbench from a main class, which must not extend {@link Application} itself. */
public final class WorkbenchLauncher {
    private WorkbenchLauncher() {
    }

    /**
     * Shows the window and returns when it is closed and the run folder of a run it trained is complete. Once per process.
     *
     * @throws RuntimeException where the toolkit finds no display
     */
    public static void launch(WindowOptions options) {
        Application.launch(WorkbenchApp.class, options.toArguments().toArray(String[]::new));
    }
}
