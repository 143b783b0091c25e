package dev.thresher.app.chart;

/** Points that are all there from the beginning. x ascends; a y that is not finite is a gap. */
public final class FixedPoints implements PointSource {
    private final double[] xs;
    private final double[] ys;

    /** @throws IllegalArgumentException where there are not as many of both, or x does not ascend */
    public FixedPoints(double[] xs, double[] ys) {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(xs.length + " x for " + ys.length + " y");
        }
        for (int i = 1; i < xs.length; i++) {
            if (!(xs[i] >= xs[i - 1])) {
                throw new IllegalArgumentException("x falls from " + xs[i - 1] + " to " + xs[i]);
            }
        }
        this.xs = xs.clone();
        this.ys = ys.clone();
    }

    /** Values of the categories of an axis ({@link Axis#categories}), in their order. */
    public static FixedPoints ofCategories(double... ys) {
        double[] xs = new double[ys.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = i + 1;
        }
        return new FixedPoints(xs, ys);
    }

    @Override
    public int size() {
        return xs.length;
    }

    @Override
    public double x(int index) {
        return xs[index];
    }

    @Override
    public double y(int index) {
        return ys[index];
    }
}
