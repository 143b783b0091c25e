package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.optimiser.Optimiser;
import java.util.Locale;

/** What a run computes with; all buffers are made here. */
record Machine(Backend backend, SparseMethod method, Network network, Optimiser optimiser, TrainingStep step, BatchFeed feed,
               Evaluation evaluation) implements AutoCloseable {
    /** An evaluation takes so many examples at a time where the activations are small. */
    private static final int EVALUATION_BATCH = 256;
    /** Numbers of all layers' outputs that such a batch may take: 64 MiB. */
    private static final long EVALUATION_NUMBERS = 16 << 20;

    /** @throws UserError for settings at fault, or where the memory does not suffice */
    static Machine build(Experiment experiment, Dataset dataset) {
        int batchSize = Plan.batchSize(experiment, dataset);
        ModelSpec spec = Models.spec(experiment);
        int capacity = capacity(ShapedModel.of(spec, dataset.shape(), dataset.classes()), batchSize);
        Backend backend = Backends.create(experiment.execution());
        try {
            SparseMethod method = SparseMethod.of(experiment.method());
            Network network = Models.build(spec, backend, method, dataset.shape(), dataset.classes(), capacity, experiment.seed());
            Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
            TrainingStep step = new TrainingStep(network, method, optimiser, dataset.shape().features(), dataset.classes(), capacity);
            Inputs inputs = Inputs.of(experiment.data(), dataset);
            return new Machine(backend, method, network, optimiser, step,
                    new BatchFeed(dataset.train(), inputs, batchSize, experiment.data().shuffle(), experiment.seed()),
                    new Evaluation(dataset.test(), inputs.normalisation(), capacity));
        } catch (OutOfMemoryError e) {
            backend.close();
            throw tooLarge(experiment, batchSize, e);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    /** Greatest number of examples that anything is computed of at a time. */
    static int capacity(ShapedModel model, int batchSize) {
        long numbers = model.input().features() + model.layers().stream().mapToLong(layer -> layer.output().size()).sum();
        return numbers * EVALUATION_BATCH <= EVALUATION_NUMBERS ? Math.max(batchSize, EVALUATION_BATCH) : batchSize;
    }

    static UserError tooLarge(Experiment experiment, int batchSize, OutOfMemoryError cause) {
        return new UserError(String.format(Locale.ROOT, "--batch: %s with batches of %d does not fit into the %,d MiB that the JVM's heap "
                + "may take; lower --batch, or raise the heap (JAVA_TOOL_OPTIONS=-Xmx…)", experiment.model(), batchSize,
                Runtime.getRuntime().maxMemory() >> 20), cause);
    }

    @Override
    public void close() {
        try (Backend b = backend) {
            feed.close();
        }
    }
}
