package dev.thresher.app.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Runs that differ in nothing but their seed. @param label what sets them apart from the other groups, in a few words */
public record RunGroup(String label, List<ComparedRun> runs) {
    public RunGroup {
        runs = List.copyOf(runs);
    }

    public boolean dense() {
        return runs.getFirst().dense();
    }

    public double alpha() {
        return runs.getFirst().alpha();
    }

    /** Mean ± deviation over the seeds; runs where it is not known are left out. */
    public MeanAndDeviation over(ToDoubleFunction<ComparedRun> value) {
        return MeanAndDeviation.of(runs.stream().mapToDouble(value).toArray());
    }
}
