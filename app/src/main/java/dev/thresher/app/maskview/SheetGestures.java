package dev.thresher.app.maskview;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * What mouse and keys do on a sheet: the wheel zooms at the pointer, dragging moves, a double click shows the whole, a click chooses a
 * weight. Keys: + and − zoom, 0 shows the whole, arrows move the choice (with Shift, or without a choice, the sheet), Enter chooses the
 * weight in the middle, Escape drops the choice.
 */
final class SheetGestures {
    /** Pixels that an arrow key moves the sheet by. */
    private static final double STRIDE = 40;
    /** Pixels that make a click a drag. */
    private static final double SLACK = 3;

    private final SheetLook look;
    private double pressX;
    private double pressY;
    private double lastX;
    private double lastY;
    private boolean dragged;

    private SheetGestures(SheetLook look) {
        this.look = look;
    }

    /** Makes a pane listen to them. */
    static void on(Region pane, SheetLook look) {
        SheetGestures gestures = new SheetGestures(look);
        pane.setOnScroll(gestures::scrolled);
        pane.setOnMousePressed(event -> {
            pane.requestFocus();
            gestures.pressed(event);
        });
        pane.setOnMouseDragged(gestures::dragged);
        pane.setOnMouseReleased(gestures::released);
        pane.setOnMouseMoved(event -> look.point(look.at(event.getX(), event.getY())));
        pane.setOnMouseExited(_ -> look.point(-1));
        pane.setOnKeyPressed(gestures::key);
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() != 0 && !event.isInertia()) {
            look.zoom(event.getDeltaY() > 0, event.getX(), event.getY());
            look.point(look.at(event.getX(), event.getY()));
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        pressX = event.getX();
        pressY = event.getY();
        lastX = pressX;
        lastY = pressY;
        dragged = false;
    }

    private void dragged(MouseEvent event) {
        dragged |= Math.hypot(event.getX() - pressX, event.getY() - pressY) > SLACK;
        if (dragged) {
            look.move(event.getX() - lastX, event.getY() - lastY);
        }
        lastX = event.getX();
        lastY = event.getY();
    }

    private void released(MouseEvent event) {
        if (dragged || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            look.fit();
        } else if (look.ready()) {
            look.choose(look.at(event.getX(), event.getY()));
        }
    }

    private void key(KeyEvent event) {
        if (!look.ready() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> look.zoomIn();
            case MINUS, SUBTRACT -> look.zoomOut();
            case DIGIT0, NUMPAD0, HOME -> look.fit();
            case ESCAPE -> look.choose(-1);
            case ENTER -> look.step(0, 0);
            case LEFT, RIGHT, UP, DOWN -> arrow(event.getCode(), event.isShiftDown());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void arrow(KeyCode code, boolean sheet) {
        int dx = code == KeyCode.LEFT ? -1 : code == KeyCode.RIGHT ? 1 : 0;
        int dy = code == KeyCode.UP ? -1 : code == KeyCode.DOWN ? 1 : 0;
        if (sheet || look.chosenProperty().get() < 0) {
            look.move(-dx * STRIDE, -dy * STRIDE);
        } else {
            look.step(dx, dy);
        }
    }
}
