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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** A folder of before the counts: it opens, and a run that goes on in it keeps its columns. */
    @Test
    void anOlderFolderLacksThem() throws IOException {
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
        Files.write(steps, Files.readAllLines(steps).stream().map(line -> line.replaceFirst(",[^,]*,[^,]*$", "")).toList());
        assertThat(Logs.column(RecordedRun.open(folder).log(), StepLog.PRUNED)).hasSize(8).containsOnly(Float.NaN);
        try (Trainer trainer = Trainer.resume(folder, DATA)) {
            trainer.run();
            assertThat(Logs.column(trainer.log(), StepLog.PRUNED)[20]).as("in memory it is counted").isNotNegative();
        }
        List<String> lines = Files.readAllLines(steps);
        assertThat(lines).hasSize(25).allMatch(line -> line.split(",").length == 10);
        assertThat(RecordedRun.open(folder).log().steps().size()).isEqualTo(24);
    }
}
