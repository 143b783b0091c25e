package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.parameter.Parameter;
import java.util.Locale;
import java.util.Optional;

/** What a run computes with; all buffers are made here. */
record Machine(Backend backend, SparseMethod method, Network network, Optimiser optimiser, TrainingStep step, BatchFeed feed,
               Evaluation evaluation) implements AutoCloseable {
    /** @throws UserError for settings at fault, or where the memory does not suffice */
    static Machine build(Experiment experiment, Dataset dataset) {
        int batchSize = Plan.batchSize(experiment, dataset);
        ModelSpec spec = Models.spec(experiment);
        int capacity = Capacity.of(ShapedModel.of(spec, dataset.shape(), dataset.classes()), batchSize);
        Backend backend = Backends.create(experiment.execution());
        try {
            DeviceRoom.check(experiment, spec, dataset, batchSize, backend);
            SparseMethod method = SparseMethod.of(experiment.method());
            Network network = Models.build(spec, backend, method, dataset.shape(), dataset.classes(), capacity, experiment.seed());
            Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
            TrainingStep step = new TrainingStep(network, method, optimiser, dataset.shape().features(), dataset.classes(), capacity);
            Inputs inputs = Inputs.of(experiment.data(), dataset);
            return new Machine(backend, method, network, optimiser, step,
                    new BatchFeed(dataset.train(), inputs, batchSize, experiment.data().shuffle(), experiment.seed(), backend.unpacks()),
                    new Evaluation(dataset.test(), inputs.normalisation(), capacity, backend.unpacks()));
        } catch (OutOfMemoryError e) {
            backend.close();
            throw tooLarge(experiment, batchSize, e);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    /** Name of a parameter that holds NaN or an infinite number. */
    Optional<String> firstNotFinite() {
        return network.parameters().stream().filter(p -> !backend.finite(p.value())).findFirst().map(Parameter::name);
    }

    /** W and t of a masked layer as they are now. A fault here is the asker's to hear of, and not the run's. */
    void answer(Command.CopyWeights copy, int step) {
        try {
            copy.answer().complete(network.maskedWeights().stream().filter(weight -> weight.layer().equals(copy.layer()))
                    .findFirst().map(weight -> LayerWeights.of(weight, step)).orElseThrow());
        } catch (RuntimeException e) {
            copy.answer().completeExceptionally(e);
        }
    }

    /** Frozen, masks stay and thresholds are not trained. */
    void freezeMasks(boolean on) {
        network.freezeMasks(on);
        optimiser.fixThresholds(on);
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
