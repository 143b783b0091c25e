package dev.thresher.app.maskview;

import dev.thresher.app.masks.SheetLayout;
import dev.thresher.app.masks.SheetView;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What is looked at of a sheet: which part of it, the weight that is pointed at and the one that is chosen. Panes of one size that share
 * a look move together. On the JavaFX thread.
 */
public final class SheetLook {
    private static final double STEP = 1.25;
    /** Units around the middle in which a first weight is looked for. */
    private static final int NEAR = 64;

    private final ReadOnlyIntegerWrapper pointed = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyObjectWrapper<SheetView> view = new ReadOnlyObjectWrapper<>();
    private SheetLayout layout;
    private double width;
    private double height;
    private boolean whole = true;

    /** The weight under the pointer; −1 where there is none. */
    public ReadOnlyIntegerProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /** The weight that was clicked on, or moved to by keys; −1 where there is none. */
    public ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** The weight that is pointed at, else the chosen one, else −1. */
    public int entry() {
        return pointed.get() >= 0 ? pointed.get() : chosen.get();
    }

    /** What is seen; null before there is a sheet, or a size. */
    public ReadOnlyObjectProperty<SheetView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /** Null before there is a sheet. */
    SheetLayout layout() {
        return layout;
    }

    boolean ready() {
        return view.get() != null;
    }

    /** Another sheet is seen whole; of the same layout the same part as before. */
    void show(SheetLayout sheet) {
        if (layout != sheet) {
            layout = sheet;
            chosen.set(-1);
            pointed.set(-1);
            fit();
        }
    }

    /** @param across pixels of a pane */
    void resize(double across, double down) {
        if (across == width && down == height) {
            return;
        }
        width = across;
        height = down;
        if (whole || view.get() == null) {
            fit();
        } else if (sized()) {
            view.set(view.get().within(layout, width, height));
        }
    }

    private boolean sized() {
        return layout != null && width >= 1 && height >= 1;
    }

    /** Shows the whole sheet. */
    public void fit() {
        whole = true; // also of a sheet that has no size yet
        if (sized()) {
            look(SheetView.whole(layout, width, height));
        }
    }

    public void zoomIn() {
        zoom(true, width / 2, height / 2);
    }

    public void zoomOut() {
        zoom(false, width / 2, height / 2);
    }

    /** Closer, or further away, by one step; what is at a pixel stays there. */
    void zoom(boolean closer, double x, double y) {
        if (ready()) {
            look(view.get().zoomed(closer ? STEP : 1 / STEP, x, y, layout, width, height));
        }
    }

    /** Moves the sheet by pixels. */
    void move(double dx, double dy) {
        if (ready()) {
            look(view.get().moved(dx, dy, layout, width, height));
        }
    }

    private void look(SheetView next) {
        whole = next.equals(SheetView.whole(layout, width, height));
        if (!next.equals(view.get())) {
            view.set(next);
        }
    }

    /** The weight at a pixel; −1 where there is none. */
    int at(double x, double y) {
        return ready() ? view.get().entry(layout, x, y) : -1;
    }

    void point(int entry) {
        pointed.set(entry);
    }

    /** Chooses a weight; −1 drops the choice. */
    public void choose(int entry) {
        chosen.set(entry);
    }

    /** Chooses the weight beside the chosen one, over a gap where there is one; the one in the middle where none is chosen yet. */
    void step(int dx, int dy) {
        if (!ready()) {
            return;
        }
        if (chosen.get() < 0) {
            choose(nearest((int) (view.get().left() + width / view.get().scale() / 2), (int) (view.get().top() + height / view.get().scale() / 2)));
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
        look(view.get().showing(next, layout, width, height));
    }

    private int nearest(int x, int y) {
        for (int far = 0; far < NEAR; far++) {
            int entry = layout.entry(Math.clamp(x - far, 0, layout.width() - 1), Math.clamp(y - far, 0, layout.height() - 1));
            if (entry >= 0) {
                return entry;
            }
        }
        return 0;
    }
}
