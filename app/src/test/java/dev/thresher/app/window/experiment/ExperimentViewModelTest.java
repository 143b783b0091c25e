package dev.thresher.app.window.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentViewModelTest {
    private final ExperimentViewModel model = new ExperimentViewModel(Experiment.standard(), "runs");

    @Test
    void showsAnExperimentAndGivesItBack() {
        assertThat(model.experiment()).isEqualTo(Experiment.standard());
        assertThat(model.valid()).isTrue();
        assertThat(model.alpha.value().get()).isEqualTo("5e-4");
        assertThat(model.runsFolder()).isEqualTo(Path.of("runs"));
    }

    @Test
    void everyFieldReachesTheExperiment() {
        model.dataset.value().set("synth-digits");
        model.normalise.set(false);
        model.method.value().set(MethodKind.DENSE);
        model.alpha.value().set("1e-3");
        model.threshold.value().set(ThresholdKind.MATRIX);
        model.estimator.value().set(StepEstimator.STRAIGHT_THROUGH);
        model.learningRate.value().set("0.1");
        model.momentum.value().set("0");
        model.weightDecay.value().set(" 1e-4 ");
        model.epochs.value().set("3");
        model.batch.value().set("128");
        model.seed.value().set("-7");
        model.threads.value().set("1");
        Experiment e = model.experiment();
        assertThat(model.problem().get()).isEmpty();
        assertThat(e.data().dataset()).isEqualTo("synth-digits");
        assertThat(e.data().normalisation().on()).isFalse();
        assertThat(e.data().batch()).isEqualTo(128);
        assertThat(e.method().kind()).isEqualTo(MethodKind.DENSE);
        assertThat(e.method().alpha()).isEqualTo(1e-3);
        assertThat(e.method().threshold()).isEqualTo(ThresholdKind.MATRIX);
        assertThat(e.method().estimator()).isEqualTo(StepEstimator.STRAIGHT_THROUGH);
        assertThat(e.optimiser().learningRate()).isEqualTo(0.1);
        assertThat(e.optimiser().momentum()).isZero();
        assertThat(e.optimiser().weightDecay()).isEqualTo(1e-4);
        assertThat(e.epochs()).isEqualTo(3);
        assertThat(e.seed()).isEqualTo(-7);
        assertThat(e.execution().threads()).isEqualTo(1);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("alpha", m -> m.alpha, "-1"), wrong("alpha", m -> m.alpha, "much"),
                wrong("learning-rate", m -> m.learningRate, "0"), wrong("learning-rate", m -> m.learningRate, ""),
                wrong("momentum", m -> m.momentum, "1"), wrong("momentum", m -> m.momentum, "-0.1"),
                wrong("weight-decay", m -> m.weightDecay, "-1e-4"), wrong("epochs", m -> m.epochs, "0"),
                wrong("epochs", m -> m.epochs, "1.5"), wrong("batch", m -> m.batch, "0"),
                wrong("batch", m -> m.batch, "100000"), wrong("seed", m -> m.seed, "one"),
                wrong("threads", m -> m.threads, "0"), wrong("out", m -> m.runs, "  "));
    }

    private static Arguments wrong(String name, Function<ExperimentViewModel, Setting<StringProperty>> field, String typed) {
        return Arguments.of(name, field, typed);
    }

    @ParameterizedTest(name = "{0} = {2}")
    @MethodSource("wrong")
    void aWrongValueIsToldAtItsFieldAloneAndMends(String name,
            Function<ExperimentViewModel, Setting<StringProperty>> field, String typed) {
        Setting<StringProperty> setting = field.apply(model);
        String right = setting.value().get();
        setting.value().set(typed);
        assertThat(setting.name()).isEqualTo(name);
        assertThat(setting.problem().get()).isNotBlank().doesNotContain("\n");
        assertThat(model.problem().get()).isEqualTo(setting.title() + ": " + setting.problem().get());
        assertThat(model.valid()).isFalse();
        Stream.of(model.alpha, model.learningRate, model.momentum, model.weightDecay, model.epochs, model.batch, model.seed,
                model.threads, model.runs).filter(other -> other != setting)
                .forEach(other -> assertThat(other.problem().get()).as(other.name()).isEmpty());
        setting.value().set(right);
        assertThat(setting.problem().get()).isEmpty();
        assertThat(model.valid()).isTrue();
    }

    @Test
    void aDataSetThatIsNotHereIsToldUntilItIs() {
        model.setAbsentData(Map.of("mnist", "MNIST is not here: fetch it first"));
        assertThat(model.dataset.problem().get()).isEqualTo("MNIST is not here: fetch it first");
        model.dataset.value().set("synth-digits");
        assertThat(model.valid()).isTrue();
        model.dataset.value().set("mnist");
        assertThat(model.valid()).isFalse();
        model.setAbsentData(Map.of());
        assertThat(model.valid()).isTrue();
    }

    @Test
    void aFileIsNoFolderForRuns(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        model.runs.value().set(file.toString());
        assertThat(model.runs.problem().get()).contains("file");
        model.runs.value().set(folder.resolve("new").toString());
        assertThat(model.valid()).isTrue();
    }

    @Test
    void settingsWithoutAFieldStayAndAreNamed() {
        Experiment given = Experiment.standard().withSteps(200).withInit("start.safetensors")
                .withData(Experiment.standard().data().withTensors("digits.safetensors"));
        model.show(given);
        assertThat(model.experiment()).isEqualTo(given);
        assertThat(model.alsoSet().get()).contains("digits.safetensors", "200 steps", "start.safetensors");
        model.setAbsentData(Map.of("mnist", "not here"));
        assertThat(model.valid()).as("the tensors are trained on, not mnist").isTrue();
    }

    @Test
    void choosingAnotherDataSetDropsTheTensorsOfTheOldOne() {
        model.show(Experiment.standard().withData(Experiment.standard().data().withTensors("digits.safetensors")));
        model.dataset.value().set("fashion-mnist");
        assertThat(model.experiment().data().tensors()).isNull();
        assertThat(model.alsoSet().get()).isEmpty();
    }

    @Test
    void showingAnotherExperimentReplacesWhatWasTyped() {
        model.alpha.value().set("-1");
        model.show(Experiment.standard().withEpochs(2));
        assertThat(model.valid()).isTrue();
        assertThat(model.experiment().epochs()).isEqualTo(2);
    }
}
