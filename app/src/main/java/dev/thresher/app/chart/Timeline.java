package dev.thresher.app.chart;

import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.Arrays;

/**
 * Where a step of a run lies on an axis of steps, epochs or seconds. Epochs are fractions: 1.5 is in the middle of the second; before
 * the first is through, it is taken to be as long as it is so far. Seconds are known at the ends of epochs and lie evenly in between;
 * after the last, steps are taken to be as fast as in it. Read from any thread.
 */
final class Timeline {
    private final RunLog log;
    private final XUnit unit;
    private int perEpoch;                    // 0 while unknown
    private double[] seconds = new double[1]; // of the steps up to the last epoch's end
    private int known;                       // that step
    private int epochs;
    private double pace;                     // seconds a step, after it

    Timeline(RunLog log, XUnit unit) {
        this.log = log;
        this.unit = unit;
    }

    XUnit unit() {
        return unit;
    }

    /** x of the end of a step; 0 before the first. */
    double at(int step) {
        return switch (unit) {
            case STEPS -> step;
            case EPOCHS -> (double) step / perEpoch();
            case SECONDS -> secondsAt(step);
        };
    }

    /** x of the end of an epoch. */
    double at(EpochRow row) {
        return switch (unit) {
            case STEPS -> row.step();
            case EPOCHS -> row.epoch();
            case SECONDS -> row.seconds();
        };
    }

    private synchronized int perEpoch() {
        if (perEpoch == 0) {
            FloatColumn column = log.steps().column(StepLog.EPOCH);
            int size = log.steps().size();
            if (size == 0 || column.get(size - 1) == column.get(0)) {
                return Math.max(1, size);
            }
            int low = 0;
            int high = size - 1;
            while (low < high) { // the first step of the second epoch
                int middle = (low + high) >>> 1;
                if (column.get(middle) > column.get(0)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            perEpoch = low;
        }
        return perEpoch;
    }

    private synchronized double secondsAt(int step) {
        int there = log.epochs().size();
        for (; epochs < there; epochs++) {
            extend(log.epochs().get(epochs));
        }
        return step <= known ? seconds[step] : seconds[known] + (step - known) * pace();
    }

    private double pace() {
        return known > 0 ? pace : 1e-3; // before the first epoch's end nothing is known
    }

    private void extend(EpochRow row) {
        if (row.step() <= known || row.seconds() < seconds[known]) {
            return;
        }
        seconds = Arrays.copyOf(seconds, Math.max(row.step() + 1, Math.min(2 * seconds.length, 1 << 26)));
        pace = (row.seconds() - seconds[known]) / (row.step() - known);
        for (int step = known + 1; step <= row.step(); step++) {
            seconds[step] = seconds[known] + (step - known) * pace;
        }
        known = row.step();
    }
}
