package dev.thresher.engine.bench;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.FmaPeak;
import dev.thresher.engine.backend.cpu.Simd;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.run.Host;
import dev.thresher.engine.train.Backends;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Times training steps and evaluations of a network, dense and at several densities, and the products of its layers, on made-up images.
 * What is compared takes turns.
 */
public final class Benchmark {
    private static final double PRODUCT_SHARE = 0.1; // of a step's time of measuring
    private static final double WARM_UP_TOO = 1.5;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final BenchConfig config;
    private final ShapedModel shapes;
    private final Map<LayerProducts.Shape, List<String>> products;
    private final TimeLeft time;

    /**
     * @param progress hears what is being timed, and how long all of it will take
     * @throws dev.thresher.datasets.UserError for what cannot be measured
     */
    public Benchmark(BenchConfig config, Consumer<BenchProgress> progress) {
        this.config = config.checked();
        for (int threads : config.threads()) {
            with(threads).checked();
        }
        shapes = config.shapes();
        products = LayerProducts.shapes(shapes, config.experiment().data().batch());
        Map<String, Double> estimates = new LinkedHashMap<>();
        double items = config.densities().size() + 2.0; // dense, and 100 % where it was not asked for
        for (int threads : config.threads()) {
            estimates.put(stage("training steps", threads), items * config.seconds() * WARM_UP_TOO);
            estimates.put(stage("evaluations", threads), items * config.seconds() * WARM_UP_TOO);
            estimates.put(stage("products", threads), 3.0 * products.size() * PRODUCT_SHARE * config.seconds() * WARM_UP_TOO);
        }
        time = new TimeLeft(estimates, progress, System::nanoTime);
    }

    private static String stage(String what, int threads) {
        return what + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    private Experiment with(int threads) {
        return config.experiment().withExecution(config.experiment().execution().withThreads(threads));
    }

    /** Measures all of it. @throws dev.thresher.datasets.UserError where the memory does not suffice */
    public BenchReport run() {
        List<BenchReport.AtThreads> measured = new ArrayList<>();
        String description = "";
        int evaluationBatch = 0;
        for (int threads : config.threads()) {
            try (Backend backend = Backends.create(with(threads).execution())) {
                StepBench bench = new StepBench(config, shapes, backend);
                evaluationBatch = bench.evaluationBatch();
                description = backend.description();
                measured.add(measure(bench, backend, threads));
            } catch (OutOfMemoryError e) {
                throw config.tooLarge(e);
            }
        }
        BenchReport.AtThreads first = measured.getFirst();
        double asked = config.densities().getFirst();
        double step = first.steps().stream().filter(run -> run.method().equals("dst") && run.asked() == asked).findFirst().orElseThrow()
                .milliseconds().median();
        return new BenchReport(Host.version(), Host.cpu(), Host.jvm(), config.threads().size() == 1 ? description : description.replaceFirst(", \\d+ threads?$", ""),
                vectors() ? Simd.ofThisJvm().lanes() : 0, config.experiment().model(), config.experiment().data().batch(), evaluationBatch,
                config.seconds(), step, first.steps().getFirst().milliseconds().median(), measured, BenchReport.Memory.now());
    }

    private BenchReport.AtThreads measure(StepBench bench, Backend backend, int threads) {
        Turns turns = new Turns(config.seconds(), THREADS::getTotalThreadAllocatedBytes);
        time.begin(stage("training steps", threads));
        List<Turns.Samples> steps = turns.measure(bench.steps(), time::secondsLeft);
        double processors = turns.processors();
        List<BenchReport.Run> stepRuns = runs(bench.steps(), steps);
        time.begin(stage("evaluations", threads));
        List<BenchReport.Run> evaluations = runs(bench.evaluations(), turns.measure(bench.evaluations(), time::secondsLeft));
        time.begin(stage("products", threads));
        double[] peak = {vectors() ? FmaPeak.gigaflops(threads) : Double.NaN};
        List<Measured> all = new ArrayList<>();
        products.forEach((shape, layers) -> {
            List<LayerProducts.Multiplication> three = LayerProducts.of(backend, shape);
            List<Turns.Samples> samples = new Turns(PRODUCT_SHARE * config.seconds(), THREADS::getTotalThreadAllocatedBytes)
                    .measure(three.stream().map(LayerProducts.Multiplication::turn).toList(), _ -> { });
            for (int i = 0; i < three.size(); i++) {
                all.add(new Measured(layers, three.get(i), samples.get(i).timing()));
            }
            peak[0] = vectors() ? Math.max(peak[0], FmaPeak.gigaflops(threads)) : Double.NaN;
        });
        return new BenchReport.AtThreads(threads, Double.isNaN(processors) ? null : processors, vectors() ? peak[0] : null, stepRuns, evaluations, masking(bench.steps(), steps),
                all.stream().map(one -> one.report(peak[0])).toList());
    }

    private boolean vectors() {
        return config.experiment().execution().backend() == BackendKind.SIMD && Simd.ofThisJvm().usable();
    }

    private record Measured(List<String> layers, LayerProducts.Multiplication product, Timing timing) {
        BenchReport.MatrixProduct report(double peak) {
            double speed = timing.gigaflops(product.operations());
            return new BenchReport.MatrixProduct(layers, product.what(), product.size(), timing, speed, Double.isNaN(peak) ? null : speed / peak);
        }
    }

    private static List<BenchReport.Run> runs(List<StepBench.Item> items, List<Turns.Samples> samples) {
        double dense = samples.getFirst().timing().median();
        List<BenchReport.Run> runs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            StepBench.Item item = items.get(i);
            item.prepare(); // so that the masks counted are its own
            item.call();
            item.end();
            Timing timing = samples.get(i).timing();
            runs.add(new BenchReport.Run(item.masked() ? "dst" : "dense", item.density(), item.remaining(), timing, dense / timing.median(),
                    samples.get(i).allocatedBytes()));
        }
        return runs;
    }

    private static BenchReport.Masking masking(List<StepBench.Item> items, List<Turns.Samples> samples) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).masked() && items.get(i).density() == 1) {
                double added = samples.get(i).longerThan(samples.getFirst());
                return new BenchReport.Masking(added, added / samples.get(i).timing().median());
            }
        }
        throw new IllegalStateException("100 % is always measured");
    }
}
