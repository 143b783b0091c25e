package dev.thresher.engine.bench;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.train.Capacity;
import dev.thresher.engine.train.TrainingStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Training steps and evaluations of one network to be timed: dense, and masked at several densities. One masked network serves all
 * densities, so that what is compared differs in nothing but its thresholds. Learning rate 0 keeps the densities.
 */
final class StepBench {
    /** Calls after a change of density that are not timed, for caches. */
    private static final int SETTLING = 2;
    /** The same when a density comes for the first time: trials of what is faster at it have ended then. */
    private static final int FIRST_SETTLING = 10;

    private final ShapedModel shapes;
    private final Batch batch;
    private final Batch evaluated;
    private final List<Item> items = new ArrayList<>();
    private final Densities densities;
    private double set = Double.NaN; // the density of the masked network

    /** One thing to be timed. */
    final class Item implements Turns.Turn {
        private final boolean evaluation;
        private final boolean masked;
        private final double density;
        private final Network network;
        private final TrainingStep step;
        private long underWay; // fence of the step before
        private boolean any;
        private final LongFunction<Batch> again = _ -> batch;
        private boolean settled;

        private Item(boolean evaluation, boolean masked, double density, Network network, TrainingStep step) {
            this.evaluation = evaluation;
            this.masked = masked;
            this.density = density;
            this.network = network;
            this.step = step;
        }

        /** {@code dense}, {@code masked-0.1}, {@code evaluation-dense}, {@code evaluation-0.1}. */
        String name() {
            String what = density == Math.rint(density) ? String.format(Locale.ROOT, "%.0f", density) : Double.toString(density);
            return evaluation ? "evaluation-" + (masked ? what : "dense") : masked ? "masked-" + what : "dense";
        }

        boolean evaluation() {
            return evaluation;
        }

        boolean masked() {
            return masked;
        }

        double density() {
            return density;
        }

        /** The kept fraction that the masks came to. */
        double remaining() {
            long kept = 0;
            long total = 0;
            for (var weight : network.maskedWeights()) {
                var count = evaluation ? weight.evaluationCount() : weight.count();
                kept += count.kept();
                total += count.total();
            }
            return total == 0 ? 1 : (double) kept / total;
        }

        @Override
        public void prepare() {
            if (masked && (set != density || !settled)) {
                densities.set(density);
                set = density;
                for (int i = 0; i < (settled ? SETTLING : FIRST_SETTLING); i++) {
                    once();
                }
                end();
                settled = true;
            }
            if (evaluation) {
                network.refreshMasksForEvaluation();
            }
        }

        /** An evaluation makes its masks once for all its batches. */
        private void once() {
            if (evaluation) {
                network.refreshMasksForEvaluation();
            }
            call();
        }

        @Override
        public void call() {
            if (evaluation) {
                step.evaluate(evaluated);
                return;
            }
            long before = underWay;
            underWay = step.issue(batch, 0, 1);
            if (any) {
                step.finish(before, again, 1); // as in a run, where the next step is begun before this one is recorded
            }
            any = true;
        }

        @Override
        public void end() {
            if (any) {
                any = false;
                step.finish(underWay, again, 1);
            }
        }
    }

    /** @param backend computes all of it; the caller closes it */
    StepBench(BenchConfig config, ShapedModel shapes, Backend backend) {
        this.shapes = shapes;
        Experiment experiment = config.experiment();
        MethodConfig method = experiment.method().withThreshold(ThresholdKind.VECTOR);
        int capacity = Capacity.of(shapes, experiment.data().batch());
        if ((long) shapes.input().features() * Batch.padded(capacity) > Integer.MAX_VALUE) {
            throw new UserError("--batch: %,d images of %,d numbers are more than can be held; choose a smaller batch"
                    .formatted(capacity, shapes.input().features()));
        }
        batch = batch(experiment.data().batch(), experiment.seed());
        evaluated = capacity == experiment.data().batch() ? batch : batch(capacity, experiment.seed());
        LinkedHashSet<Double> kept = new LinkedHashSet<>(config.densities());
        kept.add(1.0); // what masking adds is told at this one
        Network dense = network(backend, SparseMethod.of(method.withKind(MethodKind.DENSE)), experiment, capacity);
        SparseMethod dst = SparseMethod.of(method.withKind(MethodKind.DST));
        Network masked = network(backend, dst, experiment, capacity);
        densities = new Densities(masked, List.copyOf(kept));
        TrainingStep denseStep = step(dense, SparseMethod.of(method.withKind(MethodKind.DENSE)), experiment, capacity);
        TrainingStep maskedStep = step(masked, dst, experiment, capacity);
        for (boolean evaluation : new boolean[] {false, true}) {
            items.add(new Item(evaluation, false, 1, dense, denseStep));
            kept.forEach(density -> items.add(new Item(evaluation, true, density, masked, maskedStep)));
        }
    }

    private Network network(Backend backend, SparseMethod method, Experiment experiment, int capacity) {
        return Models.build(shapes.spec(), backend, method, shapes.input(), shapes.classes(), capacity, experiment.seed());
    }

    private TrainingStep step(Network network, SparseMethod method, Experiment experiment, int capacity) {
        return new TrainingStep(network, method, Optimiser.of(network.backend(), network.parameters(), experiment.optimiser()),
                shapes.input().features(), shapes.classes(), capacity);
    }

    /** Dense first, then by densities in the order asked for; 100 % always among them. */
    List<Item> steps() {
        return items.stream().filter(item -> !item.evaluation()).toList();
    }

    /** The same of the evaluation of a batch. */
    List<Item> evaluations() {
        return items.stream().filter(Item::evaluation).toList();
    }

    int evaluationBatch() {
        return evaluated.count();
    }

    private Batch batch(int size, long seed) {
        int features = shapes.input().features();
        Batch made = new Batch(features, size);
        made.reshape(features, size);
        for (int f = 0; f < features; f++) {
            for (int n = 0; n < size; n++) {
                made.features()[f * made.stride() + n] = (float) Randomness.uniform(seed, Purpose.SYNTHESIS, f, n);
            }
        }
        for (int n = 0; n < size; n++) {
            made.labels()[n] = n % shapes.classes();
        }
        return made;
    }
}
