package dev.thresher.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.data.DataShelf;
import dev.thresher.app.window.network.FakeNetworks;
import dev.thresher.app.window.run.FakeSession;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.app.window.settings.Preferences;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class WorkbenchViewModelTest {
    private final Deque<Runnable> training = new ArrayDeque<>();
    private final NotedProblems problems = new NotedProblems();
    private final Experiment synth = Experiment.standard().withData(Experiment.standard().data().withDataset("synth-digits"));
    private final WorkbenchViewModel bench = new WorkbenchViewModel(new WorkbenchViewModel.Parts(
            new FakeSessions(), new NothingHere(), new FakeNetworks(),
            new WindowThreads(Runnable::run, Runnable::run, training::add), new HandTicker(), problems, synth),
            Experiment.standard(), Preferences.standard());

    private static final class FakeSessions implements Sessions {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            return new FakeSession(experiment);
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            throw new AssertionError("no test resumes here");
        }
    }

    private static final class NothingHere implements DataShelf {
        @Override
        public List<DatasetStatus> status() {
            return DatasetCatalogue.known().stream().map(one -> new DatasetStatus(one, Optional.empty(), 0)).toList();
        }

        @Override
        public boolean bring(String name, Progress progress, BooleanSupplier cancelled) {
            return false;
        }
    }

    @Test
    void anAbsentDataSetKeepsARunFromStarting() {
        assertThat(bench.startProblem().get()).contains("MNIST").contains("fetch");
        bench.start();
        assertThat(bench.run().phase().get()).isEqualTo(RunPhase.EMPTY);
        bench.experiment().data.dataset.value().set("synth-digits");
        assertThat(bench.startProblem().get()).isEmpty();
    }

    @Test
    void aWrongSettingKeepsARunFromStarting() {
        bench.newExperiment();
        bench.experiment().method.alpha.value().set("-1");
        assertThat(bench.startProblem().get()).startsWith("α: ");
        bench.start();
        assertThat(bench.run().live()).isFalse();
    }

    @Test
    void duringARunNothingElseIsShown() {
        bench.newExperiment();
        bench.start();
        assertThat(bench.run().phase().get()).isEqualTo(RunPhase.RUNNING);
        assertThat(bench.startProblem().get()).isEqualTo("A run is under way");
        bench.open(Path.of("elsewhere"));
        bench.newExperiment();
        assertThat(problems.told).hasSize(2).allSatisfy(line -> assertThat(line).contains("Stop the run"));
        assertThat(bench.run().phase().get()).isEqualTo(RunPhase.RUNNING);
    }

    @Test
    void aStoppedRunFreesTheWindow() {
        bench.newExperiment();
        bench.start();
        var end = bench.stopRun();
        assertThat(end).isNotDone();
        training.remove().run();
        assertThat(end).isDone();
        assertThat(bench.startProblem().get()).isEmpty();
    }

    @Test
    void newExperimentTakesAwayTheOldRun() {
        bench.newExperiment();
        bench.experiment().run.epochs.value().set("3");
        bench.start();
        training.remove().run();
        bench.newExperiment();
        assertThat(bench.experiment().experiment()).isEqualTo(synth);
        assertThat(bench.run().log().get()).isNull();
        assertThat(bench.run().phase().get()).isEqualTo(RunPhase.EMPTY);
    }

    @Test
    void remembersThemeExperimentAndRecentRuns() {
        bench.newExperiment();
        bench.theme().set(Theme.DARK);
        bench.experiment().run.epochs.value().set("3");
        bench.experiment().run.runs.value().set("elsewhere");
        bench.exportFolder().set(Path.of("figures"));
        bench.start();
        Preferences.Bounds bounds = new Preferences.Bounds(1, 2, 1000, 700, false);
        Preferences kept = bench.preferences(bounds);
        assertThat(kept.theme()).isEqualTo(Theme.DARK);
        assertThat(kept.experiment()).isEqualTo(synth.withEpochs(3));
        assertThat(kept.runs()).isEqualTo("elsewhere");
        assertThat(kept.window()).isEqualTo(bounds);
        assertThat(kept.exports()).isEqualTo(Path.of("figures").toAbsolutePath().toString());
        assertThat(kept.recent()).containsExactly(Path.of("runs", "fake").toAbsolutePath().toString());
    }

    @Test
    void aWrongExperimentIsNotRemembered() {
        bench.newExperiment();
        bench.experiment().method.alpha.value().set("-1");
        assertThat(bench.preferences(null).experiment()).isNull();
    }

    @Test
    void optionsSurviveTheWayThroughArguments() {
        WindowOptions options = new WindowOptions(synth.withSteps(7), Path.of("runs", "a run"));
        Map<String, String> named = new java.util.HashMap<>();
        options.toArguments().forEach(argument -> named.put(argument.substring(2, argument.indexOf('=')),
                argument.substring(argument.indexOf('=') + 1)));
        assertThat(WindowOptions.of(named)).isEqualTo(options);
        assertThat(WindowOptions.of(Map.of())).isEqualTo(WindowOptions.none());
    }
}
