package dev.thresher.engine.train;

import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.run.CheckpointState;
import dev.thresher.engine.run.ParameterFile;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Scores;
import dev.thresher.engine.run.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a run's checkpoints and its best and last weights. */
final class Checkpoints {
    private final RunFolder folder; // null: nothing is written
    private final Network network;
    private final Optimiser optimiser;
    private final double interval; // seconds
    private CheckpointState written;
    private double writtenAt;

    /** @param secondsDone seconds trained before */
    Checkpoints(RunFolder folder, Network network, Optimiser optimiser, double minutes, double secondsDone) {
        this.folder = folder;
        this.network = network;
        this.optimiser = optimiser;
        interval = 60 * minutes;
        writtenAt = secondsDone;
    }

    /** Whether it is time for another one, by the seconds that the run has trained. */
    boolean due(double seconds) {
        return folder != null && seconds - writtenAt >= interval;
    }

    /** Whether the last one says the same of the training, so that another would be for nothing. */
    boolean upToDate(CheckpointState now) {
        return folder == null || written != null && written.step() == now.step() && written.epochSteps() == now.epochSteps()
                && written.alpha() == now.alpha() && written.frozen() == now.frozen() && written.learningRate() == now.learningRate();
    }

    void write(CheckpointState state) {
        if (folder != null) {
            folder.checkpoint(state, ParameterFile.checkpoint(network, optimiser));
            written = state;
            writtenAt = state.seconds();
        }
    }

    /**
     * Writes the parameters as they are as the last ones, and as the best ones where they are. Only after the checkpoint of the
     * same step: then whoever goes on from it can write them again, if this was cut short.
     */
    void weights(Scores scores, int epoch, int step, boolean evaluated) {
        if (folder == null) {
            return;
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("step", Integer.toString(step));
        if (evaluated && scores.any()) {
            metadata.put("test_accuracy", Double.toString(scores.last()));
        }
        if (scores.any() && scores.bestStep() == step) {
            folder.weights(Weights.BEST, network, metadata);
        }
        folder.weights(Weights.LAST, network, metadata);
    }

    /** The name of a file of weights, if it is there; else null. */
    String file(Weights which) {
        return folder != null && folder.holds(which) ? which.file() : null;
    }
}
