package dev.thresher.app.cli;

import static dev.thresher.app.cli.ExperimentOptions.with;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import java.util.List;
import picocli.CommandLine.Option;

/** The learning rate's schedule as options. */
final class ScheduleOptions {
    @Option(names = "--lr-schedule", paramLabel = "constant|step|cosine",
            description = "The same throughout, lowered after the epochs of --lr-decay, or half a cosine down to 0. Default: ${default.lr-schedule}")
    private ScheduleKind kind;

    @Option(names = "--lr-decay", paramLabel = "N", split = ",",
            description = "Epochs after which the rate is multiplied by --lr-gamma, as 80,120; makes the schedule 'step'. Default: ${default.lr-decay}")
    private List<Integer> decayEpochs;

    @Option(names = "--lr-gamma", paramLabel = "X", description = "Above 0. Default: ${default.lr-gamma}")
    private Double gamma;

    @Option(names = "--warm-up", paramLabel = "EPOCHS",
            description = "Let the rate rise from 0 over that many epochs first; halves are fine. Default: ${default.warm-up}")
    private Double warmUp;

    /** {@code base} with what was given. @throws UserError where options contradict each other */
    ScheduleConfig over(ScheduleConfig base) {
        if (decayEpochs != null && kind != null && kind != ScheduleKind.STEP) {
            throw new UserError("--lr-decay: makes the schedule 'step', and --lr-schedule says '" + Words.of(kind) + "'; give one of them");
        }
        ScheduleKind wanted = decayEpochs == null ? kind : ScheduleKind.STEP;
        ScheduleConfig config = with(base, wanted, ScheduleConfig::withKind);
        if (gamma != null && config.kind() != ScheduleKind.STEP) {
            throw new UserError("--lr-gamma: a " + Words.of(config.kind()) + " schedule knows no such setting; say when with --lr-decay, as 80,120");
        }
        config = with(config, decayEpochs, ScheduleConfig::withDecayEpochs);
        config = with(config, gamma, ScheduleConfig::withGamma);
        return with(config, warmUp, ScheduleConfig::withWarmUpEpochs);
    }
}
