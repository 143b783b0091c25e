package dev.thresher.app.cli;

import static dev.thresher.app.cli.ExperimentOptions.with;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import picocli.CommandLine.Option;

/** The optimiser as options. */
final class OptimiserOptions {
    @Option(names = {"--optimizer", "--optimiser"}, paramLabel = "sgd|adam", description = "Default: ${default.optimizer}")
    private OptimiserKind kind;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Above 0. Default: ${default.learning-rate}")
    private Double learningRate;

    @Option(names = "--momentum", paramLabel = "X", description = "Of SGD; at least 0, below 1. Default: ${default.momentum}")
    private Double momentum;

    @Option(names = "--nesterov", negatable = true, description = "Let SGD look ahead along its momentum. Default: ${default.nesterov}")
    private Boolean nesterov;

    @Option(names = "--weight-decay", paramLabel = "X", description = "At least 0; 0 for none. Default: ${default.weight-decay}")
    private Double weightDecay;

    @Option(names = "--decay-scope", paramLabel = "weights|not-thresholds|all",
            description = "What decays: weights alone, everything but thresholds, or everything. Default: ${default.decay-scope}")
    private DecayScope decays;

    /** {@code base} with what was given. @throws UserError where what was given does not go with the optimiser */
    OptimiserConfig over(OptimiserConfig base) {
        OptimiserConfig config = with(base, kind, OptimiserConfig::withKind);
        if (config.kind() == OptimiserKind.ADAM) {
            refuse("--momentum", momentum != null);
            refuse("--nesterov", Boolean.TRUE.equals(nesterov));
        }
        config = with(config, learningRate, OptimiserConfig::withLearningRate);
        config = with(config, momentum, OptimiserConfig::withMomentum);
        config = with(config, nesterov, OptimiserConfig::withNesterov);
        config = with(config, weightDecay, OptimiserConfig::withWeightDecay);
        return with(config, decays, OptimiserConfig::withDecays);
    }

    private static void refuse(String option, boolean given) {
        if (given) {
            throw new UserError(option + ": Adam knows no such setting; leave it out, or give --optimizer sgd");
        }
    }
}
