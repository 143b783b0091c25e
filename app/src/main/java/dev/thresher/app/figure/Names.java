package dev.thresher.app.figure;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ScheduleKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How runs, networks and numbers are called in a figure. */
final class Names {
    private Names() {
    }

    /** {@code LeNet-300-100} for {@code lenet-300-100}; a network of the user's own keeps its name. */
    static String network(String model) {
        String name = model.startsWith("lenet-") ? "LeNet-" + model.substring(6)
                : model.startsWith("vgg-") ? "VGG-" + model.substring(4)
                : model.startsWith("wrn-") ? "WideResNet-" + model.substring(4)
                : model.startsWith("resnet-") ? "ResNet-" + model.substring(7)
                : model.startsWith("lstm-") ? "LSTM-" + model.substring(5) : model;
        return name.replace("caffe", "Caffe");
    }

    static String method(MethodKind kind) {
        return kind == MethodKind.DENSE ? "Dense" : kind.id().toUpperCase(Locale.ROOT);
    }

    /** {@code 5e-4} rather than 5.0E-4, and {@code 1e-3} rather than 0.001: below a hundredth always so. */
    static String number(double value) {
        if (value != 0 && Math.abs(value) < 0.01) {
            BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            int power = exact.precision() - exact.scale() - 1;
            return exact.movePointLeft(power).toPlainString() + "e" + power;
        }
        return Double.toString(value).replace("E", "e").replaceAll("\\.0(?=e|$)", "");
    }

    /** What tells these experiments apart, one text for each; where nothing does, {@code otherwise}. */
    static List<String> telling(List<Experiment> experiments, List<String> otherwise) {
        List<Function<Experiment, String>> settings = List.of(
                e -> network(e.model()),
                e -> e.data().dataset(),
                e -> method(e.method().kind()),
                e -> e.method().kind() == MethodKind.DENSE ? "" : "α = " + number(e.method().alpha()),
                e -> "η = " + number(e.optimiser().learningRate()),
                e -> schedule(e),
                e -> "weight decay " + number(e.optimiser().weightDecay()),
                e -> e.method().threshold().name().toLowerCase(Locale.ROOT) + " threshold",
                e -> e.data().normalisation().on() ? "normalised" : "inputs in [0, 1]",
                e -> e.epochs() + " epochs",
                e -> "batch " + e.data().batch());
        List<Function<Experiment, String>> differing = new ArrayList<>(settings.stream()
                .filter(setting -> experiments.stream().map(setting).distinct().count() > 1).toList());
        differing.remove(1 < differing.size() && experiments.stream().map(settings.get(3)).distinct().count() > 1 ? settings.get(2) : null);
        Function<Experiment, String> seed = e -> "seed " + e.seed();
        List<String> names = join(experiments, differing);
        if (new HashSet<>(names).size() < names.size()) {
            differing.add(seed);
            names = join(experiments, differing);
        }
        Set<String> distinct = new HashSet<>(names);
        return distinct.size() == names.size() && !(names.size() == 1 && names.getFirst().isEmpty()) ? names : otherwise;
    }

    private static String schedule(Experiment e) {
        return e.schedule().kind() == ScheduleKind.STEP
                ? "÷" + number(Math.round(1 / e.schedule().gamma() * 100) / 100.0) + " after "
                        + e.schedule().decayEpochs().stream().map(String::valueOf).collect(Collectors.joining(", "))
                : e.schedule().kind().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> join(List<Experiment> experiments, List<Function<Experiment, String>> settings) {
        return experiments.stream().map(e -> {
            String text = settings.stream().map(setting -> setting.apply(e)).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
            return text.isEmpty() && e.method().kind() == MethodKind.DENSE ? "dense" : text;
        }).toList();
    }
}
