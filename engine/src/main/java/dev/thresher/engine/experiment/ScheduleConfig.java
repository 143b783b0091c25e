package dev.thresher.engine.experiment;

import java.util.List;

/**
 * The learning rate over a run, as a factor of the optimiser's. It depends on the step alone, so a resumed run goes on with it.
 *
 * @param kind its form after the warm-up
 * @param decayEpochs for {@link ScheduleKind#STEP}: epochs done when the rate is multiplied, rising, each at least 1
 * @param gamma for {@link ScheduleKind#STEP}: what it is multiplied by, above 0
 * @param warmUpEpochs epochs over which the rate first rises linearly, step by step; 0 for none
 */
public record ScheduleConfig(ScheduleKind kind, List<Integer> decayEpochs, double gamma, double warmUpEpochs) {
    public static final ScheduleConfig CONSTANT = new ScheduleConfig(ScheduleKind.CONSTANT, List.of(), 0.1, 0);

    public ScheduleConfig {
        decayEpochs = decayEpochs == null ? List.of() : List.copyOf(decayEpochs);
    }

    /** Times {@code gamma} after each of these epochs. */
    public static ScheduleConfig steps(double gamma, Integer... epochs) {
        return new ScheduleConfig(ScheduleKind.STEP, List.of(epochs), gamma, 0);
    }

    public ScheduleConfig withKind(ScheduleKind value) {
        return new ScheduleConfig(value, decayEpochs, gamma, warmUpEpochs);
    }

    public ScheduleConfig withDecayEpochs(List<Integer> value) {
        return new ScheduleConfig(kind, value, gamma, warmUpEpochs);
    }

    public ScheduleConfig withGamma(double value) {
        return new ScheduleConfig(kind, decayEpochs, value, warmUpEpochs);
    }

    public ScheduleConfig withWarmUpEpochs(double value) {
        return new ScheduleConfig(kind, decayEpochs, gamma, value);
    }
}
