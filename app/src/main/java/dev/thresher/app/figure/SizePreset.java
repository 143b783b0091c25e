package dev.thresher.app.figure;

import dev.thresher.app.chart.Size;

/** Sizes that usual page layouts want. */
public enum SizePreset {
    ONE_COLUMN("One column", 3.25, 2.4),
    TEXT_WIDTH("Text width", 5.5, 3),
    TWO_COLUMNS("Two columns", 6.75, 3.2);

    private final String title;
    private final Size size;

    SizePreset(String title, double width, double height) {
        this.title = title;
        this.size = new Size(width, height);
    }

    /** As the user reads it. */
    public String title() {
        return title;
    }

    public Size size() {
        return size;
    }

    /** {@code one-column}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
