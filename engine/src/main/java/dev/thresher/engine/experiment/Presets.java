package dev.thresher.engine.experiment;

import java.util.List;

/** Each built-in network as the paper trains it (its appendix). */
public final class Presets {
    private static final double CHECKPOINT_MINUTES = 10;

    private Presets() {
    }

    /** The experiment of a built-in network; for any other name that of LeNet-300-100, with that name. */
    public static Experiment of(String model) {
        if (model.startsWith("vgg-") || model.startsWith("wrn-")) {
            return preset(model, DataConfig.of("cifar-10", 64), model.startsWith("vgg-") ? 5e-6 : 1e-5, image(), ScheduleConfig.steps(0.1, 80, 120), 160);
        }
        if (model.startsWith("resnet-")) {
            return preset(model, DataConfig.of("imagenet", 32), 1e-6, image(), ScheduleConfig.steps(0.1, 30, 60), 90);
        }
        if (model.startsWith("lstm-")) {
            OptimiserConfig adam = OptimiserConfig.sgd(1e-3, 0.9, 0).withKind(OptimiserKind.ADAM);
            return preset(model, DataConfig.of("mnist", 100), 1e-3, adam, ScheduleConfig.CONSTANT, 20);
        }
        return preset(model, DataConfig.of("mnist", 64), 5e-4, OptimiserConfig.sgd(0.01, 0.9, 0), ScheduleConfig.CONSTANT, 20);
    }

    /** SGD as the paper's CIFAR-10 and ImageNet runs use it: weight decay on everything, thresholds included. */
    private static OptimiserConfig image() {
        return OptimiserConfig.sgd(0.1, 0.9, 1e-4).withDecays(DecayScope.ALL);
    }

    private static Experiment preset(String model, DataConfig data, double alpha, OptimiserConfig optimiser, ScheduleConfig schedule,
                                     int epochs) {
        return new Experiment(model, null, data,
                new MethodConfig(MethodKind.DST, alpha, ThresholdKind.VECTOR, StepEstimator.LONG_TAILED), optimiser, schedule, epochs,
                null, 1, null, new ExecutionConfig(BackendKind.SIMD, Math.max(1, Runtime.getRuntime().availableProcessors()),
                        CHECKPOINT_MINUTES), List.of());
    }
}
