package dev.thresher.app.chart;

/** Where a figure's legend stands. */
public enum LegendPlace {
    BELOW("Below"), ABOVE("Above"), RIGHT("Right"),
    TOP_LEFT("Inside, top left"), TOP_RIGHT("Inside, top right"),
    BOTTOM_LEFT("Inside, bottom left"), BOTTOM_RIGHT("Inside, bottom right"),
    NONE("None");

    private final String title;

    LegendPlace(String title) {
        this.title = title;
    }

    /** As the user reads it. */
    public String title() {
        return title;
    }

    /** Whether it lies on the plot, over whatever is drawn there. */
    public boolean inside() {
        return this == TOP_LEFT || this == TOP_RIGHT || this == BOTTOM_LEFT || this == BOTTOM_RIGHT;
    }
}
