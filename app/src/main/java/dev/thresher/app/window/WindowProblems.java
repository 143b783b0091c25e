package dev.thresher.app.window;

import dev.thresher.app.window.view.Dialogs;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/** Shows problems as dialogs, one at a time. */
final class WindowProblems implements Problems, Thread.UncaughtExceptionHandler {
    private final Dialogs dialogs;
    private final FaultReports reports;
    /** A fault that comes again at every tick must not bury the window in dialogs: the log has them all. */
    private final AtomicBoolean faultShown = new AtomicBoolean();

    WindowProblems(Dialogs dialogs, FaultReports reports) {
        this.dialogs = dialogs;
        this.reports = reports;
    }

    @Override
    public void tell(String title, String line) {
        Platform.runLater(() -> dialogs.error(title, line));
    }

    @Override
    public void unexpected(String doing, Throwable cause) {
        String line = reports.write(doing, cause);
        if (faultShown.compareAndSet(false, true)) {
            Platform.runLater(() -> {
                dialogs.error("A fault of Thresher", line);
                faultShown.set(false);
            });
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        unexpected("working in " + thread.getName(), cause);
    }
}
