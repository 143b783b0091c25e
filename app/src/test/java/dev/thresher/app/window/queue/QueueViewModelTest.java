package dev.thresher.app.window.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.FakeSession;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueViewModelTest {
    @TempDir
    private Path temp;
    private final Deque<Runnable> loading = new ArrayDeque<>();
    private final Deque<Runnable> training = new ArrayDeque<>();
    private final List<FakeSession> sessions = new ArrayList<>();
    private final List<Experiment> opened = new ArrayList<>();
    private final List<Path> recorded = new ArrayList<>();
    private final HandTicker ticker = new HandTicker();
    private final NotedProblems problems = new NotedProblems();
    private RuntimeException refusal;
    private final QueueViewModel queue = new QueueViewModel(new Sessions() {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            progress.update("mnist: reading", 1, 2);
            if (refusal != null) {
                throw refusal;
            }
            opened.add(experiment);
            FakeSession session = new FakeSession(experiment);
            session.folder = runs.resolve("run" + sessions.size());
            sessions.add(session);
            return session;
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            throw new AssertionError("nothing here has a checkpoint");
        }
    }, new WindowThreads(Runnable::run, loading::add, training::add), ticker, problems);

    private final Experiment a = MadeRuns.lenet(5e-4, 1);
    private final Experiment b = MadeRuns.lenet(1e-3, 1);
    private final Experiment c = MadeRuns.dense(1);

    private List<QueueState> states() {
        return queue.items().stream().map(item -> item.state().get()).toList();
    }

    private void load() {
        loading.remove().run();
    }

    private void train() {
        training.remove().run();
    }

    @Test
    void oneAfterTheOther() {
        queue.onRecorded(recorded::add);
        assertThat(queue.add(List.of(a, b), temp)).isEqualTo(2);
        assertThat(states()).containsExactly(QueueState.LOADING, QueueState.WAITING);
        assertThat(queue.live()).isTrue();
        load();
        assertThat(states()).containsExactly(QueueState.TRAINING, QueueState.WAITING);
        QueuedRun first = queue.items().getFirst();
        assertThat(first.label()).isEqualTo("α = 5e-4, seed 1");
        sessions.getFirst().secondsLeft = 61;
        sessions.getFirst().trained(1, 0.5f, 0.5f, 0.5f);
        ticker.tick();
        assertThat(first.progress().get()).isEqualTo(0.01);
        assertThat(first.detail().get()).isEqualTo("1 min 01 s left");
        train();
        assertThat(states()).containsExactly(QueueState.FINISHED, QueueState.LOADING);
        assertThat(first.progress().get()).isEqualTo(1);
        assertThat(sessions.getFirst().closed).isTrue();
        load();
        train();
        assertThat(states()).containsOnly(QueueState.FINISHED);
        assertThat(queue.live()).isFalse();
        assertThat(ticker.running()).isFalse();
        assertThat(recorded).as("begun and ended").containsExactly(temp.resolve("run0"), temp.resolve("run0"), temp.resolve("run1"), temp.resolve("run1"));
        queue.clearEnded();
        assertThat(queue.items()).isEmpty();
    }

    @Test
    void severalAtATimeShareTheThreads() {
        Experiment wide = a.withExecution(a.execution().withThreads(8));
        queue.atOnce().set(3);
        queue.add(List.of(wide, wide.withSeed(2), wide.withSeed(3), wide.withSeed(4)), temp);
        assertThat(states()).containsExactly(QueueState.LOADING, QueueState.LOADING, QueueState.LOADING, QueueState.WAITING);
        load();
        assertThat(opened.getFirst().execution().threads()).isEqualTo(2);
        queue.atOnce().set(4);
        assertThat(states()).containsExactly(QueueState.TRAINING, QueueState.LOADING, QueueState.LOADING, QueueState.LOADING);
    }

    @Test
    void waitingRunsChangePlacesAndAreTakenOut() {
        queue.add(List.of(a, b, c, a.withSeed(2)), temp);
        QueuedRun second = queue.items().get(1);
        assertThat(queue.canMove(second, -1)).as("what trains keeps its place").isFalse();
        assertThat(queue.canMove(queue.items().getFirst(), 1)).isFalse();
        queue.move(queue.items().get(3), -1);
        assertThat(queue.items()).extracting(QueuedRun::label).containsExactly("α = 5e-4, seed 1", "α = 1e-3, seed 1", "α = 5e-4, seed 2", "dense, seed 1");
        queue.move(second, 1);
        assertThat(queue.items().get(2)).isSameAs(second);
        queue.cancel(second);
        assertThat(queue.items()).extracting(QueuedRun::label).containsExactly("α = 5e-4, seed 1", "α = 5e-4, seed 2", "dense, seed 1");
    }

    @Test
    void aRunThatIsStoppedKeepsItsPlaceAndCanBeTriedAgain() {
        queue.add(List.of(a), temp);
        load();
        queue.cancel(queue.items().getFirst());
        assertThat(sessions.getFirst().commands).containsExactly("stop");
        assertThat(states()).containsExactly(QueueState.STOPPING);
        train();
        assertThat(states()).containsExactly(QueueState.STOPPED);
        queue.again(queue.items().getFirst());
        load();
        assertThat(states()).containsExactly(QueueState.TRAINING);
    }

    @Test
    void aRunGivenUpWhileItLoadsNeverBegins() {
        queue.add(List.of(a, b), temp);
        queue.cancel(queue.items().getFirst());
        load();
        assertThat(sessions).isEmpty();
        assertThat(states()).containsExactly(QueueState.STOPPED, QueueState.LOADING);
        assertThat(problems.told).isEmpty();
    }

    @Test
    void aRefusalIsSaidInItsLineAndTheNextGoesOn() {
        refusal = new UserError("mnist: absent; fetch it");
        queue.add(List.of(a, b), temp);
        load();
        assertThat(states()).containsExactly(QueueState.FAILED, QueueState.LOADING);
        assertThat(queue.items().getFirst().detail().get()).isEqualTo("mnist: absent; fetch it");
        assertThat(problems.told).as("twenty refusals are no twenty dialogs").isEmpty();
        refusal = null;
        load();
        sessions.getFirst().fault = new IllegalStateException("broken");
        train();
        assertThat(states()).containsExactly(QueueState.FAILED, QueueState.FAILED);
        assertThat(problems.faults).hasSize(1);
        assertThat(queue.live()).isFalse();
    }

    @Test
    void whatWasFinishedBeforeIsNotRunAgainButOneChangedByHandIs() throws IOException {
        Path before = MadeRuns.finished(temp.resolve("before"), a.withExecution(a.execution().withThreads(7)), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.make(temp.resolve("stopped"), b, List.of("fc1", "fc2", "fc3"), RunState.STOPPED, 0.5, 1, 1, 1);
        queue.onRecorded(recorded::add);
        queue.add(List.of(a, b), temp);
        load();
        assertThat(states()).containsExactly(QueueState.FOUND, QueueState.LOADING);
        assertThat(recorded).containsExactly(before);
        load();
        assertThat(states()).containsExactly(QueueState.FOUND, QueueState.TRAINING);
        train();
        Files.writeString(before.resolve("events.csv"), "8,1.0,learning_rate,0.001\n", StandardOpenOption.APPEND);
        queue.clearEnded();
        queue.add(List.of(a), temp);
        load();
        assertThat(states()).containsExactly(QueueState.TRAINING);
    }

    @Test
    void theSameRunIsNotQueuedTwice() {
        assertThat(queue.add(List.of(a, a), temp)).isEqualTo(1);
        assertThat(queue.add(List.of(a, b), temp)).isEqualTo(1);
    }

    @Test
    void theEndWaitsForTheFoldersAndRemembersWhatWaits() throws Exception {
        queue.atOnce().set(2);
        queue.add(List.of(a, b, c), temp);
        load();
        load();
        assertThat(queue.closing(null)).startsWith("2 runs of the queue are still training, one is waiting.").contains("what waits is remembered");
        assertThat(queue.closing("NAME")).contains("and NAME is training too");
        CompletableFuture<Void> end = queue.stopAll();
        assertThat(end).isNotDone();
        assertThat(states()).containsExactly(QueueState.STOPPING, QueueState.STOPPING, QueueState.WAITING);
        train();
        assertThat(end).isNotDone();
        train();
        assertThat(end).isDone();
        assertThat(states()).as("nothing begins at the end").containsExactly(QueueState.STOPPED, QueueState.STOPPED, QueueState.WAITING);
        assertThat(queue.unfinished()).extracting(QueueFile.Entry::experiment).containsExactly(a, b, c);
        assertThat(queue.unfinished()).extracting(QueueFile.Entry::folder).containsExactly(temp.resolve("run0").toString(), temp.resolve("run1").toString(), null);
        queue.endNow(Duration.ofSeconds(1));
        assertThat(queue.stopAll()).isDone();
    }

    @Test
    void whatIsHeldBeginsWhenItIsToldTo() {
        queue.restore(List.of(new QueueFile.Entry(a, temp.toString(), null), new QueueFile.Entry(b, temp.toString(), temp.resolve("gone").toString())));
        assertThat(queue.held().get()).isTrue();
        queue.add(List.of(a, c), temp);
        assertThat(states()).as("one was there already").containsExactly(QueueState.WAITING, QueueState.WAITING, QueueState.WAITING);
        assertThat(queue.live()).isFalse();
        queue.held().set(false);
        assertThat(states()).containsExactly(QueueState.LOADING, QueueState.WAITING, QueueState.WAITING);
        load();
        queue.held().set(true);
        train();
        assertThat(states()).as("the next waits").containsExactly(QueueState.FINISHED, QueueState.WAITING, QueueState.WAITING);
        assertThat(queue.unfinished()).hasSize(2);
        queue.held().set(false);
        load();
        assertThat(opened).as("what cannot go on begins anew").containsExactly(a, b);
    }

    @Test
    void nothingRememberedHoldsNothing() {
        queue.restore(List.of());
        assertThat(queue.held().get()).isFalse();
    }
}
