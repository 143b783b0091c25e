package dev.thresher.engine.train;

import dev.thresher.engine.mask.LayerWeights;
import java.util.concurrent.CompletableFuture;

/** What a user asks of a run; the trainer takes it between two steps. */
sealed interface Command {
    record Pause() implements Command {
    }

    record Resume() implements Command {
    }

    record StepOnce() implements Command {
    }

    record Stop() implements Command {
    }

    record ChangeAlpha(double value) implements Command {
    }

    record ChangeLearningRate(double value) implements Command {
    }

    /** Changes nothing: W and t of a masked layer are wanted as they are between two steps. */
    record CopyWeights(String layer, CompletableFuture<LayerWeights> answer) implements Command {
    }

    /** Stops pruning, or goes on with it. */
    record Freeze(boolean on) implements Command {
    }
}
