package dev.thresher.engine.experiment;

import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides a run's result: the same experiment on the same data gives the same bits.
 *
 * @param model name of a built-in network
 * @param epochs how often the training set is gone through; at least 1
 * @param steps if not null, the run ends after that many steps, whatever {@code epochs} says
 * @param seed what all randomness is drawn from
 * @param init a safetensors file that initial parameters are read from; null draws them from the seed
 */
public record Experiment(String model, DataConfig data, MethodConfig method, OptimiserConfig optimiser, int epochs,
                         Integer steps, long seed, String init, ExecutionConfig execution) {

    /** LeNet-300-100 as the paper trains it on MNIST. */
    public static Experiment standard() {
        return new Experiment(ModelNames.LENET_300_100,
                new DataConfig("mnist", null, null, true, true, 64),
                new MethodConfig(MethodKind.DST, 5e-4, ThresholdKind.VECTOR, StepEstimator.LONG_TAILED),
                new OptimiserConfig(0.01, 0.9, 0),
                20, null, 1, null,
                new ExecutionConfig(BackendKind.SIMD, Math.max(1, Runtime.getRuntime().availableProcessors())));
    }

    /** All that is wrong with these settings, in the order of the fields; empty if nothing is. */
    public List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        if (model == null || !ModelNames.ALL.contains(model)) {
            found.add(new Problem("model", "no model '" + model + "'; known: " + String.join(", ", ModelNames.ALL)));
        }
        if (data.dataset() == null || data.dataset().isBlank()) {
            found.add(new Problem("dataset", "name a data set"));
        }
        within(found, "batch", data.batch(), 1, 65_536);
        notNegative(found, "alpha", method.alpha());
        if (!(optimiser.learningRate() > 0 && Double.isFinite(optimiser.learningRate()))) {
            found.add(new Problem("learning-rate", optimiser.learningRate() + " is not above 0; try 0.01"));
        }
        if (!(optimiser.momentum() >= 0 && optimiser.momentum() < 1)) {
            found.add(new Problem("momentum", optimiser.momentum() + " is not in [0, 1); try 0.9"));
        }
        notNegative(found, "weight-decay", optimiser.weightDecay());
        within(found, "epochs", epochs, 1, 1_000_000);
        if (steps != null) {
            within(found, "steps", steps, 1, 100_000_000);
        }
        within(found, "threads", execution.threads(), 1, 256);
        return found;
    }

    /** This experiment, if nothing is wrong with it. @throws UserError naming every problem, in one line */
    public Experiment checked() {
        List<Problem> found = problems();
        if (!found.isEmpty()) {
            throw new UserError(String.join("; ",
                    found.stream().map(p -> "--" + p.field() + ": " + p.message()).toList()));
        }
        return this;
    }

    private static void within(List<Problem> found, String field, int value, int low, int high) {
        if (value < low || value > high) {
            found.add(new Problem(field, String.format(Locale.ROOT, "%d is not between %,d and %,d", value, low, high)));
        }
    }

    private static void notNegative(List<Problem> found, String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            found.add(new Problem(field, value + " is not a number of at least 0"));
        }
    }

    public Experiment withModel(String value) {
        return new Experiment(value, data, method, optimiser, epochs, steps, seed, init, execution);
    }

    public Experiment withData(DataConfig value) {
        return new Experiment(model, value, method, optimiser, epochs, steps, seed, init, execution);
    }

    public Experiment withMethod(MethodConfig value) {
        return new Experiment(model, data, value, optimiser, epochs, steps, seed, init, execution);
    }

    public Experiment withOptimiser(OptimiserConfig value) {
        return new Experiment(model, data, method, value, epochs, steps, seed, init, execution);
    }

    public Experiment withEpochs(int value) {
        return new Experiment(model, data, method, optimiser, value, steps, seed, init, execution);
    }

    public Experiment withSteps(Integer value) {
        return new Experiment(model, data, method, optimiser, epochs, value, seed, init, execution);
    }

    public Experiment withSeed(long value) {
        return new Experiment(model, data, method, optimiser, epochs, steps, value, init, execution);
    }

    public Experiment withInit(String value) {
        return new Experiment(model, data, method, optimiser, epochs, steps, seed, value, execution);
    }

    public Experiment withExecution(ExecutionConfig value) {
        return new Experiment(model, data, method, optimiser, epochs, steps, seed, init, value);
    }
}
