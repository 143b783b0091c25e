package dev.thresher.app.window.run;

import java.util.Locale;

/** How numbers of a run are written for people. What is not known is a dash. */
public final class Texts {
    public static final String UNKNOWN = "–";

    private Texts() {
    }

    /** {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 07 min}, {@code 3 d 4 h}. */
    public static String duration(double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            return UNKNOWN;
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        // From here on whole minutes are enough, rounded so that 59 min 59 s never reads 0 h 60 min.
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
        }
        long hours = Math.round(seconds / 3_600);
        return hours / 24 + " d " + hours % 24 + " h";
    }

    /** A share of 1 as a percentage: {@code 2.48 %}. */
    public static String percent(double share) {
        return Double.isNaN(share) ? UNKNOWN : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** A count with thin groups: {@code 18,760}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Steps a second, with as many digits as mean something. */
    public static String rate(double perSecond) {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            return UNKNOWN;
        }
        return perSecond < 10 ? String.format(Locale.ROOT, "%.1f", perSecond) : count(Math.round(perSecond));
    }
}
