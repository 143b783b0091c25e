package dev.thresher.app.chart;

import java.util.List;
import java.util.Locale;

/**
 * An axis of a chart.
 *
 * @param label what it counts, for example "Remaining ratio"
 * @param unit follows every number on it, for example "%"; empty where a number needs none
 * @param whole whether only whole numbers are marked (steps, epochs)
 * @param fixed what is shown unless the user zooms, on a linear scale; null fits the data
 * @param limit what no fitted range goes beyond; null where there is no such limit
 * @param categories what stands at 1, 2, 3, … instead of numbers, as the names of layers; empty for an axis of numbers
 */
public record Axis(String label, String unit, boolean whole, Range fixed, Range limit, List<String> categories) {
    public Axis {
        categories = List.copyOf(categories);
    }

    /** An axis of numbers. */
    public Axis(String label, String unit, boolean whole, Range fixed, Range limit) {
        this(label, unit, whole, fixed, limit, List.of());
    }

    /** A horizontal axis of names, the first at x = 1. */
    public static Axis categories(String label, List<String> names) {
        return new Axis(label, "", true, null, null, names);
    }

    /** A number without unit, fitted to the data. */
    public static Axis number(String label) {
        return new Axis(label, "", false, null, null);
    }

    /** The same under another name. */
    public Axis withLabel(String other) {
        return new Axis(other, unit, whole, fixed, limit, categories);
    }

    /** Counts something: steps, epochs. */
    public static Axis counting(String label) {
        return new Axis(label, "", true, null, null);
    }

    /** 0 to 100 %, all of it. */
    public static Axis percent(String label) {
        return new Axis(label, "%", false, new Range(0, 100), new Range(0, 100));
    }

    /** Of 0 to 100 %, what the data need. */
    public static Axis fittedPercent(String label) {
        return new Axis(label, "%", false, null, new Range(0, 100));
    }

    /** A number as it is read out: four significant digits at most, with the unit. */
    public String format(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (!categories.isEmpty() && value >= 1 && value <= categories.size() && value == Math.rint(value)) {
            return categories.get((int) value - 1);
        }
        return number(value) + suffix();
    }

    /** What follows a number: a thin space and the unit, or nothing. */
    public String suffix() {
        return unit.isEmpty() ? "" : "\u2009" + unit;
    }

    private String number(double value) {
        double size = Math.abs(value);
        if (whole && value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size != 0 && (size < 1e-3 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 0.1 || size == 0 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
