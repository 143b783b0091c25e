package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Examples;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Background;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.testing.WatchedExamples;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Commands are taken between steps, in their order, and each is an event at its step. */
class CommandsTest {
    private static final Experiment LONG = Tiny.experiment().withSteps(1_000_000);

    private static Trainer trainer() {
        return new Trainer(LONG, Tiny.data(64, 10), null);
    }

    @Test
    void whatWasSentBeforeTheRunIsTakenInOrder() {
        try (Trainer trainer = trainer()) {
            trainer.pause();
            trainer.stepOnce();
            trainer.stepOnce();
            trainer.changeAlpha(0.25);
            trainer.changeLearningRate(0.125);
            trainer.stepOnce();
            trainer.stop();
            Summary summary = trainer.run();
            assertThat(summary.state()).isEqualTo(RunState.STOPPED);
            assertThat(summary.steps()).isEqualTo(3);
            RunLog log = trainer.log();
            assertThat(Logs.column(log, StepLog.LEARNING_RATE)).containsExactly(0.05f, 0.05f, 0.125f);
            float[] loss = Logs.column(log, StepLog.LOSS);
            float[] task = Logs.column(log, StepLog.TASK_LOSS);
            float[] sparse = Logs.column(log, StepLog.SPARSE_LOSS);
            assertThat(loss[1]).isCloseTo(task[1] + 5e-4f * sparse[1], within(1e-5f));
            assertThat(loss[2]).isCloseTo(task[2] + 0.25f * sparse[2], within(1e-4f));
            assertThat(log.events().all()).extracting(RunEvent::step, RunEvent::kind, RunEvent::detail).containsExactly(
                    Tuple.tuple(0, RunEvent.Kind.STARTED, ""), Tuple.tuple(0, RunEvent.Kind.PAUSED, ""),
                    Tuple.tuple(2, RunEvent.Kind.ALPHA, "0.25"), Tuple.tuple(2, RunEvent.Kind.LEARNING_RATE, "0.125"),
                    Tuple.tuple(3, RunEvent.Kind.STOPPED, ""));
        }
    }

    @Test
    void aChangedAlphaReachesTheThresholds() {
        try (Trainer changed = trainer(); Trainer plain = trainer()) {
            for (Trainer trainer : new Trainer[] {changed, plain}) {
                trainer.pause();
                trainer.stepOnce();
                if (trainer == changed) {
                    trainer.changeAlpha(0.25);
                }
                trainer.stepOnce();
                trainer.stepOnce();
                trainer.stop();
                trainer.run();
            }
            float[] a = Logs.column(changed.log(), StepLog.SPARSE_LOSS);
            float[] b = Logs.column(plain.log(), StepLog.SPARSE_LOSS);
            assertThat(a[1]).as("step 2 still stands on the thresholds of step 1").isEqualTo(b[1]);
            assertThat(a[2]).as("its update pushed them further").isLessThan(b[2]);
        }
    }

    @Test
    void stoppedBeforeItRan() {
        try (Trainer trainer = trainer()) {
            trainer.stop();
            Summary summary = trainer.run();
            assertThat(summary.state()).isEqualTo(RunState.STOPPED);
            assertThat(summary.steps()).isZero();
            assertThat(summary.epochs()).isZero();
            assertThat(summary.testAccuracyLast()).isNull();
            assertThat(summary.modelRemaining()).isEqualTo(1);
            assertThat(trainer.log().events().all()).extracting(RunEvent::kind)
                    .containsExactly(RunEvent.Kind.STARTED, RunEvent.Kind.STOPPED);
        }
    }

    @Test
    void pausedSteppedResumedAndStoppedFromAnotherThread() {
        Trainer trainer = trainer();
        assertThat(trainer.state()).isEqualTo(RunState.READY);
        try (Background run = new Background(trainer)) {
            Background.await("some steps", () -> trainer.step() > 3);
            trainer.pause();
            Background.await("the pause", () -> trainer.state() == RunState.PAUSED);
            int paused = trainer.step();
            for (int i = 1; i <= 3; i++) {
                int expected = paused + i;
                trainer.stepOnce();
                // commands are taken in order: once this one is an event, the step before it is over
                trainer.changeAlpha(expected);
                int events = i;
                Background.await("the change", () -> Logs.events(trainer.log(), RunEvent.Kind.ALPHA).size() == events);
                assertThat(trainer.step()).as("one step, no more").isEqualTo(expected);
                assertThat(trainer.state()).isEqualTo(RunState.PAUSED);
                assertThat(trainer.log().steps().size()).isEqualTo(expected);
            }
            trainer.changeAlpha(5e-4);
            trainer.resume();
            Background.await("it to go on", () -> trainer.step() > paused + 10);
            assertThat(trainer.state()).isEqualTo(RunState.RUNNING);
            trainer.stop();
            assertThat(run.summary().state()).isEqualTo(RunState.STOPPED);
            assertThat(trainer.log().steps().size()).isEqualTo(trainer.step());
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.PAUSED)).hasSize(1).first()
                    .extracting(RunEvent::step).isEqualTo(paused);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.RESUMED)).hasSize(1).first()
                    .extracting(RunEvent::step).isEqualTo(paused + 3);
        }
    }

    @Test
    void aStepAskedForDuringTheRunPausesAfterIt() {
        Trainer trainer = trainer();
        try (Background run = new Background(trainer)) {
            Background.await("some steps", () -> trainer.step() > 3);
            trainer.stepOnce();
            Background.await("the pause", () -> trainer.state() == RunState.PAUSED);
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.PAUSED)).hasSize(1);
            trainer.stop();
            assertThat(run.summary().state()).isEqualTo(RunState.STOPPED);
        }
    }

    @Test
    void pausesDoNotCount() {
        Trainer trainer = trainer();
        try (Background run = new Background(trainer)) {
            Background.await("some steps", () -> trainer.step() > 3);
            trainer.pause();
            Background.await("the pause", () -> trainer.state() == RunState.PAUSED);
            double before = trainer.seconds();
            assertThat(before).isPositive();
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            assertThat(trainer.seconds()).as("the clock stands").isEqualTo(before);
            trainer.stop();
            assertThat(run.summary().seconds()).as("stopping a paused run takes no time of the run").isEqualTo(before);
        }
    }

    @Test
    void anInterruptWhilePausedStopsTheRun() {
        Trainer trainer = trainer();
        try (Background run = new Background(trainer)) {
            trainer.pause();
            Background.await("the pause", () -> trainer.state() == RunState.PAUSED);
            run.thread().interrupt();
            assertThat(run.summary().state()).isEqualTo(RunState.STOPPED);
        }
    }

    /** An evaluation takes 256 examples at a time: 300 are two batches, and the second is no longer done. */
    @Test
    void aStopDuringTheLastEvaluationIsAStop() {
        Trainer[] trainer = new Trainer[1];
        Examples test = new WatchedExamples(Tiny.examples(300, 2), () -> trainer[0].stop());
        trainer[0] = new Trainer(Tiny.experiment().withEpochs(1), Tiny.data(Tiny.examples(16, 1), test), null);
        try (Trainer t = trainer[0]) {
            Summary summary = t.run();
            assertThat(summary.steps()).isEqualTo(2);
            assertThat(t.log().epochs().size()).as("the evaluation was given up").isZero();
            assertThat(summary.state()).as("so the run did not go all the way").isEqualTo(RunState.STOPPED);
        }
    }
}
