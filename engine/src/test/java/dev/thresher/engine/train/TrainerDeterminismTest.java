package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.testing.Deviation;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same experiment gives the same bits, whatever computes them. */
class TrainerDeterminismTest {
    private static final Dataset DATA = Tiny.data(45, 20);
    // a large α, so that masks change and are reset within a few steps
    private static final Experiment EXPERIMENT =
            Tiny.experiment().withMethod(Tiny.experiment().method().withAlpha(0.05)).withEpochs(5);

    private record Result(RunLog log, Map<String, float[]> parameters) {
    }

    private static Result run(Experiment experiment, Dataset data) {
        try (Trainer trainer = new Trainer(experiment, data, null)) {
            assertThat(trainer.run().state()).isEqualTo(RunState.FINISHED);
            return new Result(trainer.log(), Tiny.parameters(trainer.network()));
        }
    }

    private static Result run(BackendKind backend, int threads) {
        return run(EXPERIMENT.withExecution(new ExecutionConfig(backend, threads, 10)), DATA);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Result one = run(BackendKind.SIMD, 1);
        assertThat(Logs.column(one.log(), StepLog.MODEL_REMAINING)).as("masks change").contains(1f)
                .satisfies(ratios -> assertThat(ratios[ratios.length - 1]).isLessThan(1f));
        for (int threads : new int[] {2, 3, 1}) {
            Result other = run(BackendKind.SIMD, threads);
            Logs.assertSameSteps(other.log().steps(), one.log().steps());
            Logs.assertSameParameters(other.parameters(), one.parameters());
            assertThat(other.log().epochs().all()).as("epochs").usingRecursiveComparison().ignoringFields("seconds")
                    .isEqualTo(one.log().epochs().all());
        }
    }

    @Test
    void anotherSeedGivesAnotherRun() {
        Result one = run(EXPERIMENT, DATA);
        Result other = run(EXPERIMENT.withSeed(2), DATA);
        assertThat(Logs.column(other.log(), StepLog.TASK_LOSS)).isNotEqualTo(Logs.column(one.log(), StepLog.TASK_LOSS));
        assertThat(other.parameters().get("fc1.weight")).isNotEqualTo(one.parameters().get("fc1.weight"));
    }

    @Test
    void theOracleGoesTheSameWay() {
        Result simd = run(BackendKind.SIMD, 2);
        Result ejml = run(BackendKind.EJML, 1);
        Deviation.assertWithin("loss", Logs.column(simd.log(), StepLog.LOSS), Logs.column(ejml.log(), StepLog.LOSS), 1e-3);
        float[] remaining = Logs.column(ejml.log(), StepLog.MODEL_REMAINING);
        assertThat(Logs.column(simd.log(), StepLog.MODEL_REMAINING)).hasSameSizeAs(remaining)
                .satisfies(actual -> Deviation.assertWithin("remaining", actual, remaining, 5e-3));
        ejml.parameters().forEach((name, values) ->
                assertThat(meanDifference(simd.parameters().get(name), values)).as(name)
                        .isCloseTo(0, within(1e-3 * Deviation.largest(values))));
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    /** α large enough that the evaluation meets layers the reset rule applies to. */
    @ParameterizedTest
    @ValueSource(doubles = {5e-4, 0.5})
    void evaluationNeverChangesTraining(double alpha) {
        Experiment experiment = EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(alpha));
        Result tested = run(experiment, DATA);
        Result untested = run(experiment, Tiny.data(45, 0));
        Logs.assertSameSteps(tested.log().steps(), untested.log().steps());
        Logs.assertSameParameters(tested.parameters(), untested.parameters());
        assertThat(tested.log().epochs().all()).hasSize(5).allSatisfy(row -> assertThat(row.testAccuracy()).isBetween(0.0, 1.0));
        assertThat(untested.log().epochs().all()).hasSize(5).allSatisfy(row -> assertThat(row.testAccuracy()).isNaN());
    }

    @Test
    void bytesTrainToo() {
        Dataset bytes = Tiny.data(Tiny.byteExamples(45, 1), Tiny.byteExamples(20, 2));
        Result result = run(EXPERIMENT.withMethod(EXPERIMENT.method().withAlpha(5e-4)).withEpochs(20), bytes);
        assertThat(result.log().epochs().all().getLast().testAccuracy()).isGreaterThan(0.9);
    }

    @Test
    void epochsVisitTheExamplesInNewOrdersUnlessToldNotTo() {
        Experiment still = EXPERIMENT.withOptimiser(EXPERIMENT.optimiser().withLearningRate(1e-30)).withEpochs(2);
        float[] shuffled = Logs.column(run(still, Tiny.data(40, 0)).log(), StepLog.TASK_LOSS);
        float[] ordered = Logs.column(run(still.withData(still.data().withShuffle(false)), Tiny.data(40, 0)).log(),
                StepLog.TASK_LOSS);
        assertThat(java.util.Arrays.copyOfRange(shuffled, 5, 10)).isNotEqualTo(java.util.Arrays.copyOf(shuffled, 5));
        assertThat(java.util.Arrays.copyOfRange(ordered, 5, 10)).isEqualTo(java.util.Arrays.copyOf(ordered, 5));
    }
}
