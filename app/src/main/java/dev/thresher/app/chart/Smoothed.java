package dev.thresher.app.chart;

import dev.thresher.engine.log.FloatColumn;

/**
 * The exponential moving average of another source, over all its points: s ← βs + (1 − β)y, divided by 1 − βⁿ, so that
 * the beginning is not drawn towards zero. Values are kept: each call of {@link #grow} costs only what is new. Gaps stay
 * gaps and do not count. One thread grows it, any reads it.
 */
final class Smoothed implements PointSource {
    private final PointSource raw;
    private final double strength;
    private final FloatColumn values;
    private double sum;
    private double weight;

    Smoothed(PointSource raw, double strength) {
        this.raw = raw;
        this.strength = strength;
        this.values = new FloatColumn(raw.size() + 64);
    }

    double strength() {
        return strength;
    }

    /** Follows the raw source up to {@code size} points. */
    void grow(int size) {
        for (int i = values.size(); i < size; i++) {
            double y = raw.y(i);
            if (Double.isFinite(y)) {
                sum = strength * sum + (1 - strength) * y;
                weight = strength * weight + (1 - strength);
                values.add((float) (sum / weight));
            } else {
                values.add(Float.NaN);
            }
        }
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public double x(int index) {
        return raw.x(index);
    }

    @Override
    public double y(int index) {
        return values.get(index);
    }
}
