package dev.thresher.app.window.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewModelTest {
    private final Experiment experiment = Experiment.standard();
    private final FakeSession session = new FakeSession(experiment);
    private final HandTicker ticker = new HandTicker();
    private final NotedProblems problems = new NotedProblems();
    private final Deque<Runnable> loading = new ArrayDeque<>();
    private final Deque<Runnable> training = new ArrayDeque<>();
    private RuntimeException refusal;
    private boolean slow;
    private Integer further;
    private final List<Path> resumed = new ArrayList<>();
    private final RunViewModel run = new RunViewModel(new Sessions() {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            if (refusal != null) {
                throw refusal;
            }
            if (slow) {
                progress.update("mnist: reading", 1, 4);
            }
            return session;
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            resumed.add(runFolder);
            further = epochs;
            return open(experiment, runFolder, progress);
        }
    }, new WindowThreads(Runnable::run, loading::add, training::add), ticker, problems);

    private void begun() {
        run.start(experiment, Path.of("runs"));
        loading.remove().run();
    }

    @Test
    void nothingIsPossibleBeforeAStart() {
        assertThat(run.phase().get()).isEqualTo(RunPhase.EMPTY);
        assertThat(run.live()).isFalse();
        assertThat(run.canPause() || run.canResume() || run.canStep() || run.canStop()).isFalse();
        assertThat(run.end()).isDone();
    }

    @Test
    void loadsBeforeItTrains() {
        run.start(experiment, Path.of("runs"));
        assertThat(run.phase().get()).isEqualTo(RunPhase.LOADING);
        assertThat(run.message().get()).isEqualTo("Loading mnist");
        assertThat(run.canPause()).isFalse();
        assertThat(run.canStop()).isTrue();
        loading.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
        assertThat(run.log().get()).isSameAs(session.log());
        assertThat(run.folder().get()).isEqualTo(Path.of("runs", "fake"));
        assertThat(ticker.period).isGreaterThanOrEqualTo(java.time.Duration.ofMillis(100));
        assertThat(run.end()).isNotDone();
    }

    @Test
    void pausesWhenTheTrainerHasPaused() {
        begun();
        run.pause();
        assertThat(session.commands).containsExactly("pause");
        assertThat(run.phase().get()).isEqualTo(RunPhase.PAUSING);
        assertThat(run.canStep()).isFalse();
        session.state = RunState.PAUSED;
        ticker.tick();
        assertThat(run.phase().get()).isEqualTo(RunPhase.PAUSED);
        assertThat(run.canPause()).isFalse();
    }

    @Test
    void stepsAndResumesWhilePaused() {
        begun();
        run.step();
        assertThat(session.commands).isEmpty();
        run.pause();
        session.state = RunState.PAUSED;
        ticker.tick();
        run.step();
        run.resume();
        assertThat(session.commands).containsExactly("pause", "step", "resume");
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
        assertThat(run.canResume()).isFalse();
    }

    @Test
    void aStopIsDoneWhenTheFolderIsClosed() {
        begun();
        session.secondsLeft = 60;
        ticker.tick();
        assertThat(run.reading().get().timeLeft()).isEqualTo("1 min 00 s");
        run.stop();
        run.stop();
        assertThat(session.commands).containsExactly("stop");
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPING);
        assertThat(run.end()).isNotDone();
        training.remove().run();
        assertThat(session.closed).isTrue();
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
        assertThat(run.end()).isDone();
        assertThat(ticker.running()).isFalse();
        assertThat(run.reading().get().timeLeft()).isEqualTo(Texts.UNKNOWN);
    }

    @Test
    void aStopDuringLoadingReachesTheRunBeforeItsFirstStep() {
        run.start(experiment, Path.of("runs"));
        run.stop();
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPING);
        loading.remove().run();
        assertThat(session.commands).containsExactly("stop");
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
    }

    @Test
    void aStopGivesUpALoadingThatReportsItsProgress() {
        slow = true;
        run.start(experiment, Path.of("runs"));
        run.stop();
        loading.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.EMPTY);
        assertThat(run.end()).isDone();
        assertThat(training).isEmpty();
        assertThat(problems.told).isEmpty();
        begun();
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
    }

    @Test
    void aSecondStartDuringARunDoesNothing() {
        begun();
        run.start(experiment, Path.of("runs"));
        assertThat(loading).isEmpty();
    }

    @Test
    void readsTheTrainerAtEveryTick() {
        begun();
        session.trained(1, 0.9f, 0.8f, 1f);
        session.trained(1, 0.5f, 0.25f, 0.75f);
        session.tested(1, 0.9781);
        session.log().events().add(new RunEvent(2, 1, RunEvent.Kind.RESET, "fc2"));
        session.secondsLeft = 185;
        ticker.tick();
        ticker.tick();
        RunReading reading = run.reading().get();
        assertThat(reading.progress()).isEqualTo(0.02);
        assertThat(reading.epoch()).isEqualTo("1 of 20");
        assertThat(reading.step()).isEqualTo("2 of 100");
        assertThat(reading.timeLeft()).isEqualTo("3 min 05 s");
        assertThat(reading.speed()).isEqualTo("1,234");
        assertThat(reading.remaining()).isEqualTo("50.00 %");
        assertThat(reading.accuracy()).isEqualTo("97.81 %");
        assertThat(reading.device()).isEqualTo("abacus");
        assertThat(reading.layers()).containsExactly(new LayerReading("fc1", 0.25, 0), new LayerReading("fc2", 0.75, 1));
    }

    @Test
    void aRunThatGoesAllTheWayIsFinished() {
        begun();
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FINISHED);
        assertThat(run.live()).isFalse();
        assertThat(problems.told).isEmpty();
    }

    @Test
    void aFailureIsToldOnceAndInOneLine() {
        session.end = RunState.FAILED;
        session.message = "step 7: the loss is NaN, first in fc1";
        begun();
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FAILED);
        assertThat(run.message().get()).isEqualTo(session.message);
        assertThat(problems.told).containsExactly("The run failed: " + session.message);
    }

    @Test
    void aFaultOfTheProgramEndsTheRunAndIsReported() {
        session.fault = new IllegalStateException("fault");
        begun();
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FAILED);
        assertThat(problems.faults).containsExactly(session.fault);
        assertThat(session.closed).isTrue();
        assertThat(run.end()).isDone();
    }

    @Test
    void aRunThatCannotBeMadeIsToldAndLeavesTheWindowReady() {
        refusal = new UserError("runs: cannot be written: no permission; choose another folder");
        begun();
        assertThat(problems.told).containsExactly("The run could not start: " + refusal.getMessage());
        assertThat(run.phase().get()).isEqualTo(RunPhase.EMPTY);
        assertThat(run.end()).isDone();
        refusal = null;
        begun();
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
    }

    @Test
    void openingAFolderThatIsNoRunIsTold(@org.junit.jupiter.api.io.TempDir Path folder) {
        run.open(folder);
        loading.remove().run();
        assertThat(problems.told).singleElement().asString().contains("is no run folder");
        assertThat(run.phase().get()).isEqualTo(RunPhase.EMPTY);
    }

    @Test
    void endingTheProgramStopsTheRunAndWaits() throws Exception {
        begun();
        Thread trainer = Thread.ofPlatform().unstarted(training.remove());
        trainer.start();
        run.endNow(java.time.Duration.ofSeconds(10));
        assertThat(run.end()).isDone();
        assertThat(session.closed).isTrue();
        trainer.join();
    }

    @Test
    void aRunThatWentAllTheWayGoesFurtherWithMoreEpochs(@TempDir Path folder) throws Exception {
        session.folder = folder;
        begun();
        dev.thresher.engine.run.RunJson.write(folder.resolve("summary.json"), session.run());
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FINISHED);
        assertThat(run.canGoOn()).isFalse();
        assertThat(run.resumeProblem().get()).contains("went all the way");
        assertThat(run.canGoFurther()).isTrue();
        run.goOn();
        assertThat(loading).isEmpty();
        run.goFurther(30);
        loading.remove().run();
        assertThat(further).isEqualTo(30);
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
    }

    /** Another process goes on with a run that is followed: it cuts the logs back to its checkpoint first. */
    @Test
    void aFollowedRunThatIsResumedElsewhereIsReadAnew(@TempDir Path temp) throws Exception {
        Path folder = temp.resolve("run");
        try (dev.thresher.engine.run.RunFolder written = dev.thresher.engine.run.RunFolder.create(folder, experiment, "sha256:made-up")) {
            written.begin(session.log(), dev.thresher.engine.model.Models.spec(experiment), "abacus", 100);
            session.trained(1, 0.5f, 0.5f, 0.5f);
            session.trained(1, 0.4f, 0.4f, 0.4f);
            written.flush();
        }
        run.open(folder);
        loading.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FOLLOWING);
        assertThat(run.log().get().steps().size()).isEqualTo(2);
        Path steps = folder.resolve("steps.csv");
        Files.write(steps, Files.readAllLines(steps).subList(0, 2));
        ticker.tick();
        loading.remove().run();
        assertThat(problems.told).isEmpty();
        assertThat(run.log().get().steps().size()).isEqualTo(1);
        Files.writeString(steps, "2,1,0.01,1,1,0,0.3,0.3,0.3,0,0,0,0,0,0\n", java.nio.file.StandardOpenOption.APPEND);
        ticker.tick();
        loading.remove().run();
        assertThat(run.log().get().steps().size()).as("and followed on").isEqualTo(2);
        Files.writeString(steps, "3,1,rubbish\n", java.nio.file.StandardOpenOption.APPEND);
        ticker.tick();
        loading.remove().run();
        assertThat(problems.told).as("what is really damaged is told").singleElement().asString().contains("line 4");
        assertThat(ticker.running()).isFalse();
    }

    private void stoppedWithCheckpoint(Path folder) throws Exception {
        session.folder = folder;
        Files.writeString(folder.resolve("checkpoint.safetensors"), "");
        begun();
        assertThat(run.canGoOn()).as("it goes on already").isFalse();
        run.stop();
        training.remove().run();
    }

    @Test
    void aRunThatWasStoppedGoesOnInItsFolder(@TempDir Path folder) throws Exception {
        stoppedWithCheckpoint(folder);
        assertThat(run.resumeProblem().get()).isEmpty();
        assertThat(run.canGoOn()).isTrue();
        run.goOn();
        assertThat(run.phase().get()).isEqualTo(RunPhase.LOADING);
        assertThat(run.log().get()).as("its charts stay").isSameAs(session.log());
        assertThat(run.goingOn()).isTrue();
        assertThat(run.canGoOn()).isFalse();
        loading.remove().run();
        assertThat(resumed).containsExactly(folder);
        assertThat(run.phase().get()).isEqualTo(RunPhase.RUNNING);
        session.end = RunState.FINISHED;
        training.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.FINISHED);
        assertThat(run.end()).isDone();
    }

    @Test
    void aRunWithoutACheckpointCannotGoOnAndSaysWhy(@TempDir Path folder) {
        session.folder = folder;
        begun();
        training.remove().run();
        assertThat(run.canGoOn()).isFalse();
        assertThat(run.resumeProblem().get()).contains("before its first checkpoint");
        run.goOn();
        assertThat(loading).isEmpty();
    }

    @Test
    void aRunThatCannotGoOnIsToldAndShownAsItsFolderHasIt(@TempDir Path folder) throws Exception {
        stoppedWithCheckpoint(folder);
        refusal = new UserError("mnist: is not here; fetch it first");
        run.goOn();
        loading.remove().run();
        assertThat(problems.told).containsExactly("The run could not go on: " + refusal.getMessage());
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
        assertThat(run.log().get()).as("nothing is lost").isSameAs(session.log());
        assertThat(run.folder().get()).isEqualTo(folder);
        assertThat(run.end()).isDone();
        assertThat(loading).as("it is read again").hasSize(1);
    }

    @Test
    void aStopGivesUpTheLoadingOfARunThatWasToGoOn(@TempDir Path folder) throws Exception {
        stoppedWithCheckpoint(folder);
        slow = true;
        run.goOn();
        run.stop();
        loading.remove().run();
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
        assertThat(problems.told).isEmpty();
        assertThat(training).isEmpty();
    }
}
