package dev.thresher.app.cli;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.nio.file.Path;

/** What is about to run, in two lines. */
final class Announcement {
    private Announcement() {
    }

    static String of(Experiment experiment, Dataset dataset, String device, Path folder) {
        String method = experiment.method().kind() == MethodKind.DENSE ? "dense"
                : "%s, α %s, %s threshold, %s estimator".formatted(Words.of(experiment.method().kind()),
                        Texts.number(experiment.method().alpha()), Words.of(experiment.method().threshold()),
                        Words.of(experiment.method().estimator()));
        return "%s on %s (%s + %s images): %s; learning rate %s, batch %d, seed %d%n%s; recorded in %s".formatted(
                experiment.model(), dataset.name(), Texts.count(dataset.train().count()), Texts.count(dataset.test().count()),
                method, Texts.number(experiment.optimiser().learningRate()), experiment.data().batch(), experiment.seed(),
                device, folder);
    }
}
