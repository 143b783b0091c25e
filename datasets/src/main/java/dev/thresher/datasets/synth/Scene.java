package dev.thresher.datasets.synth;

/**
 * One image of {@code synth-colour}: on a striped ground among spots of any hue lies a figure within a rim of the same
 * form and area; one of the two is of a warm hue, the other of a cool one. Which is which, and the form, make the class.
 *
 * <p>So warm and cool pixels are about equally many in every class (a histogram of colours says little), both are equally
 * bright (a grey image says nothing about the hues), and the form without colours is that of two classes.
 */
final class Scene {
    private static final int SIDE = SynthColour.SIDE;
    /** The figure, as a part of figure and rim together: half the area. */
    private static final double INNER = Math.sqrt(0.5);
    /** Samples a pixel and axis. */
    private static final int SAMPLES = 2;

    private final Draws draws;
    private final Figure figure;
    private final Paint inner;
    private final Paint rim;
    private final Paint ground;
    private final Paint stripe;
    /** Stripes of the ground: {@code (x, y) ↦ stripeX x + stripeY y}, whose odd whole parts are of the other paint. */
    private final double stripeX;
    private final double stripeY;
    private final Spot[] below;
    private final Spot[] above;
    private final Field wobble;
    private final double middleX;
    private final double middleY;
    private final double[] map; // from pixels off the middle to the figure's own measure: row-major 2 × 2

    /** A round spot, in pixels. */
    private record Spot(double x, double y, double radius, Paint paint) {
        static Spot[] some(Draws draws, int count, double largest) {
            Spot[] spots = new Spot[count];
            for (int i = 0; i < count; i++) {
                // Hues of both families, as often, so that a spot never tells the class.
                Paint paint = Paint.family(draws, draws.below(2) == 0);
                spots[i] = new Spot(draws.between(0, SIDE), draws.between(0, SIDE), draws.between(1, largest), paint);
            }
            return spots;
        }

        boolean covers(double px, double py) {
            return (px - x) * (px - x) + (py - y) * (py - y) < radius * radius;
        }
    }

    Scene(Draws draws, Figure figure, boolean warm) {
        this.draws = draws;
        this.figure = figure;
        this.inner = Paint.family(draws, warm);
        this.rim = Paint.family(draws, !warm);
        this.ground = Paint.any(draws);
        this.stripe = Paint.any(draws);
        double slope = draws.between(0, 2 * Math.PI);
        double width = draws.between(2.5, 12);
        this.stripeX = StrictMath.cos(slope) / width;
        this.stripeY = StrictMath.sin(slope) / width;
        this.below = Spot.some(draws, 2 + draws.below(6), 5);
        this.above = Spot.some(draws, draws.below(5), 2.7);
        this.wobble = new Field(draws, draws.between(0.02, 0.11));
        this.middleX = SIDE / 2.0 + draws.between(-5, 5);
        this.middleY = SIDE / 2.0 + draws.between(-5, 5);
        this.map = map(draws, draws.between(7, 11), draws.between(0.8, 1.25));
    }

    /** A turn, a stretch that keeps the area, another turn, and the scale. */
    private static double[] map(Draws draws, double radius, double stretch) {
        double first = draws.between(0, 2 * Math.PI);
        double second = draws.between(0, 2 * Math.PI);
        double c = StrictMath.cos(first);
        double s = StrictMath.sin(first);
        double d = StrictMath.cos(second);
        double t = StrictMath.sin(second);
        double along = stretch / radius;
        double across = 1 / (stretch * radius);
        return new double[] {
            d * along * c - t * across * s, -d * along * s - t * across * c,
            t * along * c + d * across * s, -t * along * s + d * across * c,
        };
    }

    /** Writes the image to {@code target[offset …]}: the red plane, the green, the blue, each row by row. */
    void draw(byte[] target, int offset) {
        float[][] planes = sharp();
        double blur = draws.between(0, 0.22);
        double noise = draws.between(0.01, 0.11);
        Field shade = new Field(draws, 0.1);
        double lightX = draws.between(-0.35, 0.35);
        double lightY = draws.between(-0.35, 0.35);
        for (int channel = 0; channel < planes.length; channel++) {
            float[] plane = blurred(blurred(planes[channel], (float) blur), (float) blur);
            double cast = draws.between(0.88, 1.12); // the light's own colour
            for (int i = 0; i < plane.length; i++) {
                double x = (i % SIDE + 0.5) / SIDE;
                double y = (i / SIDE + 0.5) / SIDE;
                double light = cast * (1 + lightX * (x - 0.5) + lightY * (y - 0.5) + shade.at(x, y));
                double value = plane[i] * light + draws.bell() * noise;
                target[offset + channel * plane.length + i] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
            }
        }
    }

    private float[][] sharp() {
        float[][] planes = new float[3][SIDE * SIDE];
        float share = 1f / (SAMPLES * SAMPLES);
        for (int i = 0; i < SIDE * SIDE * SAMPLES * SAMPLES; i++) {
            double x = (i % (SIDE * SAMPLES) + 0.5) / SAMPLES;
            double y = (i / (SIDE * SAMPLES) + 0.5) / SAMPLES;
            int pixel = (int) y * SIDE + (int) x;
            Paint paint = paintAt(x, y);
            planes[0][pixel] += (float) paint.red() * share;
            planes[1][pixel] += (float) paint.green() * share;
            planes[2][pixel] += (float) paint.blue() * share;
        }
        return planes;
    }

    private Paint paintAt(double x, double y) {
        for (Spot spot : above) {
            if (spot.covers(x, y)) {
                return spot.paint();
            }
        }
        double dx = x - middleX;
        double dy = y - middleY;
        double gauge = figure.gauge(map[0] * dx + map[1] * dy, map[2] * dx + map[3] * dy) * (1 + wobble.at(x / SIDE, y / SIDE));
        if (gauge < 1) {
            return gauge < INNER ? inner : rim;
        }
        for (Spot spot : below) {
            if (spot.covers(x, y)) {
                return spot.paint();
            }
        }
        return ((int) Math.floor(stripeX * x + stripeY * y) & 1) == 0 ? ground : stripe;
    }

    /** Each pixel gives the part {@code share} to either neighbour, along the rows and then along the columns. */
    private static float[] blurred(float[] plane, float share) {
        return along(along(plane, share, 1, SIDE), share, SIDE, 1);
    }

    private static float[] along(float[] plane, float share, int step, int across) {
        float[] out = new float[plane.length];
        for (int line = 0; line < SIDE; line++) {
            for (int i = 0; i < SIDE; i++) {
                int at = line * across + i * step;
                float before = i == 0 ? plane[at] : plane[at - step];
                float after = i == SIDE - 1 ? plane[at] : plane[at + step];
                out[at] = plane[at] + share * (before - 2 * plane[at] + after);
            }
        }
        return out;
    }
}
