package dev.thresher.app.figure;

import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Runs that differ in their seed alone.
 *
 * @param runs at least one, in the order in which they were bound
 */
record RunGroup(List<BoundRun> runs) {
    /**
     * Mean and standard deviation of a sample.
     *
     * @param deviation with n − 1; 0 for one value
     * @param count how many values are known
     */
    record Mean(double mean, double deviation, int count) {
        static Mean of(double... values) {
            double sum = 0;
            int count = 0;
            for (double value : values) {
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            double mean = count == 0 ? Double.NaN : sum / count;
            double squares = 0;
            for (double value : values) {
                squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
            }
            return new Mean(mean, count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count);
        }
    }

    /** Groups in the order of their first runs. */
    static List<RunGroup> of(List<BoundRun> runs) {
        Map<Experiment, List<BoundRun>> groups = new LinkedHashMap<>();
        for (BoundRun run : runs) {
            groups.computeIfAbsent(withoutSeed(run.experiment()), _ -> new ArrayList<>()).add(run);
        }
        return groups.values().stream().map(RunGroup::new).toList();
    }

    /** The seed, where the data lay, and what computed it make no other experiment. */
    private static Experiment withoutSeed(Experiment e) {
        return e.withSeed(0).withExecution(new ExecutionConfig(BackendKind.SIMD, 1, 1)).withData(e.data().withFolder(null)).withModelFile(null);
    }

    BoundRun first() {
        return runs.getFirst();
    }

    Experiment experiment() {
        return first().experiment();
    }

    double alpha() {
        return experiment().method().alpha();
    }

    Mean mean(ToDoubleFunction<BoundRun> value) {
        return Mean.of(runs.stream().mapToDouble(value).toArray());
    }
}
