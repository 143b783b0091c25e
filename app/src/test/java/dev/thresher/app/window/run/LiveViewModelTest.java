package dev.thresher.app.window.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class LiveViewModelTest {
    private final HandTicker ticker = new HandTicker();
    private final Deque<Runnable> training = new ArrayDeque<>();
    private FakeSession session = new FakeSession(Experiment.standard());
    private final RunViewModel run = new RunViewModel(new Sessions() {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            return session;
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            return session;
        }
    }, new WindowThreads(Runnable::run, Runnable::run, training::add), ticker, new NotedProblems());
    private final LiveViewModel live = new LiveViewModel(run);

    private void begun() {
        run.start(session.log().experiment(), Path.of("runs"));
    }

    @Test
    void withoutARunNothingCanBeChangedAndItSaysWhy() {
        assertThat(live.reason().get()).isEqualTo("Only while a run trains here");
        live.applyAlpha();
        live.decayNow();
        live.freeze(true);
        assertThat(session.commands).isEmpty();
        assertThat(live.frozen().get()).isFalse();
        assertThat(live.rate().get()).isEmpty();
    }

    @Test
    void alphaFollowsTheRunUntilAnotherIsTyped() {
        begun();
        assertThat(live.reason().get()).isEmpty();
        assertThat(live.alpha().get()).isEqualTo("5e-4");
        session.alpha = 1e-3;
        ticker.tick();
        assertThat(live.alpha().get()).isEqualTo("0.001");
        live.alpha().set("0.2");
        session.alpha = 5e-4;
        ticker.tick();
        assertThat(live.alpha().get()).as("being typed").isEqualTo("0.2");
        live.applyAlpha();
        assertThat(session.commands).containsExactly("alpha 0.2");
    }

    @Test
    void whatIsNoAlphaIsRefusedInOneLine() {
        begun();
        live.alpha().set("plenty");
        live.applyAlpha();
        assertThat(live.alphaProblem().get()).isEqualTo("'plenty' is no number; try 5e-4");
        live.alpha().set("");
        assertThat(live.alphaProblem().get()).as("typed on").isEmpty();
        live.applyAlpha();
        assertThat(live.alphaProblem().get()).isEqualTo("a number is needed; try 5e-4");
        live.alpha().set("-1");
        live.applyAlpha();
        assertThat(live.alphaProblem().get()).isEqualTo("-1.0 is not at least 0; try 5e-4");
        assertThat(session.commands).isEmpty();
    }

    @Test
    void twoPressesAreTwoDecaysThoughTheRunHasTakenNone() {
        begun();
        live.decayNow();
        live.decayNow();
        assertThat(session.commands).containsExactly("rate 0.001", "rate 1.0E-4");
        session.learningRate = 1e-4;
        ticker.tick();
        session.learningRate = 0.05; // of the schedule
        ticker.tick();
        assertThat(live.rate().get()).isEqualTo("0.05");
        live.decayNow();
        assertThat(session.commands.getLast()).isEqualTo("rate 0.005");
    }

    @Test
    void freezingHoldsUntilTheRunHasTakenIt() {
        begun();
        live.freeze(true);
        live.freeze(true);
        ticker.tick();
        assertThat(live.frozen().get()).as("asked, not yet taken").isTrue();
        session.frozen = true;
        ticker.tick();
        assertThat(live.frozen().get()).isTrue();
        live.freeze(false);
        session.frozen = false;
        ticker.tick();
        assertThat(live.frozen().get()).isFalse();
        assertThat(session.commands).containsExactly("freeze", "unfreeze");
    }

    @Test
    void aDenseRunTakesALearningRateOnly() {
        Experiment dense = Experiment.standard().withMethod(Experiment.standard().method().withKind(MethodKind.DENSE));
        session = new FakeSession(dense);
        begun();
        assertThat(live.reason().get()).isEmpty();
        assertThat(live.maskReason().get()).isEqualTo("The dense baseline masks nothing");
        live.freeze(true);
        live.applyAlpha();
        live.decayNow();
        assertThat(session.commands).containsExactly("rate 0.001");
    }

    @Test
    void whenTheRunEndsSoDoesAllChanging() {
        begun();
        live.freeze(true);
        run.stop();
        assertThat(live.reason().get()).isEqualTo("The run is stopping");
        training.remove().run();
        assertThat(live.reason().get()).isEqualTo("Only while a run trains here");
        assertThat(live.frozen().get()).isFalse();
    }
}
