package dev.thresher.app.measure;

import java.util.List;

/** What charts of many points cost: the window's thread, and a training that goes on meanwhile. */
public record WindowFrames(List<Row> rows) {
    public WindowFrames {
        rows = List.copyOf(rows);
    }

    /**
     * One measurement: the Train page shows a run of so many series and points that grows with a real training.
     *
     * @param series of the chart of remaining ratios
     * @param points of each of them, at the begin
     * @param alone speed of the training beside an idle window, steps a second, median of the rounds
     * @param looked while the window shows it, and nobody touches it
     * @param pointed while the pointer moves over the largest chart all the time, whose read-out tells all values, and the window's thread is asked
     *     how soon it listens
     * @param waits how long the window's thread did not listen when it was asked: by its own work, and for want of a processor
     * @param work how long it worked by itself between two answers, in time of a processor: no frame took longer
     */
    public record Row(int series, int points, double alone, Shown looked, Shown pointed, Waits waits, Waits work) {
    }

    /**
     * A training that the window shows.
     *
     * @param speed steps a second, median of the rounds
     * @param kept share of its speed that the training keeps: median over the rounds of what each of them kept, so that a machine that is
     *     slower for a while does not tell
     * @param busy how much of a processor the window used, median round
     */
    public record Shown(double speed, double kept, Busy busy) {
    }
}
