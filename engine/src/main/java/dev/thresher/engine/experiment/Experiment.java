package dev.thresher.engine.experiment;

import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Everything that decides a run's result: the same experiment on the same data gives the same bits.
 *
 * @param model name of a built-in network, or of the one described in {@code modelFile}
 * @param modelFile a JSON file that describes the network; null for a built-in one
 * @param epochs how often the training set is gone through; at least 1
 * @param steps if not null, the run ends after that many steps, whatever {@code epochs} says
 * @param seed what all randomness is drawn from
 * @param init a safetensors file that initial parameters are read from; null draws them from the seed
 * @param changes what changes in the middle of the run, by rising steps; those of one step in the order given
 */
public record Experiment(String model, String modelFile, DataConfig data, MethodConfig method, OptimiserConfig optimiser,
                         ScheduleConfig schedule, int epochs, Integer steps, long seed, String init, ExecutionConfig execution,
                         List<PlannedChange> changes) {
    /** Experiments recorded before changes could be planned have none. */
    public Experiment {
        changes = changes == null ? List.of() : changes.stream().sorted(Comparator.comparingInt(PlannedChange::step)).toList();
    }

    /** LeNet-300-100 as the paper trains it on MNIST. */
    public static Experiment standard() {
        return Presets.of(ModelNames.LENET_300_100);
    }

    /** All that is wrong with these settings, in the order of the fields; empty if nothing is. */
    public List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        if (modelFile == null && (model == null || !ModelNames.known(model))) {
            found.add(new Problem("model", "no model '" + model + "'; known: " + String.join(", ", ModelNames.LISTED)
                    + " and any other wrn-D-K"));
        }
        if (data.dataset() == null || data.dataset().isBlank()) {
            found.add(new Problem("dataset", "name a data set"));
        }
        if (data.imageSize() != null) {
            within(found, "image-size", data.imageSize(), 8, 1024);
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
        ScheduleProblems.add(found, schedule, optimiser);
        within(found, "epochs", epochs, 1, 1_000_000);
        if (steps != null) {
            within(found, "steps", steps, 1, 100_000_000);
        }
        within(found, "threads", execution.threads(), 1, 256);
        if (!(execution.checkpointMinutes() > 0)) {
            found.add(new Problem("checkpoint-minutes", execution.checkpointMinutes() + " is not above 0; try 10"));
        }
        if (execution.maskEvery() != null) {
            within(found, "mask-every", execution.maskEvery(), 1, 100_000_000);
        }
        changes.stream().map(PlannedChange::problem).filter(problem -> !problem.isEmpty()).forEach(problem -> found.add(new Problem("change", problem)));
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
        return new Experiment(value, modelFile, data, method, optimiser, schedule, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withModelFile(String value) {
        return new Experiment(model, value, data, method, optimiser, schedule, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withData(DataConfig value) {
        return new Experiment(model, modelFile, value, method, optimiser, schedule, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withMethod(MethodConfig value) {
        return new Experiment(model, modelFile, data, value, optimiser, schedule, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withOptimiser(OptimiserConfig value) {
        return new Experiment(model, modelFile, data, method, value, schedule, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withSchedule(ScheduleConfig value) {
        return new Experiment(model, modelFile, data, method, optimiser, value, epochs, steps, seed, init, execution, changes);
    }

    public Experiment withEpochs(int value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, value, steps, seed, init, execution, changes);
    }

    public Experiment withSteps(Integer value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, epochs, value, seed, init, execution, changes);
    }

    public Experiment withSeed(long value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, epochs, steps, value, init, execution, changes);
    }

    public Experiment withInit(String value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, epochs, steps, seed, value, execution, changes);
    }

    public Experiment withExecution(ExecutionConfig value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, epochs, steps, seed, init, value, changes);
    }

    public Experiment withChanges(List<PlannedChange> value) {
        return new Experiment(model, modelFile, data, method, optimiser, schedule, epochs, steps, seed, init, execution, value);
    }
}
