package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run trains on, how long, and what it notes of each step. */
class TrainerTest {
    private static final Experiment EXPERIMENT = Tiny.experiment();

    private static Trainer trained(Experiment experiment, Dataset data) {
        Trainer trainer = new Trainer(experiment, data, null);
        assertThat(trainer.run().state()).as(trainer.message()).isEqualTo(RunState.FINISHED);
        return trainer;
    }

    @ParameterizedTest
    @CsvSource({"17, 8, 3", "16, 8, 2", "1, 8, 1", "7, 100, 1", "9, 1, 9"})
    void anEpochIsAsManyStepsAsTheExamplesFill(int examples, int batch, int steps) {
        Experiment experiment = EXPERIMENT.withData(EXPERIMENT.data().withBatch(batch));
        try (Trainer trainer = trained(experiment, Tiny.data(examples, 5))) {
            assertThat(trainer.stepsPerEpoch()).isEqualTo(steps);
            assertThat(trainer.totalSteps()).isEqualTo(2 * steps);
            assertThat(trainer.step()).isEqualTo(2 * steps);
            assertThat(trainer.log().steps().size()).isEqualTo(2 * steps);
            assertThat(trainer.log().epochs().all()).extracting(EpochRow::step).containsExactly(steps, 2 * steps);
        }
    }

    @Test
    void theLastPartialBatchIsTrainedOn() {
        Experiment inOrder = EXPERIMENT.withData(EXPERIMENT.data().withShuffle(false)).withEpochs(1);
        int[] labels = Tiny.labels(17);
        labels[16] = (labels[16] + 1) % Tiny.CLASSES;
        try (Trainer one = trained(inOrder, Tiny.data(17, 0));
             Trainer other = trained(inOrder,
                     Tiny.data(new FloatExamples(Tiny.SHAPE, Tiny.values(17, 1), labels), Tiny.examples(0, 2)))) {
            float[] expected = Logs.column(one.log(), StepLog.TASK_LOSS);
            float[] actual = Logs.column(other.log(), StepLog.TASK_LOSS);
            assertThat(Arrays.copyOf(actual, 2)).as("the first sixteen examples are the same").isEqualTo(Arrays.copyOf(expected, 2));
            assertThat(actual[2]).as("the seventeenth is not").isNotEqualTo(expected[2]);
        }
    }

