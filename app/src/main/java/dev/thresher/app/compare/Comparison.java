package dev.thresher.app.compare;

import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Names;
import dev.thresher.app.figure.RunGroup;
import dev.thresher.app.figure.Template;
import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs beside each other: dense ones first, then by α and seed. Runs that differ in their seed alone form a group. */
public final class Comparison {
    /** The figures that are drawn of all runs together. */
    public static final List<Template> FIGURES = List.of(Template.FIG3, Template.FIG7);

    private final List<BoundRun> runs;
    private final List<RunGroup> groups;
    private final Map<BoundRun, String> labels;
    private final Map<RunGroup, String> groupLabels;

    private Comparison(List<BoundRun> runs) {
        this.runs = runs;
        groups = RunGroup.of(runs);
        labels = labels(runs, Names.ofRuns(runs));
        groupLabels = labels(groups, Names.ofGroups(groups));
    }

    private static <T> Map<T, String> labels(List<T> all, List<String> names) {
        Map<T, String> labels = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            labels.put(all.get(i), names.get(i));
        }
        return labels;
    }

    /** @throws UserError for fewer than two runs */
    public static Comparison of(List<BoundRun> some) {
        List<BoundRun> distinct = List.copyOf(some.stream()
                .collect(Collectors.toMap(BoundRun::folder, run -> run, (a, _) -> a, LinkedHashMap::new)).values());
        if (distinct.size() < 2) {
            throw new UserError((distinct.isEmpty() ? "no run" : distinct.getFirst().folder() + ": one run alone")
                    + " makes no comparison; choose two or more");
        }
        return new Comparison(distinct.stream().sorted(Comparator.comparing((BoundRun run) -> !run.dense())
                .thenComparingDouble(BoundRun::alpha).thenComparing(run -> run.experiment().model())
                .thenComparingLong(run -> run.experiment().seed()).thenComparing(BoundRun::name)).toList());
    }

    private boolean several(Function<BoundRun, Object> of) {
        return runs.stream().map(of).distinct().count() > 1;
    }

    public List<BoundRun> runs() {
        return runs;
    }

    public List<RunGroup> groups() {
        return groups;
    }

    /** What sets a run apart from the others, in a few words: {@code α = 5e-4, seed 1}. */
    public String label(BoundRun run) {
        return labels.get(run);
    }

    /** What sets a group apart from the others: {@code α = 5e-4}. */
    public String label(RunGroup group) {
        return groupLabels.get(group);
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
        return !several(BoundRun::layers);
    }

    /** The template as it is drawn of all runs; to be made, looked at, and kept. */
    public Figure figure(Template template) {
        return Figure.of(template, runs.stream().map(BoundRun::folder).toList());
    }

    /** The same with the runs' numbers. @throws UserError with the reason where the runs lack what the template draws */
    public MadeFigure made(Template template) {
        return MadeFigure.of(figure(template), runs);
    }

    /** What cannot be compared of these runs and why, a line each; empty where all can. */
    public List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        if (!layersMatch()) {
            BoundRun one = runs.getFirst();
            BoundRun other = runs.stream().filter(run -> !run.layers().equals(one.layers())).findFirst().orElseThrow();
            lines.add("Masks and the columns of single layers are left out: " + one.experiment().model() + " has other masked layers than "
                    + (other.experiment().model().equals(one.experiment().model()) ? other.name() : other.experiment().model()) + ".");
        }
        for (Template template : FIGURES) {
            try {
                made(template);
            } catch (UserError e) {
                lines.add(template.number() + " is left out: it " + e.getMessage().replaceFirst("^" + template.number() + ": ", "") + ".");
            }
        }
        if (runs.stream().anyMatch(run -> run.alpha() == 0) && lines.stream().noneMatch(line -> line.startsWith(Template.FIG3.number()))) {
            lines.add("Runs with α = 0 are left out of Figure 3, whose axis is logarithmic.");
        }
        if (several(run -> run.experiment().data().dataset())) {
            lines.add("These runs are on different data sets: their accuracies say little about each other.");
        }
        return lines;
    }
}
