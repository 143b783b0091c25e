package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options make of a network's preset, seen through the workbench that they open. */
class ExperimentOptionsTest {
    @TempDir
    Path temporary;
    private Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work")); // A folder deeper, so that no ../shared of this machine is found from it.
        cli = new CliFixture(folder);
        cli.display = true;
        cli.tensors(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet-300-100", "lenet-5-caffe", "lstm-a", "vgg-16", "wrn-16-8", "wrn-40-4", "resnet-50"})
    void aNetworkBringsItsPreset(String name) {
        Experiment preset = Presets.of(name);
        assertThat(opened(name, "--dataset", preset.data().dataset())).isEqualTo(preset);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                one("--alpha 0.5", e -> e.withMethod(e.method().withAlpha(0.5))),
                one("--augment none", e -> e.withData(e.data().withAugmentation("none"))),
                one("--augment pad-crop-flip", e -> e.withData(e.data().withAugmentation("pad-crop-flip"))),
                one("--mean 0.5,0.4,-0.1 --std 0.2,0.2,0.3", e -> normalised(e, NormalisationConfig.CUSTOMARY
                        .withMean(List.of(0.5, 0.4, -0.1)).withDeviation(List.of(0.2, 0.2, 0.3)))),
                one("--compute-normalization", e -> normalised(e, NormalisationConfig.CUSTOMARY.withComputed(true))),
                one("--compute-normalisation", e -> normalised(e, NormalisationConfig.CUSTOMARY.withComputed(true))),
                one("--no-normalise", e -> normalised(e, NormalisationConfig.NONE)),
                one("--damaged skip", e -> e.withData(e.data().withSkipDamaged(true))),
                one("--damaged fail", e -> e.withData(e.data().withSkipDamaged(false))),
                one("--batch 7 --no-shuffle", e -> e.withData(e.data().withBatch(7).withShuffle(false))),
                one("--optimizer adam", e -> e.withOptimiser(e.optimiser().withKind(OptimiserKind.ADAM))),
                one("--optimiser adam --learning-rate 1e-3", e -> e.withOptimiser(
                        e.optimiser().withKind(OptimiserKind.ADAM).withLearningRate(1e-3))),
                one("--nesterov", e -> e.withOptimiser(e.optimiser().withNesterov(true))),
                one("--momentum 0.5 --no-nesterov", e -> e.withOptimiser(e.optimiser().withMomentum(0.5))),
                one("--weight-decay 0 --decay-scope weights", e -> e.withOptimiser(
                        e.optimiser().withWeightDecay(0).withDecays(DecayScope.WEIGHTS))),
                one("--decay-scope not-thresholds", e -> e.withOptimiser(e.optimiser().withDecays(DecayScope.NOT_THRESHOLDS))),
                one("--lr-schedule cosine --warm-up 2.5", e -> e.withSchedule(
                        e.schedule().withKind(ScheduleKind.COSINE).withWarmUpEpochs(2.5))),
                one("--lr-schedule constant", e -> e.withSchedule(e.schedule().withKind(ScheduleKind.CONSTANT))),
                one("--lr-decay 10,20,30 --lr-gamma 0.5", e -> e.withSchedule(ScheduleConfig.steps(0.5, 10, 20, 30))),
                one("--lr-gamma 0.2", e -> e.withSchedule(e.schedule().withGamma(0.2))),
                one("--epochs 3 --steps 9 --seed 4", e -> e.withEpochs(3).withSteps(9).withSeed(4)),
                one("--checkpoint-minutes 2.5 --threads 1", e -> e.withExecution(
                        e.execution().withCheckpointMinutes(2.5).withThreads(1))),
                one("--device cuda:1 --precision tf32", e -> e.withExecution(
                        e.execution().withDevice(Device.of("cuda:1")).withPrecision(Precision.TF32))),
                one("--device AUTO", e -> e.withExecution(e.execution().withDevice(Device.AUTO))));
    }

    private static Arguments one(String options, UnaryOperator<Experiment> change) {
        return Arguments.of(options, change);
    }

    private static Experiment normalised(Experiment e, NormalisationConfig normalisation) {
        return e.withData(e.data().withNormalisation(normalisation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionGoesBeforeThePreset(String options, UnaryOperator<Experiment> change) {
        Experiment preset = Presets.of("vgg-16");
        assertThat(opened(("vgg-16 --dataset cifar-10 " + options).split(" "))).isEqualTo(change.apply(preset));
    }

    @Test
    void decayEpochsMakeAConstantScheduleAStepSchedule() {
        assertThat(opened("--dataset", "mnist", "--lr-decay", "5").schedule()).isEqualTo(ScheduleConfig.steps(0.1, 5));
    }

    @Test
    void tensorsAndPicturesNameTheDataOfTheRun() throws IOException {
        Files.createDirectory(folder.resolve("flowers"));
        Experiment tensors = opened("vgg-16", "--tensors", "digits.safetensors");
        Experiment images = opened("resnet-18", "--images", "flowers/");

        assertThat(tensors.data().dataset()).isEqualTo("digits.safetensors");
        assertThat(tensors.data().tensors()).isEqualTo(folder.resolve("digits.safetensors").toString());
        assertThat(images.data().dataset()).isEqualTo("flowers");
        assertThat(images.data().images()).isEqualTo(folder.resolve("flowers").toString());
        assertThat(images.data().tensors()).isNull();
    }

    @Test
    void aModelFileNamesItsNetworkAndNeedsNoModel() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.net.json"), "{}");
        Experiment experiment = opened("--model-file", "tiny.net.json", "--dataset", "mnist");

        assertThat(experiment).isEqualTo(Presets.of("tiny.net").withModelFile(file.toString()));
    }

    @Test
    void whereNoDataAreNamedAStandInIsTakenForThoseThatAreAbsent() {
        assertThat(opened("lstm-a").data().dataset()).isEqualTo("synth-digits");
    }

    private Experiment opened(String... options) {
        cli.opened = null;
        Result result = cli.run(Stream.concat(Stream.of("workbench"), Stream.of(options)).toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return cli.opened;
    }
}
