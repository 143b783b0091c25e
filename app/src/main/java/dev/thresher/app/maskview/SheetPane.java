package dev.thresher.app.maskview;

import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.masks.SheetLayout;
import dev.thresher.app.masks.SheetPainter;
import dev.thresher.app.masks.SheetView;
import dev.thresher.app.masks.Shade;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * A mask sheet to look at: the wheel zooms at the pointer, dragging moves, a double click shows the whole, a click chooses a weight. Keys:
 * + and − zoom, 0 shows the whole, arrows move the choice (with Shift, or without a choice, the sheet), Escape drops it. Painting is done
 * on an executor, one picture at a time; the JavaFX thread only shows it.
 */
public final class SheetPane extends Region {
    private static final double STEP = 1.25;
    /** Pixels that an arrow key moves the sheet by. */
    private static final double STRIDE = 40;
    /** Pixels that make a click a drag. */
    private static final double SLACK = 3;

    private final ImageView picture = new ImageView();
    private final SheetPictures pictures = new SheetPictures(picture);
    private final Canvas marks = new Canvas();
    private final ReadOnlyIntegerWrapper pointed = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyObjectWrapper<SheetView> view = new ReadOnlyObjectWrapper<>();
    private SheetPainter painter;
    private SheetColours colours = SheetColours.LIGHT;
    private boolean whole = true;
    private double pressX;
    private double pressY;
    private double lastX;
    private double lastY;
    private boolean dragged;

    public SheetPane() {
        getStyleClass().add("sheet-pane");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        picture.setManaged(false);
        marks.setManaged(false);
        marks.setMouseTransparent(true);
        getChildren().addAll(picture, marks);
        setOnScroll(this::scrolled);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(this::released);
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(_ -> pointAt(-1));
        setOnKeyPressed(this::key);
        widthProperty().addListener((_, _, _) -> resized());
        heightProperty().addListener((_, _, _) -> resized());
        setMinSize(120, 90);
    }

    /** Where pictures are painted; not on the JavaFX thread. */
    public void setExecutor(Executor executor) {
        pictures.setExecutor(executor);
    }

    /** The weight under the pointer; −1 where there is none. */
    public ReadOnlyIntegerProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /** The weight that was clicked on, or moved to by keys; −1 where there is none. */
    public ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** What is seen; null before there is a sheet, or a size. */
    public ReadOnlyObjectProperty<SheetView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /** Shows a sheet; the same part of it as before where the layout is the same object. */
    public void show(SheetLayout layout, Shade shade, SheetColours inColours) {
        boolean other = painter == null || painter.layout() != layout;
        painter = new SheetPainter(layout, shade, inColours);
        colours = inColours;
        if (other) {
            choose(-1);
            pointAt(-1);
            fit();
        } else {
            paint();
        }
    }

    /** Shows the whole sheet. */
    public void fit() {
        whole = true;
        if (ready()) {
            look(SheetView.whole(painter.layout(), getWidth(), getHeight()));
        }
    }

    public void zoomIn() {
        zoom(STEP, getWidth() / 2, getHeight() / 2);
    }

    public void zoomOut() {
        zoom(1 / STEP, getWidth() / 2, getHeight() / 2);
    }

    private boolean ready() {
        return painter != null && getWidth() >= 1 && getHeight() >= 1;
    }

    private void zoom(double factor, double x, double y) {
        if (ready() && view.get() != null) {
            SheetView next = view.get().zoomed(factor, x, y, painter.layout(), getWidth(), getHeight());
            whole = next.equals(SheetView.whole(painter.layout(), getWidth(), getHeight()));
            look(next);
        }
    }

    private void move(double dx, double dy) {
        if (ready() && view.get() != null) {
            look(view.get().moved(dx, dy, painter.layout(), getWidth(), getHeight()));
        }
    }

    private void look(SheetView next) {
        if (!next.equals(view.get())) {
            view.set(next);
        }
        mark();
        paint();
    }

