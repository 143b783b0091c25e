package dev.thresher.engine.bench;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.mask.DynamicSparseTraining;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * What is to be measured.
 *
 * @param experiment whose network, batch, optimiser and backend are measured; its data are not read, only their shape is taken
 * @param densities shares of the weights that masks keep, each from 0.01 to 1
 * @param threads numbers of threads; all is measured with each
 * @param seconds that a step or evaluation is measured for, about; a product for a tenth of it
 */
public record BenchConfig(Experiment experiment, List<Double> densities, List<Integer> threads, double seconds) {
    /** Without a word from the user. */
    public static final List<Double> USUAL_DENSITIES = List.of(1.0, 0.1, 0.03);
    public static final double USUAL_SECONDS = 2;
    private static final int CLASSES_OF_A_FOLDER = 1000; // where the data set's folder decides: as many as ImageNet has
    private static final double LEAST_SECONDS = 0.01;
    private static final double MOST_SECONDS = 600;

    public BenchConfig {
        densities = List.copyOf(new LinkedHashSet<>(densities));
        threads = List.copyOf(new LinkedHashSet<>(threads));
    }

    /** All the processors, and one alone. */
    public static List<Integer> usualThreads(BackendKind backend) {
        int all = Runtime.getRuntime().availableProcessors();
        return backend == BackendKind.EJML || all == 1 ? List.of(1) : List.of(all, 1);
    }

    /** @throws UserError in one line for a density or a time that cannot be measured */
    public BenchConfig checked() {
        if (densities.isEmpty() || threads.isEmpty()) {
            throw new UserError((densities.isEmpty() ? "--remaining" : "--threads") + ": give at least one number");
        }
        for (double density : densities) {
            if (!(density * 100 >= DynamicSparseTraining.RESET_PERCENT && density <= 1)) {
                throw new UserError(String.format(Locale.ROOT, "--remaining: %s is not between 0.01 and 1; with less the reset rule would bring all weights back",
                        density));
            }
        }
        if (!(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) {
            throw new UserError(String.format(Locale.ROOT, "--seconds: %s is not between %s and %.0f", seconds, LEAST_SECONDS, MOST_SECONDS));
        }
        return this;
    }

    UserError tooLarge(OutOfMemoryError cause) {
        return new UserError(String.format(Locale.ROOT, "--batch: %s twice, dense and masked, with batches of %d does not fit into the %,d MiB that the JVM's heap "
                + "may take; lower --batch, or raise the heap (JAVA_TOOL_OPTIONS=-Xmx…)", experiment.model(), experiment.data().batch(),
                Runtime.getRuntime().maxMemory() >> 20), cause);
    }

    /** The network over the images it is measured with: those it is made for, else those of its data set. */
    ShapedModel shapes() {
        ModelSpec spec = Models.spec(experiment);
        boolean named = DatasetCatalogue.known().stream().anyMatch(known -> known.name().equals(experiment.data().dataset()));
        KnownDataset data = DatasetCatalogue.named(named ? experiment.data().dataset() : Presets.of(experiment.model()).data().dataset());
        ImageShape input = spec.input() == null ? data.shape() : new ImageShape(spec.input().get(0), spec.input().get(1), spec.input().get(2));
        return ShapedModel.of(spec, input, data.classes() == 0 ? CLASSES_OF_A_FOLDER : data.classes());
    }
}
