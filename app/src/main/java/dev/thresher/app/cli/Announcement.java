package dev.thresher.app.cli;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ScheduleConfig;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What is about to run, in two lines. */
final class Announcement {
    private Announcement() {
    }

    static String of(Experiment experiment, Dataset dataset, String device, Path folder) {
        String method = experiment.method().kind() == MethodKind.DENSE ? "dense"
                : "%s, α %s, %s threshold, %s estimator".formatted(Words.of(experiment.method().kind()),
                        Texts.number(experiment.method().alpha()), Words.of(experiment.method().threshold()),
                        Words.of(experiment.method().estimator()));
        return "%s on %s (%s + %s images): %s; %s, learning rate %s%s, batch %d, seed %d%n%s; recorded in %s".formatted(
                experiment.model(), dataset.name(), Texts.count(dataset.train().count()), Texts.count(dataset.test().count()),
                method, Words.of(experiment.optimiser().kind()), Texts.number(experiment.optimiser().learningRate()),
                of(experiment.schedule()), experiment.data().batch(), experiment.seed(), device, folder);
    }

    /** What becomes of the learning rate: empty where it stays. */
    private static String of(ScheduleConfig schedule) {
        String warmUp = schedule.warmUpEpochs() > 0 ? " after a warm-up of " + Texts.number(schedule.warmUpEpochs()) + " epochs" : "";
        return warmUp + switch (schedule.kind()) {
            case CONSTANT -> "";
            case STEP -> " (× %s after epoch %s)".formatted(Texts.number(schedule.gamma()),
                    schedule.decayEpochs().stream().map(String::valueOf).collect(Collectors.joining(" and ")));
            case COSINE -> " (a cosine down to 0)";
        };
    }
}
