package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.run.Weights;
import dev.thresher.engine.testing.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved weights evaluated again give what the run had recorded of them. */
class RunEvaluationTest {
    private static final Dataset DATA = Tiny.data(45, 30);
    private static final ExecutionConfig EXECUTION = Tiny.experiment().execution();

    @TempDir
    Path temp;
    private Path folder;
    private Summary summary;
    private List<EpochRow> epochs;

    @BeforeEach
    void record() {
        folder = temp.resolve("run");
        Experiment base = Tiny.convolutional(temp);
        Experiment experiment = base.withEpochs(6).withMethod(base.method().withAlpha(0.05));
        try (Trainer trainer = new Trainer(experiment, DATA, RunFolder.create(folder, experiment, DATA.checksum()))) {
            summary = trainer.run();
            epochs = trainer.log().epochs().all();
        }
    }

    private RunEvaluation evaluate(Weights which) {
        return RunEvaluation.of(folder, which, DATA, EXECUTION, () -> false);
    }

    @Test
    void bestAndLastAreWhatTheSummarySays() {
        EpochRow best = epochs.get(summary.bestEpoch() - 1);
        assertThat(evaluate(Weights.BEST)).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(expected(best));
        assertThat(evaluate(Weights.LAST)).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(expected(epochs.getLast()));
        assertThat(summary.bestChosenOn()).isEqualTo("test set");
        assertThat(summary.bestWeights()).isEqualTo("weights-best.safetensors");
        assertThat(summary.lastWeights()).isEqualTo("weights-last.safetensors");
        assertThat(SafeTensors.read(folder.resolve(summary.bestWeights())).metadata()).containsEntry("epoch", summary.bestEpoch().toString())
                .containsEntry("step", Integer.toString(best.step())).containsEntry("test_accuracy", summary.testAccuracyBest().toString());
    }

    private RunEvaluation expected(EpochRow row) {
        java.util.Map<String, Double> layers = new java.util.LinkedHashMap<>();
        layers.put("conv1", row.layerRemaining().get(0));
        layers.put("fc", row.layerRemaining().get(1));
        return new RunEvaluation(row.step(), 30, row.testLoss(), row.testAccuracy(), row.modelRemaining(), layers, 0);
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        Dataset other = new Dataset("other", DATA.classes(), DATA.train(), DATA.test(), DATA.normalisation(), DATA.augmentation(), "sha256:other");
        assertThatThrownBy(() -> RunEvaluation.of(folder, Weights.BEST, other, EXECUTION, () -> false)).isInstanceOf(UserError.class)
                .hasMessageContaining(folder + ": was trained on other data than other");
        assertThatThrownBy(() -> RunEvaluation.of(folder, Weights.BEST, Tiny.data(45, 0), EXECUTION, () -> false))
                .isInstanceOf(UserError.class).hasMessage("tiny: holds no test examples; name a data set that does");
        Files.delete(folder.resolve(Weights.BEST.file()));
        assertThatThrownBy(() -> evaluate(Weights.BEST)).isInstanceOf(UserError.class)
                .hasMessageContaining(folder + ": holds no weights-best.safetensors");
        Files.writeString(folder.resolve(Weights.LAST.file()), "no tensors at all");
        assertThatThrownBy(() -> evaluate(Weights.LAST)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve(Weights.LAST.file()).toString());
    }

    @Test
    void itCanBeCancelled() {
        assertThatThrownBy(() -> RunEvaluation.of(folder, Weights.BEST, DATA, EXECUTION, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void withoutATestSetNothingIsBest() {
        Path untested = temp.resolve("untested");
        Experiment experiment = Tiny.experiment();
        try (Trainer trainer = new Trainer(experiment, Tiny.data(16, 0), RunFolder.create(untested, experiment, "sha256:tiny"))) {
            Summary s = trainer.run();
            assertThat(s.bestWeights()).isNull();
            assertThat(s.bestChosenOn()).isNull();
            assertThat(s.lastWeights()).isEqualTo("weights-last.safetensors");
            assertThat(untested.resolve("weights-best.safetensors")).doesNotExist();
        }
    }
}
