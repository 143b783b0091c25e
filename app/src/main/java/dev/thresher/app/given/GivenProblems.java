package dev.thresher.app.given;

import dev.thresher.datasets.Augmentation;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All that is wrong with an experiment before its data are read: its own problems, and those of the paths and numbers given for the data. */
public final class GivenProblems {
    private GivenProblems() {
    }

    /** The problems, those of the experiment itself first; empty if there are none. */
    public static List<Problem> of(Experiment experiment) {
        List<Problem> found = new ArrayList<>(experiment.problems());
        DataConfig data = experiment.data();
        path(found, "model-file", experiment.modelFile(), Files::isRegularFile, "is no file; name a JSON file that describes a network");
        path(found, "tensors", data.tensors(), Files::exists, "does not exist; name a file or folder with 'images' and 'labels'");
        path(found, "images", data.images(), Files::isDirectory, "is no folder; name one that holds a folder of pictures for each class");
        if (data.augmentation() != null && !Augmentation.ids().contains(data.augmentation())) {
            found.add(new Problem("augment", "'" + data.augmentation() + "' is none of " + String.join(", ", Augmentation.ids())));
        }
        normalisation(found, data.normalisation());
        return found;
    }

    private static void path(List<Problem> found, String field, String given, Predicate<Path> right, String otherwise) {
        if (given == null) {
            return;
        }
        try {
            if (given.isBlank() || !right.test(Path.of(given))) {
                found.add(new Problem(field, given.isBlank() ? "no path is given" : given + " " + otherwise));
            }
        } catch (InvalidPathException e) {
            found.add(new Problem(field, "'" + given + "' is no path: " + e.getReason()));
        }
    }

    private static void normalisation(List<Problem> found, NormalisationConfig given) {
        if (given.mean() == null && given.deviation() == null) {
            return;
        }
        if (given.mean() == null) {
            found.add(new Problem("mean", "standard deviations are given without means; give as many of both"));
        } else if (given.deviation() == null) {
            found.add(new Problem("std", "means are given without standard deviations; give as many of both"));
        } else if (given.mean().size() != given.deviation().size()) {
            found.add(new Problem("std", given.deviation().size() + " for " + given.mean().size() + " means; give as many of both, one a channel"));
        } else if (!given.mean().stream().allMatch(Double::isFinite)) {
            found.add(new Problem("mean", "a mean is a finite number, as 0.5"));
        } else if (!given.deviation().stream().allMatch(std -> std > 0 && Double.isFinite(std))) {
            found.add(new Problem("std", "a standard deviation is above 0, as 0.25"));
        }
    }
}
