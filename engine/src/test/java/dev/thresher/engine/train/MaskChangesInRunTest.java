package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts of pruned and recovered weights in a run's log. */
class MaskChangesInRunTest {
    private static final Dataset DATA = Tiny.data(45, 20); // six steps of eight an epoch
    private static final Experiment PRUNING = Tiny.experiment().withEpochs(4)
            .withMethod(Tiny.experiment().method().withAlpha(0.05));

    @TempDir
    Path temp;

    /** What remains grows by what came and shrinks by what left, at every step, evaluations in between or not. */
    private static void assertBalanced(RunLog log) {
        float[] pruned = Logs.column(log, StepLog.PRUNED);
        float[] recovered = Logs.column(log, StepLog.RECOVERED);
        float[] remaining = Logs.column(log, StepLog.MODEL_REMAINING);
        assertThat(pruned[0]).isZero();
        assertThat(recovered[0]).isZero();
        for (int i = 1; i < pruned.length; i++) {
            assertThat((remaining[i] - remaining[i - 1]) * Tiny.WEIGHTS).as("step " + (i + 1))
                    .isCloseTo(recovered[i] - pruned[i], within(0.2f));
        }
        assertLayersMakeUp(log, pruned, recovered);
    }

    /** The counts of the layers sum up to the model's, and each balances by itself. */
    private static void assertLayersMakeUp(RunLog log, float[] pruned, float[] recovered) {
        int[] sizes = {300 * Tiny.SHAPE.features(), 100 * 300, Tiny.CLASSES * 100};
        for (int i = 0; i < pruned.length; i++) {
            float prunedOfLayers = 0;
            float recoveredOfLayers = 0;
            for (int layer = 0; layer < sizes.length; layer++) {
                String name = log.steps().layers().get(layer);
                float left = log.steps().column(StepLog.pruned(name)).get(i);
                float came = log.steps().column(StepLog.recovered(name)).get(i);
                prunedOfLayers += left;
                recoveredOfLayers += came;
                if (i > 0) {
                    float before = log.steps().column(StepLog.remaining(name)).get(i - 1);
                    float now = log.steps().column(StepLog.remaining(name)).get(i);
                    assertThat((now - before) * sizes[layer]).as(name + ", step " + (i + 1)).isCloseTo(came - left, within(0.2f));
                }
            }
            assertThat(prunedOfLayers).isEqualTo(pruned[i]);
            assertThat(recoveredOfLayers).isEqualTo(recovered[i]);
        }
    }

    @Test
    void countsAcrossEvaluations() {
        try (Trainer trainer = new Trainer(PRUNING, DATA, null)) {
            trainer.run();
            assertBalanced(trainer.log());
            assertThat(Logs.column(trainer.log(), StepLog.PRUNED)[6]).as("right after the evaluation of the first epoch").isPositive();
            float most = 0;
            for (float count : Logs.column(trainer.log(), StepLog.RECOVERED)) {
                most = Math.max(most, count);
            }
            assertThat(most).as("some come back").isPositive();
        }
    }

    @Test
    void countsAcrossResets() {
        Experiment sawtooth = Tiny.experiment().withMethod(Tiny.experiment().method().withAlpha(2))
                .withOptimiser(OptimiserConfig.sgd(0.01, 0, 0)).withEpochs(6);
        try (Trainer trainer = new Trainer(sawtooth, DATA, null)) {
            assertThat(trainer.run().resets().values()).anyMatch(resets -> resets > 0);
            assertBalanced(trainer.log());
        }
    }

    @Test
    void aDenseRunPrunesNothing() {
        try (Trainer trainer = new Trainer(PRUNING.withMethod(PRUNING.method().withKind(MethodKind.DENSE)), DATA, null)) {
            trainer.run();
            assertThat(Logs.column(trainer.log(), StepLog.PRUNED)).containsOnly(0f);
            assertThat(Logs.column(trainer.log(), StepLog.RECOVERED)).containsOnly(0f);
        }
    }

    /** Folders of before the counts, and of before those of layers: they open, and a run that goes on in one keeps its columns. */
    @ParameterizedTest
    @CsvSource({"10, true", "12, false"})
    void anOlderFolderLacksThem(int columns, boolean lacksAll) throws IOException {
        Path folder = temp.resolve("old");
        try (Trainer trainer = new Trainer(PRUNING, DATA, RunFolder.create(folder, PRUNING, DATA.checksum()))) {
            trainer.pause();
            for (int i = 0; i < 8; i++) {
                trainer.stepOnce();
            }
            trainer.stop();
            trainer.run();
        }
        Path steps = folder.resolve("steps.csv");
        Files.write(steps, Files.readAllLines(steps).stream().map(line -> String.join(",", Arrays.asList(line.split(",")).subList(0, columns))).toList());
        RunLog old = RecordedRun.open(folder).log();
        if (lacksAll) {
            assertThat(Logs.column(old, StepLog.PRUNED)).hasSize(8).containsOnly(Float.NaN);
        } else {
            assertThat(Logs.column(old, StepLog.PRUNED)).hasSize(8).doesNotContain(Float.NaN);
        }
        assertThat(Logs.column(old, StepLog.pruned(old.steps().layers().getFirst()))).hasSize(8).containsOnly(Float.NaN);
        try (Trainer trainer = Trainer.resume(folder, DATA)) {
            trainer.run();
            assertThat(Logs.column(trainer.log(), StepLog.PRUNED)[20]).as("in memory it is counted").isNotNegative();
            assertThat(Logs.column(trainer.log(), StepLog.pruned(old.steps().layers().getFirst()))[20]).isNotNegative();
        }
        List<String> lines = Files.readAllLines(steps);
        assertThat(lines).hasSize(25).allMatch(line -> line.split(",").length == columns);
        assertThat(RecordedRun.open(folder).log().steps().size()).isEqualTo(24);
    }
}
