package dev.thresher.app.window.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.Series;
import dev.thresher.app.compare.Quantity;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.HandTicker;
import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.datasets.Progress;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareViewModelTest {
    @TempDir
    private Path temp;
    private final NotedProblems problems = new NotedProblems();
    private final ExperimentViewModel experiment = new ExperimentViewModel(MadeRuns.lenet(5e-4, 1), "runs");
    private final WindowThreads threads = new WindowThreads(Runnable::run, Runnable::run, Runnable::run);
    private final List<Runnable> queued = new ArrayList<>();
    private final QueueViewModel queue = new QueueViewModel(new Sessions() {
        @Override
        public TrainingSession open(Experiment wanted, Path runs, Progress progress) {
            throw new AssertionError("no test trains here");
        }

        @Override
        public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
            throw new AssertionError("no test resumes here");
        }
    }, new WindowThreads(Runnable::run, queued::add, Runnable::run), new HandTicker(), problems);
    private final HandTicker ticker = new HandTicker();
    private final CompareViewModel compare = new CompareViewModel(experiment, queue, threads, ticker, problems);

    private Path made(String name, Experiment of, double accuracy, double... remaining) {
        return MadeRuns.finished(temp.resolve(name), of, accuracy, remaining);
    }

    @Test
    void twoRunsMakeAComparison() {
        assertThat(compare.message().get()).isEmpty();
        compare.join(List.of(made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9)));
        assertThat(compare.comparison().get()).isNull();
        assertThat(compare.message().get()).contains("one run alone makes no comparison");
        compare.join(List.of(made("b", MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8)));
        assertThat(compare.comparison().get().runs()).hasSize(2);
        assertThat(compare.message().get()).isEmpty();
        assertThat(compare.curves().get().title()).isEqualTo("Test accuracy");
        assertThat(compare.consistency()).contains("1.00");
        compare.quantity().set(Quantity.REMAINING_PER_STEP);
        assertThat(compare.curves().get().count()).isEqualTo(24);
        compare.leave(temp.resolve("a"));
        assertThat(compare.comparison().get()).isNull();
        assertThat(compare.curves().get()).isNull();
    }

    @Test
    void seedsAreMeantOnlyWhileThatIsWanted() {
        compare.join(List.of(made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9), made("b", MadeRuns.lenet(5e-4, 2), 0.96, 0.05, 0.1, 0.8)));
        assertThat(compare.meansShown()).isTrue();
        assertThat(compare.curves().get().series()).extracting(Series::name).containsExactly("α = 5e-4 (2 seeds)");
        assertThat(compare.table().rows()).hasSize(1);
        compare.means().set(false);
        assertThat(compare.curves().get().series()).hasSize(2);
        assertThat(compare.table().rows()).hasSize(2);
    }

    @Test
    void aFolderThatVanishedIsSaidAndTheOthersStay() throws IOException {
        Path a = made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        compare.join(List.of(a, made("b", MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8), made("c", MadeRuns.dense(1), 0.98, 1, 1, 1)));
        Files.move(a, temp.resolve("elsewhere"));
        compare.join(List.of());
        assertThat(compare.message().get()).contains(a + ": is not there any more");
        assertThat(compare.comparison().get().runs()).hasSize(2);
        assertThat(problems.told).isEmpty();
    }

    @Test
    void networksThatDoNotMatchSaySo() {
        compare.join(List.of(made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9), MadeRuns.make(temp.resolve("d"),
                MadeRuns.lenet(1e-3, 1).withModel("lenet-5-caffe"), List.of("conv1", "fc1"), RunState.FINISHED, 0.99, 0.3, 0.1)));
        assertThat(compare.message().get()).contains("Masks and the columns of single layers are left out");
        assertThat(compare.consistency()).isEmpty();
    }

    @Test
    void masksAreReadOnlyWhileTheyAreSeen() {
        MaskPairViewModel masks = compare.masks();
        compare.join(List.of(made("d", MadeRuns.dense(1), 0.98, 1, 1, 1), made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9),
                made("b", MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8)));
        assertThat(masks.pair().get()).isNull();
        masks.seen(true);
        assertThat(masks.pair().get().layer().name()).isEqualTo("fc1");
        assertThat(masks.label(masks.first().get())).as("two sparse runs first").isEqualTo("α = 5e-4");
        assertThat(masks.label(masks.second().get())).isEqualTo("α = 1e-3");
        assertThat(masks.words().get()).startsWith("Kept in both: ");
        masks.layer().set("fc3");
        masks.second().set(temp.resolve("d"));
        assertThat(masks.pair().get().both()).isEqualTo(masks.pair().get().a().mask().kept());
        assertThat(masks.sheets(true)).hasSize(3);
        compare.clear();
        assertThat(masks.pair().get()).isNull();
        assertThat(masks.words().get()).contains("the same masked layers");
        assertThat(problems.faults).isEmpty();
    }

    @Test
    void exportsAreToldOrRefused() throws IOException {
        compare.join(List.of(made("a", MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9), made("b", MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8)));
        List<String> said = new ArrayList<>();
        compare.export(temp.resolve("out"), said::add);
        assertThat(said).singleElement().asString().startsWith("Wrote ").endsWith("into " + temp.resolve("out"));
        assertThat(temp.resolve("out/fig7.svg")).exists();
        Files.writeString(temp.resolve("file"), "");
        compare.export(temp.resolve("file"), said::add);
        assertThat(problems.told).singleElement().asString().startsWith("The comparison could not be exported: ");
        assertThat(compare.busy().get()).isFalse();
    }

    @Test
    void thePlanIsCountedAndItsMistakesAreNamed() {
        SweepViewModel sweep = compare.sweep();
        assertThat(sweep.plan().get()).isEqualTo("4 runs: 3 α × 1 seed + 1 dense");
        assertThat(sweep.base().get()).isEqualTo("lenet-300-100 on mnist, 3 epochs");
        sweep.alphas().set("1e-4, many");
        assertThat(sweep.alphaProblem().get()).startsWith("'many' is no number");
        assertThat(sweep.problem().get()).isEqualTo(sweep.alphaProblem().get());
        assertThat(sweep.plan().get()).isEmpty();
        assertThat(sweep.enqueue()).isZero();
        sweep.alphas().set("-1");
        assertThat(sweep.problem().get()).contains("below 0");
        sweep.dst().set(false);
        assertThat(sweep.plan().get()).as("dense runs have no α").isEqualTo("1 run: 1 dense");
        sweep.dense().set(false);
        assertThat(sweep.problem().get()).contains("no method");
        sweep.dst().set(true);
        sweep.from().set("1e-4");
        sweep.to().set("1e-2");
        sweep.count().set("3");
        sweep.spread();
        assertThat(sweep.alphas().get()).isEqualTo("1e-4, 1e-3, 0.01");
        sweep.count().set("no");
        sweep.spread();
        assertThat(sweep.spreadProblem().get()).contains("'no' is no count");
        sweep.seeds().set("1-2");
        assertThat(sweep.enqueue()).isEqualTo(6);
        assertThat(queue.items()).hasSize(6);
        assertThat(sweep.enqueue()).isZero();
        experiment.run.epochs.value().set("none");
        assertThat(sweep.problem().get()).startsWith("On the Train page: ");
    }
}
