package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MeasuredBackend;
import dev.thresher.engine.backend.cuda.CudaBackend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.MaskedWeight;
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
    private static final int ON_THE_WAY = 3;       // batches
    private static final long BESIDES = 32L << 20; // result slots, kernels
    private static final double SCRATCH = 0.1;     // of the tensors

    private final ShapedModel shaped;
    private final MeasuredBackend measured;
    private final long nonZeros; // bytes

    private DeviceRoom(ShapedModel shaped, MeasuredBackend measured, long nonZeros) {
        this.shaped = shaped;
        this.measured = measured;
        this.nonZeros = nonZeros;
    }

    /** @throws UserError with the memory needed, and the largest batch that fits */
    static void check(Experiment experiment, ModelSpec spec, Dataset dataset, int batchSize, Backend backend) {
        long room = backend.room();
        if (room == Long.MAX_VALUE) {
            return;
        }
        ShapedModel shaped = ShapedModel.of(spec, dataset.shape(), dataset.classes());
        DeviceRoom device = measure(experiment, spec, dataset, shaped, Capacity.of(shaped, batchSize));
        long needed = device.needed(batchSize);
        if (needed <= room) {
            return;
        }
        int largest = (batchSize - 1) / LANES * LANES;
        while (largest > 0 && device.needed(largest) > room) {
            largest -= LANES;
        }
        throw new UserError(String.format(Locale.ROOT, "--batch: %s with batches of %,d needs %,d MiB of the GPU's memory, of which %,d MiB are free; %s",
                experiment.model(), batchSize, mebibytes(needed), room >> 20, largest > 0 ? String.format(Locale.ROOT, "the largest batch that fits is %,d", largest)
                        : "no batch fits: end other programs that use the GPU, or train with --device cpu"));
    }

    private long needed(int batchSize) {
        int capacity = Capacity.of(shaped, batchSize);
        long batches = ON_THE_WAY * (long) Float.BYTES * shaped.input().features() * capacity;
        return (long) (measured.bytes(capacity) * (1 + SCRATCH)) + nonZeros + batches + BESIDES;
    }

    private static DeviceRoom measure(Experiment experiment, ModelSpec spec, Dataset dataset, ShapedModel shaped, int capacity) {
        MeasuredBackend measured = new MeasuredBackend(LANES);
        Backend backend = measured.backend();
        SparseMethod method = SparseMethod.of(experiment.method());
        Network network = Models.build(spec, backend, method, dataset.shape(), dataset.classes(), capacity, experiment.seed());
        Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
        new TrainingStep(network, method, optimiser, dataset.shape().features(), dataset.classes(), capacity);
        long nonZeros = !method.masks() ? 0 : network.maskedWeights().stream().filter(MaskedWeight::maskable)
                .mapToLong(w -> CudaBackend.besideMasked(w.rows(), w.columns())).sum();
        return new DeviceRoom(shaped, measured, nonZeros);
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
