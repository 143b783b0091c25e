package dev.thresher.app.cli;

import static dev.thresher.app.cli.ExperimentOptions.with;

import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import picocli.CommandLine.Option;

/** The sparse method as options. */
final class MethodOptions {
    @Option(names = "--method", paramLabel = "dst|dense",
            description = "Dynamic Sparse Training, or the dense baseline. Default: ${default.method}")
    private MethodKind kind;

    @Option(names = "--alpha", paramLabel = "X",
            description = "Weight of the sparse loss, at least 0: the larger, the fewer weights remain. Default: ${default.alpha}")
    private Double alpha;

    @Option(names = "--threshold", paramLabel = "vector|scalar|matrix",
            description = "One threshold a neuron or filter, a layer, or a weight. Default: ${default.threshold}")
    private ThresholdKind threshold;

    @Option(names = "--estimator", paramLabel = "long-tailed|straight-through",
            description = "What stands for the derivative of the step function. Default: ${default.estimator}")
    private StepEstimator estimator;

    MethodConfig over(MethodConfig base) {
        MethodConfig config = with(base, kind, MethodConfig::withKind);
        config = with(config, alpha, MethodConfig::withAlpha);
        config = with(config, threshold, MethodConfig::withThreshold);
        return with(config, estimator, MethodConfig::withEstimator);
    }
}
