package dev.thresher.app.chart;

/** How the user's moves change what is seen of a chart that is drawn as {@code shown}. Shares are 0 at the left or bottom edge, 1 at the other. */
public final class Moves {
    private static final double LEAST = 1e-9;

    private Moves() {
    }

    /** Shows what lies between two places; {@code across} or {@code up} false leaves that direction as it is. */
    public static ViewState band(ViewState view, ChartGeometry shown, double fromX, double toX, double fromY, double toY,
                                 boolean across, boolean up) {
        Range x = across ? shown.xPart(fromX, toX) : view.x();
        Range left = up ? shown.leftPart(Math.min(fromY, toY), Math.max(fromY, toY)) : view.left();
        Range right = up ? shown.right().part(fromY, toY) : view.right();
        return view.withRanges(x, left, right);
    }

    /** Zooms x by {@code factor} (below 1: closer) around a place. */
    public static ViewState zoomX(ViewState view, ChartGeometry shown, double factor, double share) {
        double least = LEAST * Math.max(1, Math.abs(shown.x().high()));
        double from = share - share * factor;
        return shown.x().length() * factor < least ? view : view.withX(shown.xPart(from, from + factor));
    }

    /** Zooms the vertical axes by {@code factor} around a place. */
    public static ViewState zoomY(ViewState view, ChartGeometry shown, double factor, double share) {
        double from = share - share * factor;
        return shown.left().length() * factor < LEAST ? view : vertical(view, shown, from, from + factor);
    }

    /** Moves the sheet: the place under the pointer stays under it. */
    public static ViewState pan(ViewState view, ChartGeometry shown, double across, double up) {
        ViewState moved = across == 0 ? view : view.withX(shown.xPart(-across, 1 - across));
        return up == 0 ? moved : vertical(moved, shown, -up, 1 - up);
    }

    private static ViewState vertical(ViewState view, ChartGeometry shown, double from, double to) {
        return view.withRanges(view.x(), shown.leftPart(from, to), shown.right().part(from, to));
    }
}
