package dev.thresher.app.window.train;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.engine.log.RunLog;

/** The charts of the Train page, in their order. */
public enum TrainChart {
    REMAINING("Remaining ratio of each layer, step by step", "fth-trending-down",
            "Start a run, and what each layer keeps is drawn here as it trains. Or open a run folder, or drop one here."),
    ACCURACY("Remaining ratio and test accuracy, epoch by epoch", "fth-activity",
            "After each epoch the network is tested: a point for its accuracy, one for what remains of the model."),
    LOSSES("Task and sparse loss", "fth-bar-chart-2", "What is minimised: the loss of the task, and how low the thresholds are."),
    CHANGES("Weights pruned and recovered", "fth-shuffle", "How many weights each step's masks drop, and how many they bring back; those of each layer are in the menu of curves."),
    DECAYS("The output layer and the learning rate", "fth-zap", "Whether the output layer recovers when the learning rate decays.");

    private final String heading;
    private final String icon;
    private final String hint;

    TrainChart(String heading, String icon, String hint) {
        this.heading = heading;
        this.icon = icon;
        this.hint = hint;
    }

    /** What will be here before there is a run. */
    public String heading() {
        return heading;
    }

    /** Ikonli's literal. */
    public String icon() {
        return icon;
    }

    public String hint() {
        return hint;
    }

    /** As preferences and style classes call it. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @param dense the run compared with, or null */
    ChartModel of(RunCharts charts, boolean grouped, RunLog dense) {
        return switch (this) {
            case REMAINING -> charts.remaining(grouped);
            case ACCURACY -> charts.accuracy(dense);
            case LOSSES -> charts.losses();
            case CHANGES -> charts.changes(grouped);
            case DECAYS -> charts.decays();
        };
    }
}
