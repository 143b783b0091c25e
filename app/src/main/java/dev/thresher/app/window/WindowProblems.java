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
    private volatile boolean closed;

    WindowProblems(Dialogs dialogs, FaultReports reports) {
        this.dialogs = dialogs;
        this.reports = reports;
    }

    /** The window is gone: its threads are broken off in what they do, and a dialog about that would stand alone on the screen. */
    void close() {
        closed = true;
    }

    @Override
    public void tell(String title, String line) {
        show(title, line, () -> { });
    }

    private void show(String title, String line, Runnable read) {
        if (!closed) {
            Platform.runLater(() -> {
                if (!closed) {
                    dialogs.error(title, line);
                }
                read.run();
            });
        }
    }

    @Override
    public void unexpected(String doing, Throwable cause) {
        String line = reports.write(doing, cause);
        if (faultShown.compareAndSet(false, true)) {
            show("A fault of Thresher", line, () -> faultShown.set(false));
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        unexpected("working in " + thread.getName(), cause);
    }
}
