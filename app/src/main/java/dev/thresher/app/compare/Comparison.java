package dev.thresher.app.compare;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs beside each other: dense ones first, then by α and seed. Runs that differ in their seed alone form a group. */
public final class Comparison {
    private final List<ComparedRun> runs;
    private final List<RunGroup> groups;
    private final Map<ComparedRun, String> labels;

    private Comparison(List<ComparedRun> runs) {
        this.runs = runs;
        Map<Experiment, List<ComparedRun>> bySetting = new LinkedHashMap<>();
        runs.forEach(run -> bySetting.computeIfAbsent(Sweep.whatCounts(run.experiment()).withSeed(0), _ -> new ArrayList<>()).add(run));
        List<List<ComparedRun>> settings = List.copyOf(bySetting.values());
        List<String> names = unique(settings.stream().map(one -> label(one.getFirst(), false)).toList(), i -> settings.get(i).getFirst());
        List<RunGroup> made = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            made.add(new RunGroup(names.get(i), settings.get(i)));
        }
        groups = List.copyOf(made);
        boolean seeds = runs.stream().mapToLong(run -> run.experiment().seed()).distinct().count() > 1;
        List<String> each = unique(runs.stream().map(run -> label(run, seeds)).toList(), runs::get);
        labels = new HashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            labels.put(runs.get(i), each.get(i));
        }
    }

    /** @throws UserError for fewer than two runs */
    public static Comparison of(List<ComparedRun> some) {
        List<ComparedRun> distinct = List.copyOf(some.stream()
                .collect(java.util.stream.Collectors.toMap(ComparedRun::folder, run -> run, (a, _) -> a, LinkedHashMap::new)).values());
        if (distinct.size() < 2) {
            throw new UserError((distinct.isEmpty() ? "no run" : distinct.getFirst().folder() + ": one run alone")
                    + " makes no comparison; choose two or more");
        }
        return new Comparison(distinct.stream().sorted(Comparator.comparing((ComparedRun run) -> !run.dense())
                .thenComparingDouble(ComparedRun::alpha).thenComparing(run -> run.experiment().model())
                .thenComparingLong(run -> run.experiment().seed()).thenComparing(ComparedRun::name)).toList());
    }

    private String label(ComparedRun run, boolean seed) {
        Experiment e = run.experiment();
        List<String> parts = new ArrayList<>();
        if (several(one -> one.experiment().model())) {
            parts.add(e.model());
        }
        if (several(one -> one.experiment().data().dataset())) {
            parts.add(e.data().dataset());
        }
        parts.add(run.dense() ? "dense" : "α = " + NumberList.text(run.alpha()));
        if (several(one -> one.experiment().epochs())) {
            parts.add(e.epochs() + " epochs");
        }
        if (seed) {
            parts.add("seed " + e.seed());
        }
        return String.join(", ", parts);
    }

    private boolean several(Function<ComparedRun, Object> of) {
        return runs.stream().map(of).distinct().count() > 1;
    }

    /** Labels that are the same for two get the name of the run folder behind them. */
    private static List<String> unique(List<String> labels, Function<Integer, ComparedRun> run) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            boolean once = labels.indexOf(label) == labels.lastIndexOf(label);
            String name = once ? label : label + " (" + run.apply(i).name() + ")";
            names.add(names.contains(name) ? name + " " + (i + 1) : name);
        }
        return names;
    }

    public List<ComparedRun> runs() {
        return runs;
    }

    public List<RunGroup> groups() {
        return groups;
    }

    /** What sets a run apart from the others, in a few words: {@code α = 5e-4, seed 1}. */
    public String label(ComparedRun run) {
        return labels.get(run);
    }

    /** Whether some setting was run with more than one seed. */
    public boolean severalSeeds() {
        return groups.stream().anyMatch(group -> group.runs().size() > 1);
    }

    /** The masked layers that all runs have, in the network's order; empty where their networks do not match. */
    public List<String> layers() {
        return layersMatch() ? runs.getFirst().layers() : List.of();
    }

    public boolean layersMatch() {
        return !several(ComparedRun::layers);
    }

    /** What cannot be compared of these runs and why, a line each; empty where all can. */
    public List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        if (!layersMatch()) {
            ComparedRun one = runs.getFirst();
            ComparedRun other = runs.stream().filter(run -> !run.layers().equals(one.layers())).findFirst().orElseThrow();
            lines.add("Figure 7, masks and the columns of single layers are left out: " + one.experiment().model() + " has other masked layers than "
                    + (other.experiment().model().equals(one.experiment().model()) ? other.name() : other.experiment().model()) + ".");
        }
        List<RunGroup> sparse = groups.stream().filter(group -> !group.dense()).toList();
        if (sparse.stream().filter(group -> group.alpha() > 0).mapToDouble(RunGroup::alpha).distinct().count() < 2) {
            lines.add("Figure 3 is left out: it needs runs with two different α above 0.");
        } else if (sparse.stream().anyMatch(group -> group.alpha() == 0)) {
            lines.add("Runs with α = 0 are left out of Figure 3, whose axis is logarithmic.");
        }
        if (layersMatch() && runs.getFirst().layers().isEmpty()) {
            lines.add("Figure 7 and masks are left out: these networks have no masked layers.");
        }
        if (several(run -> run.experiment().data().dataset())) {
            lines.add("These runs are on different data sets: their accuracies say little about each other.");
        }
        return lines;
    }

    /** Mean last accuracy of the dense runs of the same network on the same data, 0 … 1; NaN where there are none. */
    public double denseAccuracy(ComparedRun run) {
        return MeanAndDeviation.of(runs.stream().filter(one -> one.dense() && one.experiment().model().equals(run.experiment().model())
                        && one.experiment().data().dataset().equals(run.experiment().data().dataset()))
                .mapToDouble(one -> one.at().accuracyLast()).toArray()).mean();
    }
}
