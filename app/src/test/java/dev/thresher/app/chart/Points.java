package dev.thresher.app.chart;

/** Points given by hand; x counts from 1. */
record Points(double... ys) implements PointSource {
    @Override
    public int size() {
        return ys.length;
    }

    @Override
    public double x(int index) {
        return index + 1.0;
    }

    @Override
    public double y(int index) {
        return ys[index];
    }
}
