package dev.thresher.app.figure;

import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Runs that differ in their seed alone.
 *
 * @param runs at least one, in the order in which they were given
 */
public record RunGroup(List<BoundRun> runs) {
    public RunGroup {
        runs = List.copyOf(runs);
    }

    /** Groups in the order of their first runs. */
    public static List<RunGroup> of(List<BoundRun> runs) {
        return by(runs, run -> setting(run.experiment())).values().stream().map(RunGroup::new).toList();
    }

    static <K, T> Map<K, List<T>> by(List<T> all, Function<T, K> key) {
        Map<K, List<T>> found = new LinkedHashMap<>();
        all.forEach(one -> found.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one));
        return found;
    }

    /** The seed, where the data lay, and what computed it make no other experiment; nor does α, to a dense run. */
    static Experiment setting(Experiment e) {
        Experiment plain = e.withSeed(0).withExecution(new ExecutionConfig(BackendKind.SIMD, 1, 1)).withData(e.data().withFolder(null)).withModelFile(null);
        return e.method().kind() == MethodKind.DENSE ? plain.withMethod(e.method().withAlpha(0)) : plain;
    }

    /** The setting without α: runs of the same that differ in α make a curve over it. */
    Experiment apartFromAlpha() {
        Experiment e = setting(experiment());
        return e.withMethod(e.method().withAlpha(0));
    }

    public BoundRun first() {
        return runs.getFirst();
    }

    public Experiment experiment() {
        return first().experiment();
    }

    public boolean dense() {
        return first().dense();
    }

    /** NaN for dense runs, which have none. */
    public double alpha() {
        return first().alpha();
    }

    /** Mean ± deviation over the seeds; runs of which it is not known are left out. */
    public MeanAndDeviation over(ToDoubleFunction<BoundRun> value) {
        return MeanAndDeviation.of(runs.stream().mapToDouble(value).toArray());
    }
}
