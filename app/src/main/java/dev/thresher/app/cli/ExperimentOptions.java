package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.nio.file.Path;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The settings of an experiment as options. What is not given is null, and leaves the default experiment's value. */
final class ExperimentOptions {
    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "The network; 'thresher models' lists them. Default: ${default.model}")
    private String model;

    @ArgGroup(validate = false, heading = "%nData:%n", order = 1)
    private DataOptions data = new DataOptions();

    @ArgGroup(validate = false, heading = "%nMethod:%n", order = 2)
    private MethodOptions method = new MethodOptions();

    @ArgGroup(validate = false, heading = "%nTraining:%n", order = 3)
    private TrainingOptions training = new TrainingOptions();

    static final class DataOptions {
        @Option(names = "--dataset", paramLabel = "NAME",
                description = "The data set; 'thresher datasets' lists them. Default: mnist where it is found, else synth-digits")
        private String dataset;

        @Option(names = "--data", paramLabel = "DIR",
                description = "Look for data sets here first, then in the usual places ('thresher datasets --help' names them)")
        private Path folder;

        @Option(names = "--tensors", paramLabel = "FILE",
                description = "Train on the tensors 'images' and 'labels' of this safetensors file instead of a data set")
        private Path tensors;

        @Option(names = {"--normalize", "--normalise"}, negatable = true,
                description = "Normalise pixels by the data set's customary mean and deviation, or leave them in [0, 1]. "
                        + "Default: normalise; tensors are always taken as they are")
        private Boolean normalise;

        @Option(names = "--no-shuffle", description = "Visit the examples in their own order in every epoch")
        private boolean noShuffle;

        @Option(names = "--batch", paramLabel = "N", description = "Examples a step. Default: ${default.batch}")
        private Integer batch;
    }

    static final class MethodOptions {
        @Option(names = "--method", paramLabel = "dst|dense",
                description = "Dynamic Sparse Training, or the dense baseline. Default: ${default.method}")
        private MethodKind kind;

        @Option(names = "--alpha", paramLabel = "X",
                description = "Weight of the sparse loss, at least 0: the larger, the fewer weights remain. Default: ${default.alpha}")
        private Double alpha;

        @Option(names = "--threshold", paramLabel = "vector|scalar|matrix",
                description = "One threshold a neuron, a layer, or a weight. Default: ${default.threshold}")
        private ThresholdKind threshold;

        @Option(names = "--estimator", paramLabel = "long-tailed|straight-through",
                description = "What stands for the derivative of the step function. Default: ${default.estimator}")
        private StepEstimator estimator;
    }

    static final class TrainingOptions {
        @Option(names = "--epochs", paramLabel = "N",
                description = "How often the training set is gone through. Default: ${default.epochs}")
        private Integer epochs;

        @Option(names = "--steps", paramLabel = "N", description = "End after that many steps, whatever --epochs says")
        private Integer steps;

        @Option(names = "--learning-rate", paramLabel = "X", description = "Above 0. Default: ${default.learning-rate}")
        private Double learningRate;

        @Option(names = "--momentum", paramLabel = "X", description = "At least 0, below 1. Default: ${default.momentum}")
        private Double momentum;

        @Option(names = "--weight-decay", paramLabel = "X",
                description = "On weights and biases, not on thresholds. Default: ${default.weight-decay}")
        private Double weightDecay;

        @Option(names = "--seed", paramLabel = "N",
                description = "All randomness comes from it: the same seed gives the same run, bit for bit. Default: ${default.seed}")
        private Long seed;

        @Option(names = "--init", paramLabel = "FILE", description = "Take the initial parameters from this safetensors file")
        private Path init;

        @Option(names = "--threads", paramLabel = "N",
                description = "They change the speed, never the result. Default here: ${default.threads}")
        private Integer threads;

        @Option(names = "--backend", paramLabel = "simd|ejml",
                description = "Vector instructions, or plain Java to compare with. Default: ${default.backend}")
        private BackendKind backend;
    }

    /** The folder of {@code --data}, or null. */
    Path dataFolder() {
        return data.folder;
    }

    /** Whether a data set or tensors were named. */
    boolean namesData() {
        return data.dataset != null || data.tensors != null;
    }

    /** The default experiment with what was given; not checked yet. */
    Experiment experiment(Surroundings surroundings, DataFolders folders) {
        Experiment e = Experiment.standard();
        e = with(e, model, Experiment::withModel);
        e = e.withData(data(e.data(), surroundings, folders));
        e = e.withMethod(with(with(with(with(e.method(),
                method.kind, (m, v) -> m.withKind(v)),
                method.alpha, (m, v) -> m.withAlpha(v)),
                method.threshold, (m, v) -> m.withThreshold(v)),
                method.estimator, (m, v) -> m.withEstimator(v)));
        e = e.withOptimiser(with(with(with(e.optimiser(),
                training.learningRate, (o, v) -> o.withLearningRate(v)),
                training.momentum, (o, v) -> o.withMomentum(v)),
                training.weightDecay, (o, v) -> o.withWeightDecay(v)));
        e = with(e, training.epochs, Experiment::withEpochs);
        e = with(e, training.steps, Experiment::withSteps);
        e = with(e, training.seed, Experiment::withSeed);
        e = with(e, training.init, (x, file) -> x.withInit(surroundings.resolve(file).toString()));
        int threads = training.threads == null ? e.execution().threads() : training.threads;
        BackendKind backend = training.backend == null ? e.execution().backend() : training.backend;
        return e.withExecution(e.execution().withBackend(backend).withThreads(threads));
    }

    private DataConfig data(DataConfig base, Surroundings surroundings, DataFolders folders) {
        DataConfig config = base.withDataset(dataset(folders));
        config = with(config, data.folder, (c, folder) -> c.withFolder(surroundings.resolve(folder).toString()));
        config = with(config, data.tensors, (c, file) -> c.withTensors(surroundings.resolve(file).toString()));
        config = with(config, data.normalise, (c, v) -> c.withNormalisation(c.normalisation().withOn(v)));
        config = with(config, data.batch, (c, v) -> c.withBatch(v));
        return data.noShuffle ? config.withShuffle(false) : config;
    }

    private String dataset(DataFolders folders) {
        if (data.tensors != null) {
            return data.tensors.getFileName().toString();
        }
        return data.dataset == null ? DataChoice.defaultName(folders) : data.dataset;
    }

    private static <T, V> T with(T base, V value, BiFunction<T, V, T> change) {
        return value == null ? base : change.apply(base, value);
    }
}
