package dev.thresher.app.window;

import dev.thresher.app.window.settings.Preferences.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts the window back where it was, if that is still on a screen. */
final class WindowBounds {
    static final double WIDTH = 1280;
    static final double HEIGHT = 800;

    private WindowBounds() {
    }

    static void restore(Stage stage, Bounds bounds) {
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        if (bounds == null || Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height()).isEmpty()) {
            Rectangle2D screen = Screen.getPrimary().getVisualBounds();
            stage.setWidth(Math.min(WIDTH, screen.getWidth()));
            stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
            return;
        }
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(bounds.width());
        stage.setHeight(bounds.height());
        stage.setMaximized(bounds.maximised());
    }

    static Bounds of(Stage stage) {
        return new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }
}
