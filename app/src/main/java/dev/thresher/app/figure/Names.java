package dev.thresher.app.figure;

import dev.thresher.app.chart.Numbers;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ScheduleKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How runs, groups of runs and networks are called in figures, tables and legends. */
public final class Names {
    /** Settings that may tell runs apart, in words; the seed only where nothing else does. */
    private static final List<Function<Experiment, String>> SETTINGS = List.of(
            e -> network(e.model()),
            e -> e.data().dataset(),
            Names::method,
            e -> "η = " + Numbers.text(e.optimiser().learningRate()),
            Names::schedule,
            e -> "weight decay " + Numbers.text(e.optimiser().weightDecay()),
            e -> e.method().threshold().name().toLowerCase(Locale.ROOT) + " threshold",
            e -> e.data().normalisation().on() ? "normalised" : "inputs in [0, 1]",
            e -> e.epochs() + " epochs",
            e -> "batch " + e.data().batch());

    private Names() {
    }

    /** {@code LeNet-300-100} for {@code lenet-300-100}; a network of the user's own keeps its name. */
    public static String network(String model) {
        String name = model.startsWith("lenet-") ? "LeNet-" + model.substring(6)
                : model.startsWith("vgg-") ? "VGG-" + model.substring(4)
                : model.startsWith("wrn-") ? "WideResNet-" + model.substring(4)
                : model.startsWith("resnet-") ? "ResNet-" + model.substring(7)
                : model.startsWith("lstm-") ? "LSTM-" + model.substring(5) : model;
        return name.replace("caffe", "Caffe");
    }

    static String method(MethodKind kind) {
        return kind == MethodKind.DENSE ? "dense" : kind.id().toUpperCase(Locale.ROOT);
    }

    /** {@code α = 5e-4}, or {@code dense}. */
    private static String method(Experiment e) {
        return e.method().kind() == MethodKind.DENSE ? "dense" : "α = " + Numbers.text(e.method().alpha());
    }

    /** What tells these runs apart, one text for each, no two the same: {@code α = 5e-4, seed 1}; where nothing does, the names of their folders. */
    public static List<String> ofRuns(List<BoundRun> runs) {
        return telling(runs.stream().map(BoundRun::experiment).toList(), folders(runs));
    }

    /** What tells these groups apart, likewise; their seeds do not. One group alone is called by its α. */
    public static List<String> ofGroups(List<RunGroup> groups) {
        return groups.size() == 1 ? List.of(method(groups.getFirst().experiment()))
                : telling(groups.stream().map(group -> group.experiment().withSeed(0)).toList(), folders(groups.stream().map(RunGroup::first).toList()));
    }

    static List<String> telling(List<Experiment> experiments, List<String> folders) {
        List<Function<Experiment, String>> differing = new ArrayList<>(SETTINGS.stream().filter(setting -> differ(experiments, setting)).toList());
        if (new HashSet<>(join(experiments, differing)).size() < experiments.size()) {
            Function<Experiment, String> seed = e -> "seed " + e.seed();
            differing.addAll(differ(experiments, seed) ? List.of(seed) : List.of());
        }
        List<String> names = join(experiments, differing);
        List<String> unique = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean once = names.indexOf(name) == names.lastIndexOf(name);
            unique.add(name.isEmpty() ? folders.get(i) : once ? name : name + " (" + folders.get(i) + ")");
        }
        return unique;
    }

    private static boolean differ(List<Experiment> experiments, Function<Experiment, String> setting) {
        return experiments.stream().map(setting).distinct().count() > 1;
    }

    private static String schedule(Experiment e) {
        return e.schedule().kind() == ScheduleKind.STEP
                ? "÷" + Numbers.text(Math.round(1 / e.schedule().gamma() * 100) / 100.0) + " after "
                        + e.schedule().decayEpochs().stream().map(String::valueOf).collect(Collectors.joining(", "))
                : e.schedule().kind().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> join(List<Experiment> experiments, List<Function<Experiment, String>> settings) {
        return experiments.stream().map(e -> settings.stream().map(setting -> setting.apply(e)).collect(Collectors.joining(", "))).toList();
    }

    /** Runs by the names of their folders, told apart where two are called the same. */
    private static List<String> folders(List<BoundRun> runs) {
        List<String> names = new ArrayList<>();
        for (BoundRun run : runs) {
            String name = run.name();
            for (int i = 2; names.contains(name); i++) {
                name = run.name() + " (" + i + ")";
            }
            names.add(name);
        }
        return names;
    }
}
