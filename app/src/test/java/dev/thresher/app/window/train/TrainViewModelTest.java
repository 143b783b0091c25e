package dev.thresher.app.window.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.FakeSession;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.app.window.settings.TrainLook;
import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainViewModelTest {
    private final FakeSession session = new FakeSession(Experiment.standard());
    private final HandTicker ticker = new HandTicker();
    private final NotedProblems problems = new NotedProblems();
    private final WindowThreads threads = new WindowThreads(Runnable::run, Runnable::run, _ -> { });
    private final RunViewModel run = new RunViewModel(new Sessions() {
        @Override
        public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
            return session;
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            return session;
        }
    }, threads, ticker, problems);
    private final TrainViewModel train = new TrainViewModel(run, new DenseReference(threads, problems), TrainLook.USUAL);

    private void begun() {
        run.start(Experiment.standard(), Path.of("runs"));
    }

    @Test
    void thereIsAChartOfEachKindOnceThereIsARun() {
        assertThat(train.models().get()).isEmpty();
        begun();
        assertThat(train.models().get()).containsOnlyKeys(TrainChart.values());
        assertThat(train.models().get().get(TrainChart.DECAYS).series()).extracting(Series::name).contains("fc2");
        train.unit().set(XUnit.SECONDS);
        assertThat(train.models().get().values()).allMatch(model -> model.x().label().equals("Time"));
        assertThat(train.worthGrouping()).as("two layers").isFalse();
    }

    @Test
    void decaysAreToldAsTheyCome() {
        begun();
        for (int i = 0; i < 4; i++) {
            session.trained(1, 0.5f, 0.5f, 0.5f);
        }
        ticker.tick();
        assertThat(train.answers().get()).isEmpty();
        session.log().events().add(new RunEvent(4, 1, RunEvent.Kind.DECAY, "0.001"));
        session.trained(1, 0.5f, 0.5f, 0.7f);
        ticker.tick();
        assertThat(train.answers().get()).singleElement().satisfies(answer -> assertThat(answer.stepsToHalf()).isEqualTo(1));
    }

    @Test
    void isLeftAsItWas() {
        train.unit().set(XUnit.EPOCHS);
        train.grouped().set(true);
        train.enlarged().set(TrainChart.LOSSES);
        train.keepFolded("Data", true);
        train.keepFolded("Run", true);
        train.keepFolded("Run", false);
        train.keepScale(TrainChart.REMAINING, new TrainLook.Scale(true, false, 0.6));
        TrainViewModel again = new TrainViewModel(run, new DenseReference(threads, problems), train.look());
        assertThat(again.look()).isEqualTo(train.look());
        assertThat(again.enlarged().get()).isEqualTo(TrainChart.LOSSES);
        assertThat(again.folded("Data")).isTrue();
        assertThat(again.folded("Run")).isFalse();
        assertThat(again.scale(TrainChart.REMAINING).smoothing()).isEqualTo(0.6);
        assertThat(again.scale(TrainChart.CHANGES).log()).as("as on a first start").isTrue();
    }

    @Test
    void whatIsNotKnownAnyMoreIsLeftOut() {
        TrainViewModel odd = new TrainViewModel(run, new DenseReference(threads, problems),
                new TrainLook(null, false, "gone", Map.of(), null, false));
        assertThat(odd.enlarged().get()).isNull();
        assertThat(odd.unit().get()).isEqualTo(XUnit.STEPS);
    }

    private static Path recorded(Path folder, Experiment experiment) {
        try (RunFolder run = RunFolder.create(folder, experiment, "sha256:made-up")) {
            run.begin(RunLog.empty("x", experiment, List.of("fc1"), 1), Models.spec(experiment), "abacus", 1);
        }
        return folder;
    }

    @Test
    void onlyADenseRunOfTheSameIsAReference(@TempDir Path temp) {
        begun();
        Experiment standard = Experiment.standard();
        Experiment dense = standard.withMethod(standard.method().withKind(MethodKind.DENSE));
        train.dense().choose(recorded(temp.resolve("sparse"), standard));
        assertThat(problems.told.getLast()).isEqualTo("This run is no dense reference: sparse: it was trained by another method than the dense "
                + "baseline; choose a run of the dense baseline");
        train.dense().choose(recorded(temp.resolve("other"), dense.withModel("lenet-5-caffe")));
        assertThat(problems.told.getLast()).contains("other: it trains lenet-5-caffe on mnist, but the run shown trains lenet-300-100 on mnist");
        train.dense().choose(temp.resolve("none"));
        assertThat(problems.told.getLast()).startsWith("The dense run could not be opened: ").contains("is no run folder");
        assertThat(train.dense().log().get()).isNull();

        train.dense().choose(recorded(temp.resolve("dense"), dense));
        assertThat(problems.told).hasSize(3);
        assertThat(train.models().get().get(TrainChart.ACCURACY).series()).extracting(Series::name).contains(RunCharts.DENSE_ACCURACY);
        train.dense().clear();
        assertThat(train.models().get().get(TrainChart.ACCURACY).series()).extracting(Series::name).doesNotContain(RunCharts.DENSE_ACCURACY);
    }
}
