package dev.thresher.app.chart;

import java.awt.geom.Path2D;

/**
 * Draws a line through points whose x ascends, leaving out those that the line misses by less than a tolerance: the
 * swinging door (Bristol, 1990). Stroking costs by the vertex, and where a curve is smooth a few are enough.
 */
final class Pen {
    private final Path2D path;
    private final double tolerance;
    private boolean down;
    private boolean moved;
    private double anchorX;
    private double anchorY;
    private double lastX;
    private double lastY;
    private double steepest;
    private double flattest;

    /** @param tolerance vertical, in units of the path */
    Pen(Path2D path, double tolerance) {
        this.path = path;
        this.tolerance = tolerance;
    }

    void to(double x, double y) {
        if (!down) {
            path.moveTo(x, y);
            down = true;
            moved = false;
            anchor(x, y);
        } else {
            moved = true;
            if (!fits(x, y)) {
                path.lineTo(lastX, lastY);
                anchor(lastX, lastY);
                fits(x, y);
            }
        }
        lastX = x;
        lastY = y;
    }

    /** Ends the line; one of a single point becomes a line of no length, which a round cap makes a dot. */
    void lift() {
        if (down && (!moved || lastX != anchorX || lastY != anchorY)) {
            path.lineTo(lastX, lastY);
        }
        down = false;
    }

    private void anchor(double x, double y) {
        anchorX = x;
        anchorY = y;
        flattest = Double.NEGATIVE_INFINITY;
        steepest = Double.POSITIVE_INFINITY;
    }

    /** Whether one straight line from the anchor passes this point and all since the anchor closely enough. */
    private boolean fits(double x, double y) {
        double dx = x - anchorX;
        if (dx <= 0) {
            // Straight up or down: nothing else lies on that line.
            boolean first = steepest == Double.POSITIVE_INFINITY && flattest == Double.NEGATIVE_INFINITY;
            steepest = Double.NEGATIVE_INFINITY;
            flattest = Double.POSITIVE_INFINITY;
            return first;
        }
        double slope = (y - anchorY) / dx;
        if (slope < flattest || slope > steepest) {
            return false;
        }
        flattest = Math.max(flattest, (y - tolerance - anchorY) / dx);
        steepest = Math.min(steepest, (y + tolerance - anchorY) / dx);
        return true;
    }
}
