package dev.thresher.engine.backend;

/** Where a backend reports one number; valid after {@link Backend#await()}. */
public final class SumResult {
    private double value;

    public double value() {
        return value;
    }

    /** For backends. */
    public void set(double newValue) {
        value = newValue;
    }
}
