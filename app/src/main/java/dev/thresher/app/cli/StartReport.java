package dev.thresher.app.cli;

import java.lang.management.ManagementFactory;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.stage.Window;

/**
 * Measures the start: with {@code -Dthresher.start-report=true} the time from the start of the JVM until the first window has
 * been drawn is printed, and the program ends. What the system tells of the start of a process is up to a second wrong.
 */
final class StartReport {
    /** Frames after which a window that shows has been drawn: one lays out, the next one paints. */
    private static final int FRAMES = 2;

    private StartReport() {
    }

    /** Begins to listen for the first window, if a report is wanted. On the JavaFX thread. */
    static void listen() {
        if (Boolean.getBoolean("thresher.start-report")) {
            Window.getWindows().addListener((ListChangeListener<Window>) _ -> countFrames());
        }
    }

    private static void countFrames() {
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long now) {
                if (++frames > FRAMES) {
                    stop();
                    long shown = System.currentTimeMillis(); // before the classes that tell when the JVM began are loaded
                    System.err.println("window visible after " + (shown - ManagementFactory.getRuntimeMXBean().getStartTime()) + " ms");
                    Platform.exit();
                }
            }
        }.start();
    }
}
