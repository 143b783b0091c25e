package dev.thresher.engine.train;

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

    /** Stops pruning, or goes on with it. */
    record Freeze(boolean on) implements Command {
    }
}