    @Test
    void stepsMayEndInsideAnEpoch() {
        try (Trainer trainer = new Trainer(EXPERIMENT.withSteps(5), Tiny.data(20, 6), null)) {
            Summary summary = trainer.run();
            assertThat(summary.state()).isEqualTo(RunState.FINISHED);
            assertThat(summary.steps()).isEqualTo(5);
            assertThat(summary.epochs()).isEqualTo(2);
            assertThat(Logs.column(trainer.log(), StepLog.EPOCH)).containsExactly(1, 1, 1, 2, 2);
            assertThat(trainer.log().epochs().all()).extracting(EpochRow::epoch, EpochRow::step)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 3), org.assertj.core.groups.Tuple.tuple(2, 5));
            float[] loss = Logs.column(trainer.log(), StepLog.TASK_LOSS);
            assertThat(trainer.log().epochs().get(0).trainLoss()).isCloseTo((loss[0] + loss[1] + loss[2]) / 3.0, within(1e-6));
            assertThat(trainer.log().epochs().get(1).trainLoss()).isCloseTo((loss[3] + loss[4]) / 2.0, within(1e-6));
        }
    }

    @Test
    void stepsMayGoBeyondTheEpochs() {
        try (Trainer trainer = trained(EXPERIMENT.withEpochs(1).withSteps(7), Tiny.data(16, 0))) {
            assertThat(trainer.step()).isEqualTo(7);
            assertThat(trainer.log().epochs().all()).extracting(EpochRow::step).containsExactly(2, 4, 6, 7);
        }
    }

    @Test
    void theLossIsTaskLossPlusAlphaTimesSparseLoss() {
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(0.01));
        try (Trainer trainer = trained(experiment, Tiny.data(40, 0))) {
            float[] loss = Logs.column(trainer.log(), StepLog.LOSS);
            float[] task = Logs.column(trainer.log(), StepLog.TASK_LOSS);
            float[] sparse = Logs.column(trainer.log(), StepLog.SPARSE_LOSS);
            assertThat(loss).hasSize(10);
            assertThat(task[0]).as("an untrained network guesses").isCloseTo((float) Math.log(Tiny.CLASSES), within(0.2f));
            assertThat(sparse[9]).as("thresholds have grown").isLessThan(sparse[0]);
            for (int i = 0; i < loss.length; i++) {
                assertThat(loss[i]).isCloseTo(task[i] + 0.01f * sparse[i], within(1e-6f * loss[i]));
            }
        }
    }

    /** At t = 0 every entry of t adds exp(0) = 1 to L_s. */
    @ParameterizedTest
    @EnumSource(ThresholdKind.class)
    void everyKindOfThresholdTrains(ThresholdKind kind) {
        int entries = switch (kind) {
            case SCALAR -> 3;
            case VECTOR -> Tiny.ROWS;
            case MATRIX -> Tiny.WEIGHTS;
        };
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withThreshold(kind)).withEpochs(10);
        try (Trainer trainer = trained(experiment, Tiny.data(40, 30))) {
            assertThat(Logs.column(trainer.log(), StepLog.SPARSE_LOSS)[0]).isEqualTo(entries);
            for (Parameter p : trainer.network().parameters()) {
                assertThat(p.kind() == ParameterKind.THRESHOLD).as(p.name()).isEqualTo(p.name().endsWith(".threshold"));
                if (p.name().endsWith(".threshold")) {
                    int rows = switch (p.name()) {
                        case "fc1.threshold" -> 300;
                        case "fc2.threshold" -> 100;
                        default -> Tiny.CLASSES;
                    };
                    int columns = switch (p.name()) {
                        case "fc1.threshold" -> Tiny.SHAPE.features();
                        case "fc2.threshold" -> 300;
                        default -> 100;
                    };
                    assertThat(p.shape()).isEqualTo(switch (kind) {
                        case SCALAR -> new int[] {1};
                        case VECTOR -> new int[] {rows};
                        case MATRIX -> new int[] {rows, columns};
                    });
                    float[] t = trainer.network().backend().download(p.value());
                    boolean moved = false;
                    for (float value : t) {
                        moved |= value != 0;
                    }
                    assertThat(moved).as(p.name() + " is trained").isTrue();
                }
            }
            assertThat(trainer.log().epochs().all().getLast().testAccuracy()).as("it learns").isGreaterThan(0.9);
        }
    }

    @Test
    void theEstimatorMatters() {
        Experiment straight = EXPERIMENT.withMethod(EXPERIMENT.method().withEstimator(StepEstimator.STRAIGHT_THROUGH)).withEpochs(10);
        try (Trainer trainer = trained(straight, Tiny.data(40, 30)); Trainer longTailed = trained(EXPERIMENT, Tiny.data(40, 30))) {
            assertThat(trainer.log().epochs().all().getLast().testAccuracy()).as("it learns").isGreaterThan(0.9);
            float[] a = Logs.column(trainer.log(), StepLog.TASK_LOSS);
            float[] b = Logs.column(longTailed.log(), StepLog.TASK_LOSS);
            assertThat(a[0]).as("before the first update there is no difference").isEqualTo(b[0]);
            assertThat(a[2]).isNotEqualTo(b[2]);
        }
    }

    @Test
    void theDenseMethodKeepsEverything() {
        Experiment dense = EXPERIMENT.withMethod(EXPERIMENT.method().withKind(MethodKind.DENSE).withAlpha(10)).withEpochs(10);
        try (Trainer trainer = trained(dense, Tiny.data(40, 30))) {
            RunLog log = trainer.log();
            assertThat(log.steps().layers()).containsExactly("fc1", "fc2", "fc3");
            for (String name : log.steps().names()) {
                if (name.endsWith("remaining")) {
                    assertThat(Logs.column(log, name)).as(name).containsOnly(1f);
                }
            }
            assertThat(Logs.column(log, StepLog.SPARSE_LOSS)).containsOnly(0f);
            assertThat(Logs.column(log, StepLog.LOSS)).isEqualTo(Logs.column(log, StepLog.TASK_LOSS));
            assertThat(Tiny.parameters(trainer.network()).keySet())
                    .containsExactly("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias");
            assertThat(log.epochs().all().getLast().testAccuracy()).as("it learns").isGreaterThan(0.9);
        }
    }

    @Test
    void theSummarySaysWhatTheLogSays() {
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(0.05)).withEpochs(4);
        try (Trainer trainer = new Trainer(experiment, Tiny.data(40, 30), null)) {
            Summary summary = trainer.run();
            EpochRow last = trainer.log().epochs().all().getLast();
            double best = trainer.log().epochs().all().stream().mapToDouble(EpochRow::testAccuracy).max().orElseThrow();
            assertThat(summary.testAccuracyLast()).isEqualTo(last.testAccuracy());
            assertThat(summary.testAccuracyBest()).isEqualTo(best);
            assertThat(trainer.log().epochs().get(summary.bestEpoch() - 1).testAccuracy()).as("the first best").isEqualTo(best);
            assertThat(summary.modelRemaining()).isEqualTo(last.modelRemaining()).isLessThan(1);
            assertThat(summary.layerRemaining().values()).containsExactlyElementsOf(last.layerRemaining());
            assertThat(summary.layerRemaining().keySet()).containsExactly("fc1", "fc2", "fc3");
            assertThat(summary).extracting(Summary::run, Summary::model, Summary::dataset, Summary::method, Summary::alpha,
                            Summary::seed, Summary::epochs, Summary::steps, Summary::message)
                    .containsExactly("lenet-300-100", "lenet-300-100", "tiny", "dst", 0.05, 1L, 4, 20, "");
        }
    }

    @Test
    void withoutATestSetTheSummaryHasNoAccuracy() {
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(8, 0), null)) {
            Summary summary = trainer.run();
            assertThat(summary.testAccuracyLast()).isNull();
            assertThat(summary.testAccuracyBest()).isNull();
            assertThat(summary.bestEpoch()).isNull();
        }
    }

    @Test
    void inputIsNormalisedUnlessToldNotTo() {
        Dataset plain = Tiny.data(16, 0);
        Dataset data = new Dataset("tiny", Tiny.CLASSES, plain.train(), plain.test(),
                new dev.thresher.datasets.Normalisation(new float[] {0.5f}, new float[] {0.25f}), dev.thresher.datasets.Augmentation.NONE,
                "sha256:tiny");
        Experiment raw = EXPERIMENT.withData(EXPERIMENT.data().withNormalisation(NormalisationConfig.NONE));
        try (Trainer a = trained(raw, data); Trainer b = trained(EXPERIMENT, plain); Trainer c = trained(EXPERIMENT, data)) {
            Logs.assertSameSteps(a.log().steps(), b.log().steps());
            assertThat(Logs.column(c.log(), StepLog.TASK_LOSS)).isNotEqualTo(Logs.column(a.log(), StepLog.TASK_LOSS));
        }
    }

    @Test
    void wrongSettingsAreToldBeforeAnythingStarts() {
        assertThatThrownBy(() -> new Trainer(EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(-1)), Tiny.data(8, 0), null))
                .isInstanceOf(UserError.class).hasMessageContaining("--alpha: -1.0");
        assertThatThrownBy(() -> new Trainer(EXPERIMENT, Tiny.data(0, 8), null))
                .isInstanceOf(UserError.class).hasMessage("tiny: holds no training examples; name another data set");
    }

    @Test
    void moreStepsThanCanBeCountedAreAMistakeOfTheUser() {
        Experiment endless = EXPERIMENT.withData(EXPERIMENT.data().withBatch(1)).withEpochs(1_000_000);
        assertThatThrownBy(() -> new Trainer(endless, Tiny.data(5000, 0), null))
                .isInstanceOf(UserError.class).hasMessageContaining("--epochs").hasMessageContaining("5,000,000,000");
    }

    @Test
    void aVeryLongPlanTakesNoMemoryBeforeItIsCarriedOut() {
        try (Trainer trainer = new Trainer(EXPERIMENT.withSteps(100_000_000), Tiny.data(8, 0), null)) {
            assertThat(trainer.totalSteps()).isEqualTo(100_000_000);
            trainer.stop();
            assertThat(trainer.run().state()).isEqualTo(RunState.STOPPED);
        }
    }

    @Test
    void aTrainerThatCannotBeMadeLeavesNoThreadBehind() {
        Experiment missing = EXPERIMENT.withInit("no-such-file.safetensors")
                .withExecution(EXPERIMENT.execution());
        long before = workers();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> new Trainer(missing, Tiny.data(8, 0), null)).isInstanceOf(UserError.class)
                    .hasMessageContaining("no-such-file.safetensors");
        }
        dev.thresher.engine.testing.Background.await("workers to end", () -> workers() <= before);
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("thresher-worker")).count();
    }

    @Test
    void theSameNetworkIsBuiltWhateverElseWasDrawn() {
        Map<String, float[]> one;
        try (Trainer trainer = new Trainer(EXPERIMENT, Tiny.data(8, 0), null)) {
            one = Tiny.parameters(trainer.network());
        }
        try (Trainer other = new Trainer(EXPERIMENT.withSeed(9).withEpochs(7), Tiny.data(8, 0), null);
             Trainer again = new Trainer(EXPERIMENT.withEpochs(7), Tiny.data(80, 10), null)) {
            Logs.assertSameParameters(Tiny.parameters(again.network()), one);
            assertThat(Tiny.parameters(other.network()).get("fc2.bias")).isNotEqualTo(one.get("fc2.bias"));
        }
    }
}
