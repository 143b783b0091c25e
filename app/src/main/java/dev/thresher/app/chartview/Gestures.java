package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartGeometry;
import dev.thresher.app.chart.Moves;
import dev.thresher.app.chart.ViewState;
import java.awt.geom.Rectangle2D;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;

/** Mouse and keys on the sheet of a chart, turned into view states. */
final class Gestures {
    /** A drag flatter than this zooms across only, a narrower one up only; in pixels. */
    private static final double THIN = 12;
    private static final double KEY_ZOOM = 0.8;
    private static final double KEY_PAN = 0.1;
    private static final double CROSSHAIR_STEP = 0.01; // of the width
    private static final double[] SMOOTHINGS = {0, 0.6, 0.9, 0.97};

    private final ChartView view;
    private final Pane sheet;
    private final Overlay overlay;
    private final ContextMenu menu = new ContextMenu();
    private MouseEvent pressed;
    private ViewState before;
    private ChartGeometry from;
    private boolean panning;

    Gestures(ChartView view, Pane sheet, Overlay overlay) {
        this.view = view;
        this.sheet = sheet;
        this.overlay = overlay;
    }

    void install() {
        menu.getItems().setAll(ChartMenu.items(view));
        sheet.setOnMouseMoved(event -> overlay.point(view, event.getX()));
        sheet.setOnMouseExited(event -> overlay.leave());
        sheet.setOnMousePressed(this::press);
        sheet.setOnMouseDragged(this::drag);
        sheet.setOnMouseReleased(this::release);
        sheet.setOnMouseClicked(this::click);
        sheet.setOnScroll(this::scroll);
        sheet.setOnKeyPressed(this::key);
        sheet.setOnContextMenuRequested(this::keyboardMenu);
    }

    private void press(MouseEvent event) {
        menu.hide();
        sheet.requestFocus();
        from = view.geometryProperty().get();
        pressed = from == null ? null : event;
        before = view.getViewState();
        panning = event.getButton() == MouseButton.SECONDARY || event.getButton() == MouseButton.MIDDLE || event.isShiftDown();
    }

    private void drag(MouseEvent event) {
        if (pressed == null || event.isStillSincePress()) {
            return;
        }
        Rectangle2D plot = from.plot();
        if (panning) {
            overlay.leave();
            view.setViewState(Moves.pan(before, from, (event.getX() - pressed.getX()) / plot.getWidth(),
                    (pressed.getY() - event.getY()) / plot.getHeight()));
            return;
        }
        overlay.leave();
        double left = across(plot, Math.min(event.getX(), pressed.getX()));
        double right = across(plot, Math.max(event.getX(), pressed.getX()));
        double top = down(plot, Math.min(event.getY(), pressed.getY()));
        double bottom = down(plot, Math.max(event.getY(), pressed.getY()));
        boolean flat = flat(event);
        boolean narrow = narrow(event);
        overlay.band(narrow ? plot.getX() : left, flat ? plot.getY() : top,
                narrow ? plot.getWidth() : right - left, flat ? plot.getHeight() : bottom - top);
    }

    private void release(MouseEvent event) {
        overlay.hideBand();
        if (pressed != null && !panning && !event.isStillSincePress() && !(flat(event) && narrow(event))) {
            Rectangle2D plot = from.plot();
            view.setViewState(Moves.band(before, from,
                    from.shareAcross(across(plot, pressed.getX())), from.shareAcross(across(plot, event.getX())),
                    from.shareUp(down(plot, pressed.getY())), from.shareUp(down(plot, event.getY())),
                    !narrow(event), !flat(event)));
        }
        pressed = null;
    }

    private void click(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            view.setViewState(view.getViewState().fitted());
        } else if (event.getButton() == MouseButton.SECONDARY && event.isStillSincePress()) {
            menu.show(sheet, event.getScreenX(), event.getScreenY());
        }
    }

    private void keyboardMenu(ContextMenuEvent event) {
        // With the mouse the menu comes on release, since a right drag moves the sheet.
        if (event.isKeyboardTrigger()) {
            menu.show(sheet, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    private void scroll(ScrollEvent event) {
        ChartGeometry shown = view.geometryProperty().get();
        double turned = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        if (shown == null || turned == 0) {
            return;
        }
        double factor = Math.exp(-turned * 0.005);
        boolean besideAxis = event.getX() < shown.plot().getX() || event.getX() > shown.plot().getMaxX();
        view.setViewState(besideAxis
                ? Moves.zoomY(view.getViewState(), shown, factor, shown.shareUp(event.getY()))
                : Moves.zoomX(view.getViewState(), shown, factor, shown.shareAcross(event.getX())));
        event.consume();
    }

    private void key(KeyEvent event) {
        ChartGeometry shown = view.geometryProperty().get();
        if (shown == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.E) {
            view.toggleEnlarged();
            event.consume();
            return;
        }
        if (event.isShiftDown() && (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT)) {
            overlay.step(view, shown, event.getCode() == KeyCode.LEFT ? -CROSSHAIR_STEP : CROSSHAIR_STEP);
            event.consume();
            return;
        }
        ViewState seen = view.getViewState();
        ViewState moved = switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> Moves.zoomX(seen, shown, KEY_ZOOM, 0.5);
            case MINUS, SUBTRACT -> Moves.zoomX(seen, shown, 1 / KEY_ZOOM, 0.5);
            case LEFT -> Moves.pan(seen, shown, KEY_PAN, 0);
            case RIGHT -> Moves.pan(seen, shown, -KEY_PAN, 0);
            case UP -> Moves.pan(seen, shown, 0, -KEY_PAN);
            case DOWN -> Moves.pan(seen, shown, 0, KEY_PAN);
            case DIGIT0, NUMPAD0, HOME -> seen.fitted();
            case L -> seen.withLog(!seen.log());
            case S -> seen.withSmoothing(nextSmoothing(seen.smoothing()));
            default -> null;
        };
        if (moved != null) {
            view.setViewState(moved);
            event.consume();
        }
    }

    /** The next stronger of a few strengths; after the strongest, none. */
    private static double nextSmoothing(double now) {
        for (double strength : SMOOTHINGS) {
            if (strength > now) {
                return strength;
            }
        }
        return 0;
    }

    private boolean flat(MouseEvent event) {
        return Math.abs(event.getY() - pressed.getY()) < THIN;
    }

    private boolean narrow(MouseEvent event) {
        return Math.abs(event.getX() - pressed.getX()) < THIN;
    }

    private static double across(Rectangle2D plot, double x) {
        return Math.clamp(x, plot.getX(), plot.getMaxX());
    }

    private static double down(Rectangle2D plot, double y) {
        return Math.clamp(y, plot.getY(), plot.getMaxY());
    }
}