    private void resized() {
        marks.setWidth(getWidth());
        marks.setHeight(getHeight());
        if (!ready()) {
            return;
        }
        if (whole || view.get() == null) {
            fit();
        } else {
            look(view.get().within(painter.layout(), getWidth(), getHeight()));
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() != 0 && !event.isInertia()) {
            zoom(event.getDeltaY() > 0 ? STEP : 1 / STEP, event.getX(), event.getY());
            point(event.getX(), event.getY());
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        pressX = event.getX();
        pressY = event.getY();
        lastX = pressX;
        lastY = pressY;
        dragged = false;
    }

    private void dragged(MouseEvent event) {
        dragged |= Math.hypot(event.getX() - pressX, event.getY() - pressY) > SLACK;
        if (dragged) {
            whole = false;
            move(event.getX() - lastX, event.getY() - lastY);
        }
        lastX = event.getX();
        lastY = event.getY();
    }

    private void released(MouseEvent event) {
        if (dragged || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            fit();
        } else if (ready() && view.get() != null) {
            choose(view.get().entry(painter.layout(), event.getX(), event.getY()));
        }
    }

    private void point(double x, double y) {
        pointAt(ready() && view.get() != null ? view.get().entry(painter.layout(), x, y) : -1);
    }

    private void pointAt(int entry) {
        if (pointed.get() != entry) {
            pointed.set(entry);
            mark();
        }
    }

    /** Chooses a weight; −1 drops the choice. */
    public void choose(int entry) {
        if (chosen.get() != entry) {
            chosen.set(entry);
            mark();
        }
    }

    private void key(KeyEvent event) {
        if (!ready() || view.get() == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> zoomIn();
            case MINUS, SUBTRACT -> zoomOut();
            case DIGIT0, NUMPAD0, HOME -> fit();
            case ESCAPE -> choose(-1);
            case ENTER -> step(0, 0);
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
        if (sheet || chosen.get() < 0) {
            whole = false;
            move(-dx * STRIDE, -dy * STRIDE);
        } else {
            step(dx, dy);
        }
    }

    /** Chooses the weight beside the chosen one, over a gap where there is one; the one in the middle where there is none yet. */
    private void step(int dx, int dy) {
        SheetLayout layout = painter.layout();
        if (chosen.get() < 0) {
            choose(nearest(layout, (int) (view.get().left() + getWidth() / view.get().scale() / 2),
                    (int) (view.get().top() + getHeight() / view.get().scale() / 2)));
            return;
        }
        int x = layout.x(chosen.get());
        int y = layout.y(chosen.get());
        int next = chosen.get();
        while (next == chosen.get() || next < 0) {
            x += dx;
            y += dy;
            if (dx == 0 && dy == 0 || x < 0 || y < 0 || x >= layout.width() || y >= layout.height()) {
                return;
            }
            next = layout.entry(x, y);
        }
        choose(next);
        look(view.get().showing(next, layout, getWidth(), getHeight()));
    }

    private static int nearest(SheetLayout layout, int x, int y) {
        for (int far = 0; far < 64; far++) {
            int entry = layout.entry(Math.clamp(x - far, 0, layout.width() - 1), Math.clamp(y - far, 0, layout.height() - 1));
            if (entry >= 0) {
                return entry;
            }
        }
        return 0;
    }

    /** Frames the weights that are pointed at and chosen. */
    private void mark() {
        var g = marks.getGraphicsContext2D();
        g.clearRect(0, 0, marks.getWidth(), marks.getHeight());
        if (view.get() != null && painter != null) {
            frame(pointed.get(), 1);
            frame(chosen.get(), 2);
        }
    }

    private void frame(int entry, double line) {
        SheetLayout layout = painter.layout();
        if (entry < 0 || entry >= layout.rows() * layout.columns()) {
            return;
        }
        SheetView at = view.get();
        double x = (layout.x(entry) - at.left()) * at.scale();
        double y = (layout.y(entry) - at.top()) * at.scale();
        double width = Math.max(5, layout.unitWidth() * at.scale());
        double height = Math.max(5, layout.unitHeight() * at.scale());
        var g = marks.getGraphicsContext2D();
        g.setLineWidth(line + 2);
        g.setStroke(colour(colours.around()));
        g.strokeRect(x - 1, y - 1, width + 2, height + 2);
        g.setLineWidth(line);
        g.setStroke(colour(colours.text()));
        g.strokeRect(x - 1, y - 1, width + 2, height + 2);
    }

    static Color colour(int argb) {
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
    }

    private void paint() {
        if (ready() && view.get() != null) {
            double device = getScene() == null || getScene().getWindow() == null ? 1 : getScene().getWindow().getRenderScaleX();
            pictures.paint(painter, view.get(), getWidth(), getHeight(), device);
        }
    }
}
