package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedBytes;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks, weights and thresholds read back from a run folder. */
class RecordedMasksTest {
    private static final Experiment EXPERIMENT = Tiny.experiment().withMethod(Tiny.experiment().method().withAlpha(0.05));
    private static final MaskedWeight.Names FC1 = MaskedWeight.Names.of("fc1");

    @TempDir
    Path temp;

    private Path run(Experiment experiment) {
        Path folder = temp.resolve("run");
        try (Trainer trainer = new Trainer(experiment, Tiny.data(20, 10), RunFolder.create(folder, experiment, "sha256:tiny"))) {
            trainer.run();
        }
        return folder;
    }

    private static List<Integer> steps(Path folder) {
        return MaskSnapshot.in(folder).stream().map(MaskSnapshot.Place::step).toList();
    }

    @ParameterizedTest
    @EnumSource(ThresholdKind.class)
    void masksAreThoseOfWeightsAndThresholdsOfTheSameStep(ThresholdKind kind) {
        Path folder = run(EXPERIMENT.withMethod(EXPERIMENT.method().withThreshold(kind).withAlpha(kind == ThresholdKind.SCALAR ? 0.5 : 0.05)));
        assertThat(steps(folder)).containsExactly(0, 3, 6);
        List<RecordedWeights> kept = RecordedWeights.in(folder);
        assertThat(kept).extracting(each -> each.file().getFileName().toString())
                .containsExactly("weights-last.safetensors", "checkpoint.safetensors", "weights-best.safetensors");
        assertThat(kept.getFirst().step()).isEqualTo(6);
        LayerWeights weights = kept.getFirst().read(FC1);
        assertThat(weights.step()).isEqualTo(6);
        PackedMask last = MaskSnapshot.read(MaskSnapshot.in(folder).getLast().file()).masks().get("fc1.weight");
        assertThat(last.remainingRatio()).as("the example is no trivial one").isBetween(0.001, 0.999);
        assertThat(weights.mask().bits()).isEqualTo(last.bits());
        assertThat(MaskSnapshot.read(MaskSnapshot.in(folder).getFirst().file()).masks().get("fc1.weight").remainingRatio())
                .as("t is 0 at first").isEqualTo(1);
    }

    @Test
    void oneLayerIsReadByItself() {
        Path file = MaskSnapshot.in(run(EXPERIMENT)).getLast().file();
        MaskSnapshot whole = MaskSnapshot.read(file);
        assertThat(whole.step()).isEqualTo(6);
        assertThat(whole.masks().keySet()).containsExactly("fc1.weight", "fc2.weight", "fc3.weight");
        MaskSnapshot one = MaskSnapshot.read(file, "fc2.weight"::equals);
        assertThat(one.masks().keySet()).containsExactly("fc2.weight");
        assertThat(one.masks().get("fc2.weight").bits()).isEqualTo(whole.masks().get("fc2.weight").bits());
    }

    @Test
    void masksAreRecordedAsOftenAsAsked() {
        assertThat(steps(run(EXPERIMENT.withExecution(EXPERIMENT.execution().withMaskEvery(2))))).containsExactly(0, 2, 3, 4, 6);
    }

    @Test
    void theFolderTellsTheShapeOfItsImages() {
        assertThat(ModelJson.read(run(EXPERIMENT).resolve("model.json")).input()).containsExactly(1, 4, 5);
    }

    @Test
    void aFolderWithoutSnapshotsHasNone() throws IOException {
        assertThat(MaskSnapshot.in(Files.createDirectory(temp.resolve("empty")))).isEmpty();
        Path gone = temp.resolve("gone");
        assertThatThrownBy(() -> MaskSnapshot.in(gone)).isInstanceOf(UserError.class)
                .hasMessage(gone + ": is no longer there; open the run from where it is now");
    }

    @Test
    void damagedSnapshotsAreTold() {
        Path file = temp.resolve("step-00000001.safetensors");
        SafeTensors.write(file, Map.of("step", "1", "fc1.weight.columns", "20"),
                List.of(new NamedBytes("fc1.weight", new int[] {2, 2}, new byte[4])));
        assertThatThrownBy(() -> MaskSnapshot.read(file)).isInstanceOf(UserError.class)
                .hasMessage(file + ": 'fc1.weight' is no mask of 20 columns; remove the file, its run goes on without it");
        SafeTensors.write(file, Map.of("step", "one", "fc1.weight.columns", "12"),
                List.of(new NamedBytes("fc1.weight", new int[] {2, 2}, new byte[4])));
        assertThatThrownBy(() -> MaskSnapshot.read(file)).isInstanceOf(UserError.class)
                .hasMessage(file + ": its metadata say 'one' for step, which is no number; remove the file");
    }

    @Test
    void namesOfSavedWeights() {
        assertThat(MaskedWeight.Names.ofSaved("fc1.weight")).isEqualTo(FC1);
        assertThat(MaskedWeight.Names.ofSaved("lstm1.weight_xi"))
                .isEqualTo(new MaskedWeight.Names("lstm1.xi", "lstm1.weight_xi", "lstm1.threshold_xi"));
        assertThatThrownBy(() -> MaskedWeight.Names.ofSaved("fc1.bias")).isInstanceOf(IllegalArgumentException.class);
    }
}
