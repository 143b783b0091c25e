package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MeasuredBackend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.optimiser.Optimiser;
import java.util.Locale;

/** Whether a run fits into the memory of the device that it is to compute on: found out before any of it is taken. */
final class DeviceRoom {
    private static final int LANES = 32;           // what a device pads batches to
    private static final long BESIDES = 96L << 20; // result slots, batches on their way, scratch
    private static final double SCRATCH = 0.08;    // of the tensors

    private DeviceRoom() {
    }

    /** @throws UserError with the memory needed, and the largest batch that fits */
    static void check(Experiment experiment, ModelSpec spec, Dataset dataset, int batchSize, Backend backend) {
        long room = backend.room();
        if (room == Long.MAX_VALUE) {
            return;
        }
        ShapedModel shaped = ShapedModel.of(spec, dataset.shape(), dataset.classes());
        int capacity = Capacity.of(shaped, batchSize);
        MeasuredBackend measured = measure(experiment, spec, dataset, capacity);
        long needed = withScratch(measured.bytes(capacity));
        if (needed <= room) {
            return;
        }
        int largest = Math.min(measured.largest((long) ((room - BESIDES) / (1 + SCRATCH))), batchSize - 1);
        boolean any = largest > 0 && withScratch(measured.bytes(Capacity.of(shaped, largest))) <= room;
        throw new UserError(String.format(Locale.ROOT, "--batch: %s with batches of %,d needs %,d MiB of the GPU's memory, of which %,d MiB are free; %s",
                experiment.model(), batchSize, mebibytes(needed), room >> 20, any ? String.format(Locale.ROOT, "the largest batch that fits is %,d", largest)
                        : "no batch fits: end other programs that use the GPU, or train with --device cpu"));
    }

    private static MeasuredBackend measure(Experiment experiment, ModelSpec spec, Dataset dataset, int capacity) {
        MeasuredBackend measured = new MeasuredBackend(LANES);
        Backend backend = measured.backend();
        SparseMethod method = SparseMethod.of(experiment.method());
        Network network = Models.build(spec, backend, method, dataset.shape(), dataset.classes(), capacity, experiment.seed());
        Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
        new TrainingStep(network, method, optimiser, dataset.shape().features(), dataset.classes(), capacity);
        return measured;
    }

    private static long withScratch(long tensors) {
        return (long) (tensors * (1 + SCRATCH)) + BESIDES;
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
