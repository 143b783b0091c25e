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
    /**
     * What is known of the time.
     *
     * @param seconds of the steps up to the last epoch's end
     * @param last that step
     * @param epochs how many that are
     * @param pace seconds a step, after it
     */
    private record Known(double[] seconds, int last, int epochs, double pace) {
    }

    private final RunLog log;
    private final XUnit unit;
    private volatile int perEpoch;                                              // 0 while unknown
    private volatile Known known = new Known(new double[1], 0, 0, 1e-3); // before the first epoch's end any pace will do

    Timeline(RunLog log, XUnit unit) {
        this.log = log;
        this.unit = unit;
    }

    XUnit unit() {
        return unit;
    }

    /** x of the end of a step; 0 before the first. Asked for every point of every drawing, so the usual way is without a lock. */
    double at(int step) {
        return switch (unit) {
            case STEPS -> step;
            case EPOCHS -> (double) step / (perEpoch > 0 ? perEpoch : soFar());
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

    /** Steps of the first epoch, as far as it has come; all of them once the second has begun. */
    private int soFar() {
        FloatColumn column = log.steps().column(StepLog.EPOCH);
        int size = log.steps().size();
        if (size == 0 || column.get(size - 1) == column.get(0)) {
            return Math.max(1, size);
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column.get(middle) > column.get(0)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        perEpoch = low;
        return low;
    }

    private double secondsAt(int step) {
        Known now = known;
        if (step > now.last && log.epochs().size() > now.epochs) {
            now = extend();
        }
        return step <= now.last ? now.seconds[step] : now.seconds[now.last] + (step - now.last) * now.pace;
    }

    private synchronized Known extend() {
        Known now = known;
        for (EpochRow row : log.epochs().from(now.epochs)) {
            if (row.step() <= now.last || row.seconds() < now.seconds[now.last]) {
                now = new Known(now.seconds, now.last, now.epochs + 1, now.pace);
                continue;
            }
            double begin = now.seconds[now.last];
            double pace = (row.seconds() - begin) / (row.step() - now.last);
            double[] seconds = Arrays.copyOf(now.seconds, row.step() + 1);
            for (int step = now.last + 1; step < row.step(); step++) {
                seconds[step] = begin + (step - now.last) * pace;
            }
            seconds[row.step()] = row.seconds();
            now = new Known(seconds, row.step(), now.epochs + 1, pace);
        }
        known = now;
        return now;
    }
}
