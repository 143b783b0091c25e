package dev.thresher.engine.optimiser;

import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;

/**
 * The learning rate over a run, as a factor of the optimiser's: a pure function of the step. After a linear warm-up it is
 * 1, or γ to the number of decays passed, or half a cosine from 1 at the end of the warm-up to 0 at the end of the run.
 */
public final class Schedule {
    private final ScheduleConfig config;
    private final int stepsPerEpoch;
    private final int totalSteps;
    private final long warmUpSteps;

    public Schedule(ScheduleConfig config, int stepsPerEpoch, int totalSteps) {
        this.config = config;
        this.stepsPerEpoch = stepsPerEpoch;
        this.totalSteps = totalSteps;
        warmUpSteps = Math.round(config.warmUpEpochs() * stepsPerEpoch);
    }

    /** The factor of a step, from 1: step k of a warm-up over w steps has k / w of what it would have without. */
    public double factor(int step) {
        double warmUp = step < warmUpSteps ? (double) step / warmUpSteps : 1;
        return switch (config.kind()) {
            case CONSTANT -> warmUp;
            case STEP -> warmUp * StrictMath.pow(config.gamma(), decaysBefore(step));
            case COSINE -> warmUp * cosine(step);
        };
    }

    private double cosine(int step) {
        double done = Math.max(0, step - 1 - warmUpSteps);
        return (1 + StrictMath.cos(Math.PI * done / Math.max(1, totalSteps - warmUpSteps))) / 2;
    }

    private int decaysBefore(int step) {
        int decays = 0;
        for (int epoch : config.decayEpochs()) {
            decays += (long) epoch * stepsPerEpoch < step ? 1 : 0;
        }
        return decays;
    }

    /** Whether a step schedule decays between {@code step} and the one after it, and there is one. */
    public boolean decaysAfter(int step) {
        return config.kind() == ScheduleKind.STEP && step < totalSteps && step % stepsPerEpoch == 0
                && config.decayEpochs().contains(step / stepsPerEpoch);
    }
}
