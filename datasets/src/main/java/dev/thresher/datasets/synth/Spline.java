package dev.thresher.datasets.synth;

/** Turns the points a pen passes into a polyline: a Catmull–Rom spline, cut into short straight pieces. */
final class Spline {
    private static final int PIECES = 6;

    private Spline() {
    }

    /** The polyline of a stroke, as x0, y0, x1, y1, … */
    static double[] flatten(Glyphs.Kind kind, double[] xy) {
        int points = xy.length / 2;
        boolean closed = kind == Glyphs.Kind.LOOP;
        boolean straight = kind == Glyphs.Kind.LINES;
        int spans = closed ? points : points - 1;
        double[] out = new double[2 * (spans * PIECES + 1)];
        int o = 0;
        for (int span = 0; span < spans; span++) {
            int pieces = span == spans - 1 ? PIECES + 1 : PIECES;
            for (int piece = 0; piece < pieces; piece++) {
                double t = (double) piece / PIECES;
                for (int axis = 0; axis < 2; axis++) {
                    double a = at(xy, span - 1, axis, closed);
                    double b = at(xy, span, axis, closed);
                    double c = at(xy, span + 1, axis, closed);
                    double d = at(xy, span + 2, axis, closed);
                    out[o++] = straight ? b + (c - b) * t : catmullRom(a, b, c, d, t);
                }
            }
        }
        return out;
    }

    private static double at(double[] xy, int point, int axis, boolean closed) {
        int points = xy.length / 2;
        int index = closed ? Math.floorMod(point, points) : Math.clamp(point, 0, points - 1);
        return xy[2 * index + axis];
    }

    /** Passes b at t = 0 and c at t = 1, with the slopes (c − a)/2 and (d − b)/2. */
    private static double catmullRom(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}
