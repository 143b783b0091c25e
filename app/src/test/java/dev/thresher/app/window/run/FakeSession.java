package dev.thresher.app.window.run;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A run that trains nothing: a test says what state it is in, and reads what it was told. */
public final class FakeSession implements TrainingSession {
    private final RunLog log;
    public final List<String> commands = new ArrayList<>();
    public RunState state = RunState.RUNNING;
    public RunState end = RunState.FINISHED;
    public String message = "";
    public RuntimeException fault;
    public double secondsLeft = Double.NaN;
    public boolean closed;
    public double alpha = 5e-4;
    public double learningRate = 0.01;
    public boolean frozen;
    public Path folder = Path.of("runs", "fake");

    public FakeSession(Experiment experiment) {
        log = RunLog.empty("fake", experiment, List.of("fc1", "fc2"), 100);
    }

    /** Appends a step of this epoch that keeps these shares. */
    public void trained(int epoch, float model, float first, float second) {
        log.steps().append(new float[] {epoch, 0.01f, 1, 1, 0, model, first, second});
    }

    public void tested(int epoch, double accuracy) {
        log.epochs().add(new EpochRow(epoch, log.steps().size(), 2, 0.5, 0.5, accuracy, 0.4, List.of(0.3, 0.5)));
    }

    @Override
    public RunLog log() {
        return log;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Summary run() {
        if (fault != null) {
            throw fault;
        }
        state = end;
        return new Summary("fake", end, message, "lenet-300-100", "mnist", "dst", 5e-4, 1, 1, step(), null, null, null,
                0.5, Map.of(), Map.of(), 1, 1, null, null, null, 0);
    }

    @Override
    public RunState state() {
        return state;
    }

    @Override
    public int step() {
        return log.steps().size();
    }

    @Override
    public int totalSteps() {
        return 100;
    }

    @Override
    public double stepsPerSecond() {
        return 1234.4;
    }

    @Override
    public double secondsLeft() {
        return secondsLeft;
    }

    @Override
    public String device() {
        return "abacus";
    }

    @Override
    public void pause() {
        commands.add("pause");
    }

    @Override
    public void resume() {
        commands.add("resume");
    }

    @Override
    public void stepOnce() {
        commands.add("step");
    }

    @Override
    public void stop() {
        commands.add("stop");
        end = RunState.STOPPED;
    }

    @Override
    public double alpha() {
        return alpha;
    }

    @Override
    public void changeAlpha(double value) {
        if (!(value >= 0)) {
            throw new UserError("--alpha: " + value + " is not at least 0; try 5e-4");
        }
        commands.add("alpha " + value);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void changeLearningRate(double rate) {
        commands.add("rate " + rate);
    }

    @Override
    public boolean masksFrozen() {
        return frozen;
    }

    @Override
    public void freezeMasks(boolean on) {
        commands.add(on ? "freeze" : "unfreeze");
    }

    @Override
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        return CompletableFuture.failedFuture(new IllegalStateException("it trains nothing, and has no weights"));
    }

    @Override
    public void close() {
        closed = true;
    }
}
