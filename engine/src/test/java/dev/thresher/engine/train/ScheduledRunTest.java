package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What a schedule makes of the learning rate in a run, with and without the user's changes. */
class ScheduledRunTest {
    private static final Experiment STEPS = Tiny.experiment().withEpochs(4).withSchedule(ScheduleConfig.steps(0.5, 1, 3));

    @Test
    void everyDecayIsAnEventAndEveryStepSaysItsRate() {
        try (Trainer trainer = new Trainer(STEPS, Tiny.data(16, 4), null)) {
            assertThat(trainer.run().state()).isEqualTo(RunState.FINISHED);
            assertThat(Logs.column(trainer.log(), StepLog.LEARNING_RATE))
                    .containsExactly(0.05f, 0.05f, 0.025f, 0.025f, 0.025f, 0.025f, 0.0125f, 0.0125f);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.DECAY)).extracting(RunEvent::step, RunEvent::detail)
                    .containsExactly(Tuple.tuple(2, "0.025"), Tuple.tuple(6, "0.0125"));
        }
    }

    @Test
    void aChangedRateIsTheCurrentOneAndTheScheduleGoesOnFromThere() {
        try (Trainer trainer = new Trainer(STEPS, Tiny.data(16, 4), null)) {
            trainer.pause();
            for (int i = 0; i < 4; i++) {
                trainer.stepOnce();
            }
            trainer.changeLearningRate(0.01);
            trainer.resume();
            trainer.run();
            assertThat(Logs.column(trainer.log(), StepLog.LEARNING_RATE))
                    .containsExactly(0.05f, 0.05f, 0.025f, 0.025f, 0.01f, 0.01f, 0.005f, 0.005f);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.LEARNING_RATE)).extracting(RunEvent::detail).containsExactly("0.01");
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.DECAY)).extracting(RunEvent::detail)
                    .containsExactly("0.025", "0.005");
        }
    }

    @Test
    void adamTrains() {
        Experiment adam = Tiny.experiment().withEpochs(20)
                .withOptimiser(Tiny.experiment().optimiser().withKind(OptimiserKind.ADAM).withLearningRate(1e-3));
        try (Trainer trainer = new Trainer(adam, Tiny.data(40, 30), null)) {
            assertThat(trainer.run().testAccuracyLast()).isGreaterThan(0.9);
        }
    }
}
