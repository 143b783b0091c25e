package dev.thresher.engine.bench;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.backend.cpu.FmaPeak;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.run.Host;
import dev.thresher.engine.train.Backends;
import dev.thresher.engine.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Times training steps of a model and the products of its layers, on made-up images of the data set's shape. */
public final class Benchmark {
    private static final int CLASSES_OF_A_FOLDER = 1000; // where the data set's folder decides: as many as ImageNet has
    private static final int MOST_COUNTED_STEPS = 100;   // whose allocation is counted
    private static final double COUNTING_MS = 2_000;     // what that may take
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Experiment experiment;
    private final Consumer<String> progress;
    private final ImageShape input;
    private final int classes;

    /** @param progress hears what is being timed */
    public Benchmark(Experiment experiment, Consumer<String> progress) {
        this.experiment = experiment.checked();
        this.progress = progress;
        KnownDataset data = DatasetCatalogue.named(Presets.of(experiment.model()).data().dataset());
        input = data.shape();
        classes = data.classes() == 0 ? CLASSES_OF_A_FOLDER : data.classes();
    }

    /** @param densities shares of the weights that masks keep, each in (0, 1], at least one */
    public BenchReport run(List<Double> densities) {
        List<BenchReport.Step> steps = new ArrayList<>();
        MethodConfig method = experiment.method().withThreshold(ThresholdKind.VECTOR);
        for (double density : densities) {
            progress.accept("masked step at %s %% remaining".formatted(100 * density));
            steps.add(step(method.withKind(MethodKind.DST), density));
        }
        progress.accept("dense step");
        steps.add(step(method.withKind(MethodKind.DENSE), 1));
        ExecutionConfig execution = experiment.execution();
        try (Backend backend = Backends.create(execution)) {
            List<BenchReport.MatrixProduct> products = products(backend);
            progress.accept("fused multiply-adds on registers");
            BenchReport.Peak peak = new BenchReport.Peak(FmaPeak.gigaflops(1), execution.threads(), FmaPeak.gigaflops(execution.threads()));
            return new BenchReport(Host.version(), Host.cpu(), Host.jvm(), backend.description(), experiment.model(),
                    experiment.data().batch(), steps.getFirst().milliseconds().median(),
                    steps.getLast().milliseconds().median(), steps, products, peak, BenchReport.Memory.now());
        }
    }

    private BenchReport.Step step(MethodConfig config, double density) {
        try (Backend backend = Backends.create(experiment.execution())) {
            SparseMethod method = SparseMethod.of(config);
            Network network = network(backend, method);
            if (config.kind() == MethodKind.DST) {
                network.maskedWeights().forEach(w -> maskTo(w, density));
            }
            Optimiser optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
            Batch batch = batch();
            TrainingStep step = new TrainingStep(network, method, optimiser, input.features(), classes, batch.capacity());
            Timing timing = Timing.of(() -> step.train(batch, 0, 1));
            long thread = Thread.currentThread().threadId();
            int count = (int) Math.clamp(COUNTING_MS / timing.median(), 1, MOST_COUNTED_STEPS);
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < count; i++) {
                step.train(batch, 0, 1);
            }
            long allocated = (THREADS.getThreadAllocatedBytes(thread) - before) / count;
            return new BenchReport.Step(config.kind().id(), network.remainingRatio(), timing, allocated);
        }
    }

    private Network network(Backend backend, SparseMethod method) {
        return Models.build(Models.spec(experiment), backend, method, input, classes, experiment.data().batch(),
                experiment.seed());
    }

    /** Sets each row's threshold to the magnitude that leaves this share of the row. */
    private static void maskTo(MaskedWeight weight, double density) {
        float[] w = weight.backend().download(weight.weight().value());
        float[] t = new float[weight.rows()];
        int columns = weight.columns();
        int masked = columns - (int) Math.max(1, Math.round(density * columns));
        for (int i = 0; i < t.length; i++) {
            float[] row = Arrays.copyOfRange(w, i * columns, (i + 1) * columns);
            for (int j = 0; j < columns; j++) {
                row[j] = Math.abs(row[j]);
            }
            Arrays.sort(row);
            t[i] = masked == 0 ? 0 : row[masked - 1];
        }
        weight.backend().upload(weight.threshold().value(), t);
    }

    private Batch batch() {
        int size = experiment.data().batch();
        Batch batch = new Batch(input.features(), size);
        batch.reshape(input.features(), size);
        for (int f = 0; f < input.features(); f++) {
            for (int n = 0; n < size; n++) {
                batch.features()[f * batch.stride() + n] =
                        (float) Randomness.uniform(experiment.seed(), Purpose.SYNTHESIS, f, n);
            }
        }
        for (int n = 0; n < size; n++) {
            batch.labels()[n] = n % classes;
        }
        return batch;
    }

    private List<BenchReport.MatrixProduct> products(Backend backend) {
        List<BenchReport.MatrixProduct> products = new ArrayList<>();
        ShapedModel shapes = ShapedModel.of(Models.spec(experiment), input, classes);
        for (Layer layer : network(backend, SparseMethod.of(experiment.method())).layers()) {
            for (MaskedWeight w : layer.maskedWeights()) {
                progress.accept("products of " + w.layer());
                if (shapes.layer(layer.name()).operation() instanceof Operation.Conv) {
                    convolution(backend, w, shapes.layer(layer.name()).window(), products);
                } else {
                    linear(backend, w, products);
                }
            }
        }
        return products;
    }

    private void linear(Backend backend, MaskedWeight w, List<BenchReport.MatrixProduct> products) {
        int n = experiment.data().batch();
        int out = w.rows();
        int in = w.columns();
        Tensor x = backend.activation(in, n);
        Tensor y = backend.activation(out, n);
        Tensor bias = backend.matrix(out, 1);
        products.add(product(w.layer() + " forward", out, in, n, () -> backend.linear(w.weight().value(), bias, x, y)));
        products.add(product(w.layer() + " weight gradient", out, n, in, () -> backend.linearWeightGradient(y, x, w.gradient())));
        products.add(product(w.layer() + " input gradient", in, out, n,
                () -> backend.linearInputGradient(w.weight().value(), y, x)));
    }

    /** A convolution as a product over positions and examples; taps in the padding of images count, though kernels may skip them. */
    private void convolution(Backend backend, MaskedWeight w, Window window, List<BenchReport.MatrixProduct> products) {
        int n = experiment.data().batch();
        int filters = w.rows();
        int z = w.columns();
        int columns = window.positions() * n;
        Tensor x = backend.activation(window.inputs(), n);
        Tensor y = backend.activation(filters * window.positions(), n);
        Tensor bias = backend.matrix(filters, 1);
        products.add(product(w.layer() + " forward", filters, z, columns,
                () -> backend.convolution(window, w.weight().value(), bias, x, y)));
        products.add(product(w.layer() + " weight gradient", filters, columns, z,
                () -> backend.convolutionWeightGradient(window, y, x, w.gradient())));
        products.add(product(w.layer() + " input gradient", z, filters, columns,
                () -> backend.convolutionInputGradient(window, w.weight().value(), y, x)));
    }

    private static BenchReport.MatrixProduct product(String name, int rows, int inner, int columns, Runnable call) {
        Timing timing = Timing.of(call);
        return new BenchReport.MatrixProduct(name, rows + "×" + inner + "×" + columns, timing,
                timing.gigaflops(2.0 * rows * inner * columns));
    }
}
