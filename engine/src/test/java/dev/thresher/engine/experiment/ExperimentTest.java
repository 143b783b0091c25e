package dev.thresher.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting at its bounds and just beyond them. */
class ExperimentTest {
    private static final Experiment STANDARD = Experiment.standard();

    private static Experiment data(Function<DataConfig, DataConfig> change) {
        return STANDARD.withData(change.apply(STANDARD.data()));
    }

    private static Experiment alpha(double value) {
        return STANDARD.withMethod(STANDARD.method().withAlpha(value));
    }

    private static Experiment optimiser(Function<OptimiserConfig, OptimiserConfig> change) {
        return STANDARD.withOptimiser(change.apply(STANDARD.optimiser()));
    }

    private static Experiment threads(int value) {
        return STANDARD.withExecution(new ExecutionConfig(BackendKind.SIMD, value, 10));
    }

    static Stream<Experiment> allowed() {
        return Stream.of(STANDARD, data(d -> d.withBatch(1)), data(d -> d.withBatch(65_536)), alpha(0), alpha(Double.MIN_VALUE),
                alpha(1e300), optimiser(o -> o.withLearningRate(Double.MIN_VALUE)), optimiser(o -> o.withLearningRate(1e300)),
                optimiser(o -> o.withMomentum(0)), optimiser(o -> o.withMomentum(Math.nextDown(1.0))),
                optimiser(o -> o.withWeightDecay(0)), optimiser(o -> o.withWeightDecay(10)), STANDARD.withEpochs(1),
                STANDARD.withEpochs(1_000_000), STANDARD.withSteps(1), STANDARD.withSteps(100_000_000), STANDARD.withSteps(null),
                threads(1), threads(256), STANDARD.withSeed(Long.MIN_VALUE), STANDARD.withSeed(-1));
    }

    @ParameterizedTest
    @MethodSource
    void allowed(Experiment experiment) {
        assertThat(experiment.problems()).isEmpty();
        assertThat(experiment.checked()).isSameAs(experiment);
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                Arguments.of("model", STANDARD.withModel("lenet-5"), "'lenet-5'; known: lenet-300-100"),
                Arguments.of("model", STANDARD.withModel(null), "known: "),
                Arguments.of("dataset", data(d -> d.withDataset(null)), "name a data set"),
                Arguments.of("dataset", data(d -> d.withDataset(" ")), "name a data set"),
                Arguments.of("batch", data(d -> d.withBatch(0)), "0 is not between 1 and "),
                Arguments.of("batch", data(d -> d.withBatch(65_537)), "65537 is not between 1 and "),
                Arguments.of("alpha", alpha(-1), "-1.0 is not a number of at least 0"),
                Arguments.of("alpha", alpha(-Double.MIN_VALUE), "is not a number of at least 0"),
                Arguments.of("alpha", alpha(Double.NaN), "NaN is not"),
                Arguments.of("alpha", alpha(Double.POSITIVE_INFINITY), "Infinity is not"),
                Arguments.of("learning-rate", optimiser(o -> o.withLearningRate(0)), "0.0 is not above 0; try 0.01"),
                Arguments.of("learning-rate", optimiser(o -> o.withLearningRate(-0.1)), "-0.1 is not above 0"),
                Arguments.of("learning-rate", optimiser(o -> o.withLearningRate(Double.NaN)), "NaN is not above 0"),
                Arguments.of("learning-rate", optimiser(o -> o.withLearningRate(Double.POSITIVE_INFINITY)), "Infinity is not"),
                Arguments.of("momentum", optimiser(o -> o.withMomentum(1)), "1.0 is not in [0, 1); try 0.9"),
                Arguments.of("momentum", optimiser(o -> o.withMomentum(-0.1)), "-0.1 is not in [0, 1)"),
                Arguments.of("momentum", optimiser(o -> o.withMomentum(Double.NaN)), "NaN is not in [0, 1)"),
                Arguments.of("weight-decay", optimiser(o -> o.withWeightDecay(-1e-9)), "is not a number of at least 0"),
                Arguments.of("weight-decay", optimiser(o -> o.withWeightDecay(Double.NaN)), "NaN is not"),
                Arguments.of("epochs", STANDARD.withEpochs(0), "0 is not between 1 and "),
                Arguments.of("epochs", STANDARD.withEpochs(1_000_001), "1000001 is not between 1 and "),
                Arguments.of("steps", STANDARD.withSteps(0), "0 is not between 1 and "),
                Arguments.of("steps", STANDARD.withSteps(100_000_001), "100000001 is not between 1 and "),
                Arguments.of("threads", threads(0), "0 is not between 1 and 256"),
                Arguments.of("threads", threads(257), "257 is not between 1 and 256"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void forbidden(String field, Experiment experiment, String message) {
        assertThat(experiment.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message).doesNotContain("\n");
        });
        assertThatThrownBy(experiment::checked).isInstanceOf(UserError.class).hasMessageStartingWith("--" + field + ": ");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFields() {
        Experiment wrong = threads(0).withModel("x").withMethod(STANDARD.method().withAlpha(-1)).withEpochs(0).withSteps(-1)
                .withData(STANDARD.data().withBatch(-1).withDataset(""))
                .withOptimiser(OptimiserConfig.sgd(0, 1, -1));
        assertThat(wrong.problems()).extracting(Problem::field).isEqualTo(List.of("model", "dataset", "batch", "alpha",
                "learning-rate", "momentum", "weight-decay", "epochs", "steps", "threads"));
        assertThatThrownBy(wrong::checked).hasMessageNotContaining("\n").hasMessageContaining("; --threads: 0 is not");
    }

    @Test
    void devicesAreReadAsTheyAreTyped() {
        assertThat(Device.of("cpu")).isEqualTo(Device.CPU);
        assertThat(Device.of(" AUTO ")).isEqualTo(Device.AUTO);
        assertThat(Device.of("cuda")).isEqualTo(Device.CUDA);
        assertThat(Device.of("cuda:2")).isEqualTo(new Device(Device.Kind.CUDA, 2)).hasToString("cuda:2");
        for (String wrong : new String[] {"gpu", "cuda:", "cuda:x", "cuda:1234", ""}) {
            assertThatThrownBy(() -> Device.of(wrong)).hasMessage("--device: '" + wrong + "' is none of cpu, cuda, cuda:N, auto");
        }
    }
}
