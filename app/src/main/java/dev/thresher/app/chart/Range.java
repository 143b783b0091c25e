package dev.thresher.app.chart;

/** A stretch of an axis, {@code low < high}, both finite. */
public record Range(double low, double high) {
    public Range {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("no range from " + low + " to " + high);
        }
    }

    public double length() {
        return high - low;
    }

    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** Moved by {@code share} of its length. */
    public Range moved(double share) {
        double by = share * length();
        return new Range(low + by, high + by);
    }

    /** Scaled by {@code factor} around the point that lies at {@code share} (0 … 1) of it; below 1 shows less. */
    public Range scaled(double factor, double share) {
        double fixed = low + share * length();
        return new Range(fixed - (fixed - low) * factor, fixed + (high - fixed) * factor);
    }

    /** The part between two shares of it, in either order. */
    public Range part(double from, double to) {
        return new Range(low + Math.min(from, to) * length(), low + Math.max(from, to) * length());
    }
}
