package dev.thresher.app.window.run;

import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A run in progress as the window sees it. Commands are taken between steps and never block; numbers may be read from
 * any thread while {@link #run()} works on its own.
 */
public interface TrainingSession extends AutoCloseable {
    RunLog log();

    /** Where the run is recorded. */
    Path folder();

    /** Trains to the end, a stop or a failure, on the calling thread. */
    Summary run();

    RunState state();

    /** Steps done. */
    int step();

    int totalSteps();

    /** Over about the last second of training. */
    double stepsPerSecond();

    /** Estimated time left; NaN while unknown. */
    double secondsLeft();

    /** What computes, for people. */
    String device();

    void pause();

    void resume();

    /** One step, then paused again. */
    void stepOnce();

    void stop();

    /** α as it is now. */
    double alpha();

    /** @throws dev.thresher.datasets.UserError where it is not a number of at least 0 */
    void changeAlpha(double alpha);

    /** That of the next step. */
    double learningRate();

    /** @throws dev.thresher.datasets.UserError where it is not above 0 */
    void changeLearningRate(double rate);

    boolean masksFrozen();

    /** Stops pruning, or goes on with it. @throws dev.thresher.datasets.UserError where nothing is masked */
    void freezeMasks(boolean on);

    /**
     * Asks for W and t of a masked layer as they are between two steps; answered on the training's thread.
     *
     * @return cancelled or failed where there is no answer
     */
    CompletableFuture<LayerWeights> copyWeights(String layer);

    /** Writes what is left to write and lets go of the run folder. */
    @Override
    void close();
}
