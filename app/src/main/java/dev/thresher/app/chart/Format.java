package dev.thresher.app.chart;

import java.util.Locale;

/** What a chart is exported as. */
public enum Format {
    SVG, PDF, PNG, CSV;

    /** File name extension without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
