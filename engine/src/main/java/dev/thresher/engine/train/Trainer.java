package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.run.CheckpointState;
import dev.thresher.engine.run.ParameterFile;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.SavedRun;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Trains one experiment on the thread that calls {@link #run()}. Other threads watch its {@link #log()} and send it
 * commands; it takes them between steps, and never calls back.
 */
public final class Trainer implements AutoCloseable {
    /** Numbers of the step log that get their memory at once; a longer plan gets more as it is carried out. */
    private static final int VALUES_AT_ONCE = 1 << 24;

    private final Experiment experiment;
    private final RunFolder folder; // null: recorded in memory only
    private final Machine machine;
    private final Plan plan;
    private final RunLog log;
    private final Control control;
    private final TrainingLoop loop;
    private final String resumed; // from where; null for a run from the start

    /**
     * Checks the experiment, builds the network and opens the logs.
     *
     * @param folder where the run is recorded, closed with this trainer, and removed again if it cannot be made; null
     *     records it in memory only
     * @throws UserError for settings or files at fault
     */
    public Trainer(Experiment experiment, Dataset dataset, RunFolder folder) {
        this(experiment, dataset, folder, null);
    }

    /**
     * Goes on with a run that was stopped, has failed or was killed, from its last checkpoint, bit by bit as if nothing had been.
     *
     * @param dataset the one it was trained on
     * @throws UserError where the folder holds no run to go on with, or another data set's; then nothing in it was changed
     */
    public static Trainer resume(Path runFolder, Dataset dataset) {
        return resume(runFolder, dataset, null);
    }

    /**
     * As {@link #resume(Path, Dataset)}, but up to another number of epochs: so a run that went all the way goes further. A cosine of
     * the learning rate is laid out anew over the whole run.
     *
     * @param epochs not fewer than planned before; null for as many
     */
    public static Trainer resume(Path runFolder, Dataset dataset, Integer epochs) {
        return resume(runFolder, dataset, epochs, null);
    }

    /**
     * As {@link #resume(Path, Dataset, Integer)}, but on another device, from which the same bits cannot be asked.
     *
     * @param device null for the run's own
     */
    public static Trainer resume(Path runFolder, Dataset dataset, Integer epochs, Device device) {
        try (SavedRun saved = SavedRun.open(runFolder)) {
            Resumption.checkData(runFolder, saved.datasetChecksum(), dataset);
            Experiment experiment = Resumption.extended(saved, epochs);
            boolean elsewhere = device != null && !device.equals(experiment.execution().device());
            return new Trainer(elsewhere ? experiment.withExecution(experiment.execution().withDevice(device)) : experiment, dataset, null, saved);
        }
    }

    private Trainer(Experiment experiment, Dataset dataset, RunFolder newFolder, SavedRun saved) {
        Machine built = null;
        try {
            this.experiment = experiment.checked();
            plan = Plan.of(experiment, dataset);
            CheckpointState from = saved == null ? Resumption.start(experiment) : saved.state();
            if (saved != null) {
                Resumption.checkUnfinished(saved, plan);
            }
            built = Machine.build(experiment, dataset);
            machine = built;
            List<String> layers = machine.network().maskedWeights().stream().map(MaskedWeight::layer).toList();
            log = RunLog.empty(name(newFolder, saved), experiment, layers,
                    Math.min(plan.totalSteps(), VALUES_AT_ONCE / StepLog.width(layers.size())));
            if (saved != null) {
                saved.restore(machine.network(), machine.optimiser());
                machine.method().alpha(from.alpha());
                folder = saved.goOn(log, plan.totalSteps());
                boolean elsewhere = !experiment.execution().device().equals(saved.experiment().execution().device());
                resumed = "from checkpoint at step " + from.step() + (elsewhere ? " on " + experiment.execution().device() : "");
            } else {
                if (experiment.init() != null) {
                    ParameterFile.read(Path.of(experiment.init()), machine.network());
                }
                folder = newFolder;
                resumed = null;
            }
            control = new Control(log, this::step, from.seconds());
            loop = new TrainingLoop(experiment, plan, machine, folder, log, control, from);
            if (newFolder != null) {
                newFolder.begin(log, modelFor(dataset), machine.backend().description(), plan.totalSteps());
            }
        } catch (RuntimeException | Error e) {
            // no trainer, so nobody could close it: its threads end here, and its folder is taken back
            try (Machine m = built) {
                if (newFolder != null) {
                    newFolder.discard(e);
                }
                throw e;
            }
        }
    }

    /** With the images that it is trained on, where a description would take any: so its folder tells all shapes by itself. */
    private ModelSpec modelFor(Dataset dataset) {
        ModelSpec spec = Models.spec(experiment);
        ImageShape shape = dataset.train().shape();
        return new ModelSpec(spec.name(), List.of(shape.channels(), shape.height(), shape.width()), spec.layers());
    }

    private String name(RunFolder newFolder, SavedRun saved) {
        Path path = newFolder != null ? newFolder.path() : saved != null ? saved.folder() : Path.of(experiment.model());
        return path.toAbsolutePath().normalize().getFileName().toString();
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
        control.begin(resumed == null ? RunEvent.Kind.STARTED : RunEvent.Kind.RESUMED, resumed == null ? "" : resumed);
        try {
            control.end(loop.run() ? RunState.FINISHED : RunState.STOPPED, "");
        } catch (DivergedException e) {
            control.end(RunState.FAILED, e.getMessage() + "; " + e.remedy());
        } catch (UserError e) {
            control.end(RunState.FAILED, e.getMessage());
        } catch (RuntimeException | Error e) {
            control.end(RunState.FAILED, "unexpected: " + e);
            loop.conclude();
            throw e;
        } finally {
            control.close();
        }
        return loop.conclude();
    }

    /**
     * Writes the parameters as they are, by PyTorch's names. Not while the run goes on.
     *
     * @throws UserError where the file cannot be written
     */
    public void saveWeights(Path file) {
        ParameterFile.write(file, machine.network(), Map.of("model", experiment.model(), "step", Integer.toString(step())));
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
        return loop.step();
    }

    public int totalSteps() {
        return plan.totalSteps();
    }

    public int stepsPerEpoch() {
        return plan.stepsPerEpoch();
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
        return pace > 0 ? (plan.totalSteps() - step()) / pace : Double.NaN;
    }

    /** What computes, for people. */
    public String device() {
        return machine.backend().description();
    }

    /** Network being trained; touched by the trainer's thread alone while the run goes on. */
    public Network network() {
        return machine.network();
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

    /**
     * Asks for W and t of a masked layer, as they are between two steps, or soon: an evaluation is not interrupted for it.
     *
     * @param layer as the log calls it
     * @return cancelled where the run ends before it has answered; failed where there is no such layer
     */
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        CompletableFuture<LayerWeights> answer = new CompletableFuture<>();
        control.send(new Command.CopyWeights(layer, answer));
        return answer;
    }

    /**
     * Asks for no more pruning, or for more of it: frozen from the next step on, masks stay as that step makes them, thresholds are not
     * trained, and masked weights get no gradient ({@link dev.thresher.engine.mask.MaskedWeight#freeze(boolean)}). It goes on in a
     * resumed run. @throws UserError where the method masks nothing
     */
    public void freezeMasks(boolean on) {
        if (!machine.method().masks()) {
            throw new UserError("the " + experiment.method().kind().id() + " method masks nothing, so there are no masks to freeze; train with another method");
        }
        control.send(new Command.Freeze(on));
    }

    /** Whether masks are frozen, or will be from the next step on: by the last command that was taken. */
    public boolean masksFrozen() {
        return loop.frozen();
    }

    /** α as it is now. */
    public double alpha() {
        return machine.method().alpha();
    }

    /** The learning rate that the next step will have. */
    public double learningRate() {
        return loop.nextLearningRate();
    }

    /** Lets go of threads and files. The run must have ended: whoever started it waits for that first. */
    @Override
    public void close() {
        try (Machine m = machine) {
            if (folder != null) {
                folder.close();
            }
        }
    }
}
