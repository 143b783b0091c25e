package dev.thresher.app.window.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.experiment.DataSettings.Inputs;
import dev.thresher.app.window.experiment.DataSettings.Source;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentViewModelTest {
    static final List<String> NETWORKS = List.of("lenet-300-100", "lstm-a", "vgg-16", "wrn-28-8", "wrn-40-4", "resnet-50");

    private final ExperimentViewModel model = new ExperimentViewModel(Experiment.standard(), "runs");

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void showsAnExperimentAndGivesItBack(String network) {
        model.show(Presets.of(network));
        assertThat(model.experiment()).isEqualTo(Presets.of(network));
        assertThat(model.valid()).isTrue();
        assertThat(settings()).noneMatch(setting -> setting.changed().get());
    }

    @Test
    void everyFieldReachesTheExperiment() {
        model.data.dataset.value().set("synth-digits");
        model.data.inputs.value().set(Inputs.GIVEN);
        model.data.mean.value().set("0.5,-0.1");
        model.data.deviation.value().set(" 0.25 , 1 ");
        model.data.augmentation.value().set("pad-crop-flip");
        model.data.skipDamaged.value().set(true);
        model.method.kind.value().set(MethodKind.DENSE);
        model.method.threshold.value().set(ThresholdKind.MATRIX);
        model.method.estimator.value().set(StepEstimator.STRAIGHT_THROUGH);
        model.optimiser.learningRate.value().set("0.1");
        model.optimiser.momentum.value().set("0.5");
        model.optimiser.nesterov.value().set(true);
        model.optimiser.weightDecay.value().set(" 1e-4 ");
        model.optimiser.decays.value().set(DecayScope.WEIGHTS);
        model.schedule.kind.value().set(ScheduleKind.STEP);
        model.schedule.decayEpochs.value().set("1, 2");
        model.schedule.gamma.value().set("0.5");
        model.schedule.warmUp.value().set("0.5");
        model.run.epochs.value().set("3");
        model.run.steps.value().set("70");
        model.run.batch.value().set("128");
        model.run.seed.value().set("-7");
        model.run.device.value().set(Device.AUTO);
        model.run.precision.value().set(Precision.TF32);
        model.run.threads.value().set("1");
        model.run.checkpointMinutes.value().set("2.5");

        Experiment standard = Experiment.standard();
        assertThat(model.problem().get()).isEmpty();
        assertThat(model.experiment()).isEqualTo(standard
                .withData(DataConfig.of("synth-digits", 128).withAugmentation("pad-crop-flip").withSkipDamaged(true)
                        .withNormalisation(new NormalisationConfig(true, false, List.of(0.5, -0.1), List.of(0.25, 1.0))))
                .withMethod(standard.method().withKind(MethodKind.DENSE).withThreshold(ThresholdKind.MATRIX)
                        .withEstimator(StepEstimator.STRAIGHT_THROUGH))
                .withOptimiser(new OptimiserConfig(OptimiserKind.SGD, 0.1, 0.5, true, 1e-4, DecayScope.WEIGHTS))
                .withSchedule(ScheduleConfig.steps(0.5, 1, 2).withWarmUpEpochs(0.5)).withEpochs(3).withSteps(70).withSeed(-7)
                .withExecution(standard.execution().withThreads(1).withCheckpointMinutes(2.5).withDevice(Device.AUTO).withPrecision(Precision.TF32)));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(m -> m.network.model, "lenet-5"), wrong(m -> m.network.model, "wrn-15-8"), wrong(m -> m.network.model, ""),
                wrong(m -> m.network.file, "nowhere.json"),
                wrong(m -> m.data.mean, "0.5; 0.5"), wrong(m -> m.data.mean, ""), wrong(m -> m.data.deviation, "0.2, 0.2"),
                wrong(m -> m.data.deviation, "0"),
                wrong(m -> m.method.alpha, "-1"), wrong(m -> m.method.alpha, "much"),
                wrong(m -> m.optimiser.learningRate, "0"), wrong(m -> m.optimiser.learningRate, ""),
                wrong(m -> m.optimiser.momentum, "1"), wrong(m -> m.optimiser.momentum, "-0.1"),
                wrong(m -> m.optimiser.weightDecay, "-1e-4"),
                wrong(m -> m.schedule.decayEpochs, ""), wrong(m -> m.schedule.decayEpochs, "120, 80"),
                wrong(m -> m.schedule.decayEpochs, "80, soon"), wrong(m -> m.schedule.gamma, "0"), wrong(m -> m.schedule.warmUp, "-1"),
                wrong(m -> m.run.epochs, "0"), wrong(m -> m.run.epochs, "1.5"), wrong(m -> m.run.steps, "0"), wrong(m -> m.run.steps, "few"),
                wrong(m -> m.run.batch, "0"), wrong(m -> m.run.batch, "100000"), wrong(m -> m.run.seed, "one"),
                wrong(m -> m.run.threads, "0"), wrong(m -> m.run.checkpointMinutes, "0"), wrong(m -> m.run.runs, "  "));
    }

    private static Arguments wrong(Function<ExperimentViewModel, Setting<String>> field, String typed) {
        return Arguments.of(field, typed);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrong")
    void aWrongValueIsToldAtItsFieldAloneAndMends(Function<ExperimentViewModel, Setting<String>> field, String typed) {
        Experiment shown = Presets.of("vgg-16").withData(DataConfig.of("cifar-10", 64)
                .withNormalisation(NormalisationConfig.CUSTOMARY.withMean(List.of(0.5)).withDeviation(List.of(0.2))));
        model.show(shown);
        Setting<String> setting = field.apply(model);
        String right = setting.value().get();
        setting.value().set(typed);
        assertThat(setting.problem().get()).isNotBlank().doesNotContain("\n");
        assertThat(model.problem().get()).isEqualTo(setting.title() + ": " + setting.problem().get());
        assertThat(model.valid()).isFalse();
        assertThat(settings()).filteredOn(other -> other != setting).allSatisfy(
                other -> assertThat(other.problem().get()).as(other.name()).isEmpty());
        setting.value().set(right);
        assertThat(setting.problem().get()).isEmpty();
        model.show(shown);
        assertThat(model.valid()).isTrue();
    }

    @Test
    void whatMeansNothingIsNotReadAndStopsNothing() {
        model.show(Presets.of("vgg-16"));
        model.schedule.decayEpochs.value().set("soon");
        model.optimiser.momentum.value().set("1");
        model.method.alpha.value().set("-1");
        assertThat(model.valid()).isFalse();
        model.schedule.kind.value().set(ScheduleKind.COSINE);
        model.optimiser.kind.value().set(OptimiserKind.ADAM);
        model.method.kind.value().set(MethodKind.DENSE);
        assertThat(model.problem().get()).isEmpty();
        assertThat(Stream.of(model.schedule.decayEpochs, model.schedule.gamma, model.optimiser.momentum, model.optimiser.nesterov,
                model.method.alpha, model.data.mean, model.data.images)).noneMatch(setting -> setting.applies().get());
        assertThat(model.experiment().optimiser().momentum()).isEqualTo(0.9);
        model.optimiser.weightDecay.value().set("0.0");
        assertThat(model.optimiser.decays.applies().get()).as("nothing decays").isFalse();
    }

    @Test
    void aNetworkBringsItsPreset() {
        model.run.epochs.value().set("3");
        model.run.seed.value().set("9");
        model.method.estimator.value().set(StepEstimator.STRAIGHT_THROUGH);
        model.network.model.value().set("vgg-16");

        Experiment preset = Presets.of("vgg-16");
        assertThat(model.experiment()).isEqualTo(preset.withSeed(9).withMethod(preset.method().withEstimator(StepEstimator.STRAIGHT_THROUGH)));
        assertThat(model.presetName().get()).isEqualTo("vgg-16");
        model.network.model.value().set("lstm-a");
        assertThat(model.experiment().optimiser()).isEqualTo(Presets.of("lstm-a").optimiser());
        assertThat(model.experiment().schedule()).isEqualTo(Presets.of("lstm-a").schedule());
        assertThat(model.experiment().data().dataset()).isEqualTo("mnist");
    }

    @Test
    void aPresetsDataSetThatIsNotHereGivesWayToItsStandIn() {
        model.network.model.value().set("vgg-16");
        model.setAbsentData(Map.of("mnist", "MNIST is not here"));
        model.network.model.value().set("lenet-5-caffe");
        assertThat(model.data.dataset.value().get()).isEqualTo("synth-digits");
        assertThat(model.data.dataset.changed().get()).as("that differs from the preset, and is marked").isTrue();
        assertThat(model.valid()).isTrue();
    }

    @Test
    void aNameThatIsTypedBringsItsPresetOnceItIsOne() {
        model.network.model.value().set("vgg-1");
        assertThat(model.experiment().epochs()).isEqualTo(20);
        assertThat(model.network.model.problem().get()).contains("no model 'vgg-1'");
        model.network.model.value().set("vgg-16");
        assertThat(model.experiment().epochs()).isEqualTo(160);
        assertThat(model.valid()).isTrue();
    }

    @Test
    void whatDiffersFromThePresetIsMarkedAndSetBack() {
        model.network.model.value().set("vgg-16");
        model.optimiser.learningRate.value().set("0.10");
        assertThat(model.optimiser.learningRate.changed().get()).as("the same number").isFalse();
        model.optimiser.learningRate.value().set("0.2");
        model.schedule.kind.value().set(ScheduleKind.CONSTANT);
        model.run.steps.value().set("5");
        assertThat(settings().stream().filter(setting -> setting.changed().get())).containsExactly(
                model.optimiser.learningRate, model.schedule.kind, model.run.steps);
        assertThat(model.optimiser.learningRate.preset()).isEqualTo("0.1");
        settings().forEach(Setting::setBack);
        assertThat(model.experiment()).isEqualTo(Presets.of("vgg-16"));
        assertThat(settings()).noneMatch(setting -> setting.changed().get());
    }

    @Test
    void aFileNamesItsNetworkUntilABuiltInOneIsChosen(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("my-net.json"), "{}");
        model.optimiser.learningRate.value().set("0.5");
        model.network.file.value().set(file.toString());
        assertThat(model.problem().get()).isEmpty();
        assertThat(model.experiment().model()).isEqualTo("my-net");
        assertThat(model.experiment().modelFile()).isEqualTo(file.toString());
        assertThat(model.experiment().optimiser().learningRate()).as("its preset is the same: nothing is lost").isEqualTo(0.5);

        model.network.useBuiltIn();
        assertThat(model.experiment().model()).isEqualTo("lenet-300-100");
        model.network.file.value().set(file.toString());
        model.network.model.value().set("vgg-11");
        assertThat(model.experiment()).isEqualTo(Presets.of("vgg-11"));
    }

    @Test
    void picturesAndTensorsTakeThePlaceOfADataSet(@TempDir Path folder) throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("flowers"));
        Path tensors = Files.writeString(folder.resolve("flowers.npz"), "");
        model.setAbsentData(Map.of("mnist", "not here"));
        model.data.source.value().set(Source.PICTURES);
        assertThat(model.problem().get()).isEqualTo("Pictures: no path is given");
        model.data.images.value().set(tensors.toString());
        assertThat(model.problem().get()).contains("is no folder");
        model.data.images.value().set(pictures.toString());
        assertThat(model.valid()).isTrue();
        assertThat(model.data.skipDamaged.applies().get()).isTrue();
        assertThat(model.experiment().data()).isEqualTo(DataConfig.of("flowers", 64).withImages(pictures.toString()));
        model.data.imageSize.value().set("64");
        assertThat(model.experiment().data()).isEqualTo(DataConfig.of("flowers", 64).withImages(pictures.toString()).withImageSize(64));

        model.data.source.value().set(Source.TENSORS);
        model.data.tensors.value().set(tensors.toString());
        assertThat(model.experiment().data()).isEqualTo(DataConfig.of("flowers.npz", 64).withTensors(tensors.toString()));
        model.network.model.value().set("vgg-16");
        assertThat(model.experiment().data().tensors()).as("data of one's own stay").isEqualTo(tensors.toString());
        model.data.source.value().set(Source.CATALOGUE);
        assertThat(model.experiment().data()).isEqualTo(DataConfig.of("cifar-10", 64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "1025", "large", "64.5"})
    void aPictureSizeThatCannotBeIsToldWhileThereArePictures(String typed, @TempDir Path pictures) {
        Experiment given = Experiment.standard().withData(DataConfig.of("flowers", 64).withImages(pictures.toString()).withImageSize(32));
        model.show(given);
        assertThat(model.experiment()).isEqualTo(given);
        model.data.imageSize.value().set(typed);
        assertThat(model.problem().get()).startsWith("Picture size: ");
        model.data.source.value().set(Source.CATALOGUE);
        assertThat(model.valid()).isTrue();
        assertThat(model.experiment().data().imageSize()).as("it goes with the pictures").isNull();
    }

    @Test
    void tensorsKeepTheNameTheyWereGivenWith(@TempDir Path folder) throws Exception {
        Path tensors = Files.writeString(folder.resolve("t.safetensors"), "");
        Experiment given = Experiment.standard().withData(DataConfig.of("tiny", 64).withTensors(tensors.toString()));
        model.show(given);
        assertThat(model.experiment()).isEqualTo(given);
    }

    @Test
    void aDataSetThatIsNotHereIsToldUntilItIs() {
        model.setAbsentData(Map.of("mnist", "MNIST is not here: fetch it first"));
        assertThat(model.data.dataset.problem().get()).isEqualTo("MNIST is not here: fetch it first");
        model.data.dataset.value().set("synth-digits");
        assertThat(model.valid()).isTrue();
        model.data.dataset.value().set("mnist");
        assertThat(model.valid()).isFalse();
        model.setAbsentData(Map.of());
        assertThat(model.valid()).isTrue();
    }

    @Test
    void aFileIsNoFolderForRuns(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        model.run.runs.value().set(file.toString());
        assertThat(model.run.runs.problem().get()).contains("file");
        model.run.runs.value().set(folder.resolve("new").toString());
        assertThat(model.valid()).isTrue();
        assertThat(model.runsFolder()).isEqualTo(folder.resolve("new"));
    }

    @Test
    void settingsWithoutAFieldStayAndAreNamed() {
        Experiment standard = Experiment.standard();
        Experiment given = standard.withInit("start.safetensors")
                .withData(standard.data().withShuffle(false).withFolder("elsewhere").withImageSize(96))
                .withExecution(standard.execution().withBackend(BackendKind.EJML));
        model.show(given);
        assertThat(model.experiment()).isEqualTo(given);
        assertThat(model.alsoSet().get()).isEqualTo("looks for data in elsewhere, pictures of 96 pixels a side");
        assertThat(model.run.init.value().get()).isEqualTo("start.safetensors");
        assertThat(model.run.backend.changed().get()).isTrue();
        assertThat(model.data.shuffle.changed().get()).isTrue();
        model.network.model.value().set("lenet-5-caffe");
        assertThat(model.experiment().init()).as("initial weights fit one network only").isNull();
    }

    @Test
    void plannedChangesAreTypedAsOnTheCommandLine() {
        model.run.changes.value().set("alpha=1e-3@500, freeze@800");
        assertThat(model.valid()).isTrue();
        assertThat(model.experiment().changes()).containsExactly(new PlannedChange(500, PlannedChange.Kind.ALPHA, 1e-3),
                new PlannedChange(800, PlannedChange.Kind.FREEZE, null));
        model.run.changes.value().set("alpha@500");
        assertThat(model.problem().get()).startsWith("Changes: 'alpha@500' is no change; write alpha=1e-3@500");
        model.run.changes.value().set("learning-rate=0@5");
        assertThat(model.problem().get()).contains("0.0 is not above 0");
        model.show(Experiment.standard().withChanges(PlannedChange.parseAll("unfreeze@3")));
        assertThat(model.run.changes.value().get()).isEqualTo("unfreeze@3");
        model.run.changes.setBack();
        assertThat(model.experiment()).isEqualTo(Experiment.standard());
    }

    @Test
    void showingAnotherExperimentReplacesWhatWasTyped() {
        model.method.alpha.value().set("-1");
        model.show(Experiment.standard().withEpochs(2));
        assertThat(model.valid()).isTrue();
        assertThat(model.experiment().epochs()).isEqualTo(2);
    }

    private List<Setting<?>> settings() {
        return Stream.of(model.network, model.data, model.method, model.optimiser, model.schedule, model.run)
                .<Setting<?>>flatMap(group -> group.settings().stream()).toList();
    }
}
