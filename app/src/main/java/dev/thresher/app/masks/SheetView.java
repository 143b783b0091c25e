package dev.thresher.app.masks;

/**
 * What part of a sheet is seen, and how large.
 *
 * @param left unit at the left edge; may lie outside the sheet
 * @param top unit at the upper edge
 * @param scale pixels a unit
 */
public record SheetView(double left, double top, double scale) {
    /** Pixels a weight at the most. */
    public static final double LARGEST = 64;

    public SheetView {
        if (!(scale > 0) || !Double.isFinite(left) || !Double.isFinite(top)) {
            throw new IllegalArgumentException("no view from " + left + ", " + top + " at " + scale);
        }
    }

    /** The whole sheet in the middle of so many pixels; whole pixels a unit where there are several. */
    public static SheetView whole(SheetLayout layout, double width, double height) {
        double scale = Math.min(width / layout.width(), height / layout.height());
        scale = Math.min(LARGEST, scale >= 2 ? Math.floor(scale) : scale);
        return new SheetView((layout.width() - width / scale) / 2, (layout.height() - height / scale) / 2, scale);
    }

    /** Closer by {@code factor}, with what is at a pixel staying there; from what shows the whole to {@link #LARGEST}. */
    public SheetView zoomed(double factor, double atX, double atY, SheetLayout layout, double width, double height) {
        SheetView whole = whole(layout, width, height);
        double next = Math.clamp(scale * factor, whole.scale, Math.max(whole.scale, LARGEST));
        if (next >= 2) {
            next = factor < 1 ? Math.floor(next) : Math.ceil(next); // crisp, and never stuck
        }
        next = Math.clamp(next, whole.scale, Math.max(whole.scale, LARGEST));
        return next <= whole.scale ? whole
                : new SheetView(left + atX / scale - atX / next, top + atY / scale - atY / next, next).within(layout, width, height);
    }

    /** Moved by pixels. */
    public SheetView moved(double dx, double dy, SheetLayout layout, double width, double height) {
        return new SheetView(left - dx / scale, top - dy / scale, scale).within(layout, width, height);
    }

    /** Never beyond the sheet; where it is smaller than the window, in the middle. */
    public SheetView within(SheetLayout layout, double width, double height) {
        return new SheetView(held(left, layout.width(), width / scale), held(top, layout.height(), height / scale), scale);
    }

    private static double held(double from, double length, double seen) {
        return seen >= length ? (length - seen) / 2 : Math.clamp(from, 0, length - seen);
    }

    /** So that a weight is seen: moved no further than needed. */
    public SheetView showing(int entry, SheetLayout layout, double width, double height) {
        double x = layout.x(entry);
        double y = layout.y(entry);
        double newLeft = Math.clamp(left, Math.min(x + layout.unitWidth() - width / scale, x), x);
        double newTop = Math.clamp(top, Math.min(y + layout.unitHeight() - height / scale, y), y);
        return new SheetView(newLeft, newTop, scale).within(layout, width, height);
    }

    /** The weight at a pixel; −1 where there is none. */
    public int entry(SheetLayout layout, double x, double y) {
        return layout.entry((int) Math.floor(left + x / scale), (int) Math.floor(top + y / scale));
    }
}
