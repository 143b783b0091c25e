package dev.thresher.app.cli;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Texts {
    private Texts() {
    }

    /** {@code 5e-4}, {@code 0.01}, {@code 0}. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString((long) value);
        }
        return Math.abs(value) < 1e-3
                ? Double.toString(value).replace(".0E", "e").replace('E', 'e')
                : Double.toString(value);
    }

    /** A share in 0 … 1 as {@code 8.31 %}; a dash for none. */
    static String percent(Double share) {
        return share == null || share.isNaN() ? "–" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 8.2 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600 ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** {@code 11.0 MiB}. */
    static String bytes(long bytes) {
        return bytes < 1 << 20 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
