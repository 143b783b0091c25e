package dev.thresher.datasets.synth;

import java.util.ArrayList;
import java.util.List;

/**
 * The hand that writes: takes a glyph and gives polylines in pixels, each time a little differently. Points are
 * displaced one by one, then the whole by an affine map (slant, rotation, width) and a smooth elastic field; the result
 * is fitted into the middle of the image, as MNIST's digits are.
 */
final class Hand {
    /** Ink stays inside [MARGIN, SIZE − MARGIN], so that the border of the image carries no information. */
    private static final double MARGIN = 4;
    private static final double SIZE = 28;
    /** The elastic field is given at GRID × GRID nodes over the glyph's box. */
    private static final int GRID = 4;

    private final Draws draws;
    /** How carelessly this image is written: 0.6 for most, up to 1.9 for few. */
    private final double sloppiness;

    Hand(Draws draws) {
        this.draws = draws;
        double u = draws.between(0, 1);
        this.sloppiness = 0.6 + 1.3 * u * u * u;
    }

    /**
     * Polylines in pixels.
     *
     * @param reach how far ink reaches from its line, pixels; kept inside the margin too
     */
    List<double[]> write(List<Glyphs.Stroke> glyph, double reach) {
        List<double[]> lines = new ArrayList<>();
        for (Glyphs.Stroke stroke : glyph) {
            double[] points = stroke.xy().clone();
            for (int i = 0; i < points.length; i++) {
                points[i] += draws.bell() * 3.2 * sloppiness;
            }
            lines.add(Spline.flatten(stroke.kind(), points));
        }
        bend(lines);
        turn(lines);
        fit(lines, reach);
        return lines;
    }

    /** Adds a smooth random field: bilinear between nodes, with eased steps so that it has no kinks. */
    private void bend(List<double[]> lines) {
        double[] field = new double[2 * GRID * GRID];
        for (int i = 0; i < field.length; i++) {
            field[i] = draws.bell() * 5.0 * sloppiness;
        }
        for (double[] line : lines) {
            for (int i = 0; i < line.length; i += 2) {
                double gx = Math.clamp(line[i] / 100, 0, 1) * (GRID - 1);
                double gy = Math.clamp(line[i + 1] / 100, 0, 1) * (GRID - 1);
                int cx = (int) Math.min(gx, GRID - 2);
                int cy = (int) Math.min(gy, GRID - 2);
                double ex = ease(gx - cx);
                double ey = ease(gy - cy);
                for (int axis = 0; axis < 2; axis++) {
                    int at = 2 * (cy * GRID + cx) + axis;
                    double top = field[at] + (field[at + 2] - field[at]) * ex;
                    double bottom = field[at + 2 * GRID] + (field[at + 2 * GRID + 2] - field[at + 2 * GRID]) * ex;
                    line[i + axis] += top + (bottom - top) * ey;
                }
            }
        }
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private void turn(List<double[]> lines) {
        double width = draws.between(0.6, 1.1);
        double slant = draws.bell() * 0.28 + 0.08;
        double angle = draws.bell() * 0.16;
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (double[] line : lines) {
            for (int i = 0; i < line.length; i += 2) {
                double y = line[i + 1] - 50;
                double x = (line[i] - 50) * width - y * slant;
                line[i] = cos * x - sin * y;
                line[i + 1] = sin * x + cos * y;
            }
        }
    }

    private void fit(List<double[]> lines, double reach) {
        double room = SIZE - 2 * MARGIN - 2 * reach;
        double[] box = box(lines);
        double scale = room * draws.between(0.82, 1) / Math.max(1, Math.max(box[2] - box[0], box[3] - box[1]));
        for (int axis = 0; axis < 2; axis++) {
            double middle = (box[axis] + box[axis + 2]) / 2;
            double slack = (room - (box[axis + 2] - box[axis]) * scale) / 2;
            double shift = Math.clamp(draws.bell() * 1.0, -slack, slack);
            for (double[] line : lines) {
                for (int i = axis; i < line.length; i += 2) {
                    line[i] = SIZE / 2 + shift + (line[i] - middle) * scale;
                }
            }
        }
    }

    /** Least x, least y, greatest x, greatest y. */
    private static double[] box(List<double[]> lines) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                box[i & 1] = Math.min(box[i & 1], line[i]);
                box[2 + (i & 1)] = Math.max(box[2 + (i & 1)], line[i]);
            }
        }
        return box;
    }
}
