package dev.thresher.app.window.run;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.train.Trainer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A trainer and the folder that it records in. */
public final class TrainerSession implements TrainingSession {
    private final Path folder;
    private final Trainer trainer;

    private TrainerSession(Path folder, Trainer trainer) {
        this.folder = folder;
        this.trainer = trainer;
    }

    /**
     * Makes a run folder with a name of its own under {@code runs}, and a trainer that records in it.
     *
     * @throws dev.thresher.datasets.UserError where one of the two cannot be made; then neither is left
     */
    public static TrainerSession create(Experiment experiment, Dataset dataset, Path runs) {
        Path path = RunFolder.freshName(runs, experiment);
        RunFolder folder = RunFolder.create(path, experiment, dataset.checksum());
        return new TrainerSession(path, new Trainer(experiment, dataset, folder));
    }

    /**
     * Makes a trainer that goes on with a recorded run, in its folder.
     *
     * @param epochs up to so many; null for as many as planned
     * @throws dev.thresher.datasets.UserError where it cannot go on, or the data are not its own; then nothing was changed
     */
    public static TrainerSession resume(Path runFolder, Integer epochs, Dataset dataset) {
        return new TrainerSession(runFolder, Trainer.resume(runFolder, dataset, epochs));
    }

    @Override
    public RunLog log() {
        return trainer.log();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Summary run() {
        return trainer.run();
    }

    @Override
    public RunState state() {
        return trainer.state();
    }

    @Override
    public int step() {
        return trainer.step();
    }

    @Override
    public int totalSteps() {
        return trainer.totalSteps();
    }

    @Override
    public double stepsPerSecond() {
        return trainer.stepsPerSecond();
    }

    @Override
    public double secondsLeft() {
        return trainer.secondsLeft();
    }

    @Override
    public String device() {
        return trainer.device();
    }

    @Override
    public void pause() {
        trainer.pause();
    }

    @Override
    public void resume() {
        trainer.resume();
    }

    @Override
    public void stepOnce() {
        trainer.stepOnce();
    }

    @Override
    public void stop() {
        trainer.stop();
    }

    @Override
    public double alpha() {
        return trainer.alpha();
    }

    @Override
    public void changeAlpha(double alpha) {
        trainer.changeAlpha(alpha);
    }

    @Override
    public double learningRate() {
        return trainer.learningRate();
    }

    @Override
    public void changeLearningRate(double rate) {
        trainer.changeLearningRate(rate);
    }

    @Override
    public boolean masksFrozen() {
        return trainer.masksFrozen();
    }

    @Override
    public void freezeMasks(boolean on) {
        trainer.freezeMasks(on);
    }

    @Override
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        return trainer.copyWeights(layer);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
