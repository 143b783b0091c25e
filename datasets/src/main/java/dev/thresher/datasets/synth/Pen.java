package dev.thresher.datasets.synth;

import java.util.Arrays;
import java.util.List;

/** Draws polylines into a square grey image by the distance of each pixel from the nearest piece of line. */
final class Pen {
    private final int side;
    private final double blur;
    /** How far ink reaches from the line, pixels. */
    private final double reach;

    /**
     * @param side pixels a side
     * @param radius half the stroke's width, pixels
     * @param blur width of the soft edge, pixels
     */
    Pen(int side, double radius, double blur) {
        this.side = side;
        this.blur = blur;
        this.reach = radius + blur / 2;
    }

    /** Ink of every pixel, 0 to 1; pixel (x, y) has its centre at (x + ½, y + ½). */
    float[] draw(List<double[]> lines) {
        double[] squares = new double[side * side]; // squared distance from the nearest piece, pixels²
        Arrays.fill(squares, Double.MAX_VALUE);
        for (double[] line : lines) {
            for (int i = 0; i + 3 < line.length; i += 2) {
                measure(squares, line[i], line[i + 1], line[i + 2], line[i + 3]);
            }
        }
        float[] ink = new float[side * side];
        for (int i = 0; i < ink.length; i++) {
            double inside = Math.clamp((reach - Math.sqrt(squares[i])) / blur, 0, 1);
            ink[i] = (float) (inside * inside * (3 - 2 * inside));
        }
        return ink;
    }

    /** Takes one piece of line into account, for the pixels that its ink can reach. */
    private void measure(double[] squares, double x0, double y0, double x1, double y1) {
        int left = (int) Math.max(0, Math.min(x0, x1) - reach);
        int right = (int) Math.min(side - 1, Math.max(x0, x1) + reach);
        int top = (int) Math.max(0, Math.min(y0, y1) - reach);
        int bottom = (int) Math.min(side - 1, Math.max(y0, y1) + reach);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.max(1e-12, dx * dx + dy * dy); // a piece without length is a dot
        for (int py = top; py <= bottom; py++) {
            double y = py + 0.5 - y0;
            for (int px = left; px <= right; px++) {
                double x = px + 0.5 - x0;
                double t = Math.max(0, Math.min(1, (x * dx + y * dy) / length));
                double ex = x - t * dx;
                double ey = y - t * dy;
                squares[py * side + px] = Math.min(squares[py * side + px], ex * ex + ey * ey);
            }
        }
    }
}
