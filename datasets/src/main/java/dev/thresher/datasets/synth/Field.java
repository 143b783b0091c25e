package dev.thresher.datasets.synth;

/** A smooth random field over the unit square: bell-shaped values at GRID × GRID nodes, blended with eased steps. */
final class Field {
    private static final int GRID = 5;

    private final double[] nodes = new double[GRID * GRID];

    Field(Draws draws, double deviation) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = draws.bell() * deviation;
        }
    }

    /** Its value at (x, y), both in [0, 1]. */
    double at(double x, double y) {
        double gx = x * (GRID - 1);
        double gy = y * (GRID - 1);
        int cx = (int) Math.min(gx, GRID - 2);
        int cy = (int) Math.min(gy, GRID - 2);
        double ex = ease(gx - cx);
        double ey = ease(gy - cy);
        int node = cy * GRID + cx;
        double top = nodes[node] + (nodes[node + 1] - nodes[node]) * ex;
        double bottom = nodes[node + GRID] + (nodes[node + GRID + 1] - nodes[node + GRID]) * ex;
        return top + (bottom - top) * ey;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
