package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.ParameterFile;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Trains one experiment on the thread that calls {@link #run()}. Other threads watch its {@link #log()} and send it
 * commands; it takes them between steps, and never calls back.
 */
public final class Trainer implements AutoCloseable {
    private static final int EVALUATION_BATCH = 256;
    /** Rows of the step log that get their memory at once; a longer plan gets more as it is carried out. */
    private static final int ROWS_AT_ONCE = 1 << 20;

    private final Experiment experiment;
    private final RunFolder folder; // null: recorded in memory only
    private final Backend backend;
    private final SparseMethod method;
    private final Network network;
    private final Optimiser optimiser;
    private final BatchFeed feed;
    private final TrainingStep trainingStep;
    private final Evaluation evaluation;
    private final RunLog log;
    private final Recorder recorder;
    private final Control control;
    private final int totalSteps;
    private double learningRate;
    private double epochLoss;
    private int epochSteps;
    private boolean evaluationGivenUp;
    private volatile int step;

    /**
     * Checks the experiment, builds the network and opens the logs.
     *
     * @param folder where the run is recorded, closed with this trainer, and removed again if it cannot be made; null
     *     records it in memory only
     * @throws UserError for settings or files at fault
     */
    public Trainer(Experiment experiment, Dataset dataset, RunFolder folder) {
        this.experiment = experiment.checked();
        this.folder = folder;
        int examples = dataset.train().count();
        if (examples == 0) {
            throw new UserError(dataset.name() + ": holds no training examples; name another data set");
        }
        int batchSize = Math.min(experiment.data().batch(), examples);
        Inputs inputs = Inputs.of(experiment.data(), dataset);
        feed = new BatchFeed(dataset.train(), inputs, batchSize, experiment.data().shuffle(), experiment.seed());
        totalSteps = experiment.steps() != null ? experiment.steps() : steps(feed.stepsPerEpoch(), experiment.epochs());
        learningRate = experiment.optimiser().learningRate();
        int capacity = Math.max(batchSize, EVALUATION_BATCH);
        backend = Backends.create(experiment.execution());
        try {
            method = SparseMethod.of(experiment.method());
            network = Models.build(Models.spec(experiment), backend, method, dataset.shape(), dataset.classes(), capacity,
                    experiment.seed());
            if (experiment.init() != null) {
                ParameterFile.read(Path.of(experiment.init()), network);
            }
            optimiser = Optimiser.of(backend, network.parameters(), experiment.optimiser());
            int features = dataset.shape().features();
            trainingStep = new TrainingStep(network, method, optimiser, features, dataset.classes(), capacity);
            evaluation = new Evaluation(dataset.test(), inputs.normalisation(), capacity);
            String name = folder == null ? experiment.model() : folder.path().toAbsolutePath().normalize().getFileName().toString();
            log = RunLog.empty(name, experiment, network.maskedWeights().stream().map(MaskedWeight::layer).toList(),
                    Math.min(totalSteps, ROWS_AT_ONCE));
            recorder = new Recorder(log, network);
            control = new Control(log, this::step);
            if (folder != null) {
                folder.begin(log, backend.description(), totalSteps);
            }
        } catch (RuntimeException | Error e) {
            // no trainer, so nobody could close it: its threads end here, and its folder is taken back
            try (Backend b = backend) {
                if (folder != null) {
                    folder.discard(e);
                }
                throw e;
            }
        }
    }

    private static int steps(int stepsPerEpoch, int epochs) {
        long steps = Math.multiplyFull(stepsPerEpoch, epochs);
        if (steps > Integer.MAX_VALUE) {
            throw new UserError(String.format(Locale.ROOT, "--epochs: %d epochs of %,d steps are %,d steps, at most %,d can be counted; "
                    + "name fewer epochs or a larger batch", epochs, stepsPerEpoch, steps, Integer.MAX_VALUE));
        }
        return (int) steps;
    }

    /** What is recorded so far; grows while the run goes on. */
    public RunLog log() {
        return log;
    }

    /**
     * Trains to the end, a stop, or a failure, and records it. What the user can mend is not thrown: the summary's state
     * is then FAILED and its message one line.
     */
    public Summary run() {
        control.begin();
        try {
            train();
            if (step > 0) {
                requireFinite();
            }
            control.end(control.stopped() || evaluationGivenUp ? RunState.STOPPED : RunState.FINISHED, "");
        } catch (DivergedException e) {
            control.end(RunState.FAILED, e.getMessage() + "; " + e.remedy());
        } catch (UserError e) {
            control.end(RunState.FAILED, e.getMessage());
        } catch (RuntimeException | Error e) {
            control.end(RunState.FAILED, "unexpected: " + e);
            conclude();
            throw e;
        }
        return conclude();
    }

    private void train() {
        while (step < totalSteps && control.mayGoOn(this::apply, this::flush)) {
            trainOn(feed.next(step));
            epochLoss += trainingStep.task().mean();
            epochSteps++;
            step++;
            recorder.resets(step, control.seconds());
            control.stepDone(step);
            if (step % feed.stepsPerEpoch() == 0 || step == totalSteps) {
                endEpoch(feed.epoch(step - 1));
            } else if (control.flushIsDue()) {
                flush();
            }
        }
    }

    /** One step, recorded also where it diverged. */
    private void trainOn(Batch batch) {
        try {
            trainingStep.train(batch, learningRate, step + 1);
        } catch (DivergedException e) {
            recorder.step(step + 1, feed.epoch(step), learningRate, trainingStep);
            recorder.resets(step + 1, control.seconds());
            throw e.at(step + 1);
        }
        recorder.step(step + 1, feed.epoch(step), learningRate, trainingStep);
    }

    /** A finite loss may still have had gradients that were not: then a run neither ends well nor replaces a checkpoint. */
    private void requireFinite() {
        for (Parameter p : network.parameters()) {
            if (!backend.finite(p.value())) {
                throw new DivergedException("after its update " + p.name() + " is not finite").at(step);
            }
        }
    }

    private void endEpoch(int epoch) {
        requireFinite();
        network.refreshMasksForEvaluation();
        backend.await();
        evaluationGivenUp = !evaluation.run(trainingStep, control::stopAsked);
        if (!evaluationGivenUp) {
            recorder.epoch(epoch, step, control.seconds(), epochLoss / epochSteps, evaluation);
        }
        epochLoss = 0;
        epochSteps = 0;
        if (folder != null) {
            folder.flush();
            folder.masks(MaskSnapshot.of(step, network.maskedWeights()));
            checkpoint();
        }
    }

    private void checkpoint() {
        folder.checkpoint(metadata(), ParameterFile.checkpoint(network, optimiser));
    }

    private Map<String, String> metadata() {
        return Map.of("model", experiment.model(), "step", Integer.toString(step));
    }

    private void flush() {
        if (folder != null) {
            folder.flush();
        }
    }

    private void apply(Command change) {
        switch (change) {
            case Command.ChangeAlpha alpha -> method.alpha(alpha.value());
            case Command.ChangeLearningRate rate -> learningRate = rate.value();
            default -> throw new IllegalArgumentException("no change of settings: " + change);
        }
    }

    /** Writes what is left to write; a disk that does not take it turns the run into a failed one, in memory complete. */
    private Summary conclude() {
        Summary summary = summary();
        if (folder == null) {
            return summary;
        }
        try {
            folder.flush();
            if (summary.state() == RunState.STOPPED && step > 0) {
                checkpoint();
            }
            folder.summary(summary);
            return summary;
        } catch (UserError e) {
            control.end(RunState.FAILED, summary.message().isEmpty() ? e.getMessage() : summary.message());
            return summary();
        }
    }

    private Summary summary() {
        return recorder.summary(control, step, feed.stepsPerEpoch());
    }

    /**
     * Writes the parameters as they are, by PyTorch's names. Not while the run goes on.
     *
     * @throws UserError where the file cannot be written
     */
    public void saveWeights(Path file) {
        ParameterFile.write(file, network, metadata());
    }

    public RunState state() {
        return control.state();
    }

    /** Why the run ended as it did; empty where there is nothing to say. */
    public String message() {
        return control.message();
    }

    /** Steps done. */
    public int step() {
        return step;
    }

    public int totalSteps() {
        return totalSteps;
    }

    public int stepsPerEpoch() {
        return feed.stepsPerEpoch();
    }

    /** Time spent training and evaluating, pauses left out. */
    public double seconds() {
        return control.seconds();
    }

    /** Over the last seconds of training, evaluation included; 0 before the first half second. */
    public double stepsPerSecond() {
        return control.stepsPerSecond();
    }

    /** Estimated seconds left; NaN before there is a pace to tell from. */
    public double secondsLeft() {
        double pace = stepsPerSecond();
        return pace > 0 ? (totalSteps - step) / pace : Double.NaN;
    }

    /** What computes, for people. */
    public String device() {
        return backend.description();
    }

    /** Network being trained; touched by the trainer's thread alone while the run goes on. */
    public Network network() {
        return network;
    }

    /** Asks for a pause after the step that is under way. Like all commands it returns at once. */
    public void pause() {
        control.send(new Command.Pause());
    }

    public void resume() {
        control.send(new Command.Resume());
    }

    /** Asks for one step, and a pause after it. */
    public void stepOnce() {
        control.send(new Command.StepOnce());
    }

    /** Asks for the end of the run after the step that is under way; all that was done is recorded. */
    public void stop() {
        control.send(new Command.Stop());
    }

    /** Asks for another α from the next step on. @throws UserError where it is not a number of at least 0 */
    public void changeAlpha(double alpha) {
        experiment.withMethod(experiment.method().withAlpha(alpha)).checked();
        control.send(new Command.ChangeAlpha(alpha));
    }

    /** Asks for another learning rate from the next step on. @throws UserError where it is not above 0 */
    public void changeLearningRate(double rate) {
        experiment.withOptimiser(experiment.optimiser().withLearningRate(rate)).checked();
        control.send(new Command.ChangeLearningRate(rate));
    }

    /** Lets go of threads and files. The run must have ended: whoever started it waits for that first. */
    @Override
    public void close() {
        try (Backend b = backend) {
            if (folder != null) {
                folder.close();
            }
        }
    }
}
