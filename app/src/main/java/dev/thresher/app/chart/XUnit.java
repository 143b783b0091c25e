package dev.thresher.app.chart;

/** What a run's charts count on their horizontal axis. */
public enum XUnit {
    STEPS("Step"), EPOCHS("Epoch"), SECONDS("Time");

    private final String label;

    XUnit(String label) {
        this.label = label;
    }

    /** The axis: steps and epochs are counted, time is in seconds of training and evaluation, pauses left out. */
    public Axis axis() {
        return this == SECONDS ? new Axis(label, "s", false, null, null) : Axis.counting(label);
    }
}
