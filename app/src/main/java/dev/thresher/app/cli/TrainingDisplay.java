package dev.thresher.app.cli;

import dev.thresher.engine.train.Trainer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how a training goes, from a thread of its own that only reads what the trainer has written. */
final class TrainingDisplay implements AutoCloseable {
    private static final int INTERVAL_MS = 100;

    /** One way of showing it. */
    interface View extends AutoCloseable {
        /** Shows where the training stands now. */
        void update();

        @Override
        void close();
    }

    private final View view;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("training display").factory());

    private TrainingDisplay(View view) {
        this.view = view;
        clock.scheduleWithFixedDelay(view::update, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** A bar on a terminal, a line an epoch elsewhere, nothing if {@code quiet}. */
    static TrainingDisplay of(Trainer trainer, Surroundings surroundings, boolean quiet) {
        if (quiet) {
            return new TrainingDisplay(new NoView());
        }
        return new TrainingDisplay(surroundings.terminal() ? new TrainingBar(trainer, surroundings)
                : new EpochLines(trainer, surroundings.err()));
    }

    /** Shows the last state, then ends. */
    @Override
    public void close() {
        clock.close();
        view.update();
        view.close();
    }

    private record NoView() implements View {
        @Override
        public void update() {
            // Quiet.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
