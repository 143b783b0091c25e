package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Weights;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks frozen by the user: what stands still, what goes on, and that a resumed run knows of it. */
class FreezeTest {
    private static final Dataset DATA = Tiny.data(45, 20); // six steps of eight an epoch
    private static final Experiment PRUNING = Tiny.experiment().withEpochs(4).withMethod(Tiny.experiment().method().withAlpha(0.05))
            .withOptimiser(OptimiserConfig.sgd(0.05, 0, 0)); // without momentum, so that a weight without gradient stands still

    @TempDir
    Path temp;

    private static void steps(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) {
            trainer.stepOnce();
        }
    }

    private Trainer recorded(String name) {
        return new Trainer(PRUNING, DATA, RunFolder.create(temp.resolve(name), PRUNING, DATA.checksum()));
    }

    private RunLog log(String name) {
        return RecordedRun.open(temp.resolve(name)).log();
    }

    @Test
    void masksStandStillFromTheNextStepOn() {
        try (Trainer trainer = recorded("run")) {
            trainer.pause();
            steps(trainer, 8);
            trainer.freezeMasks(true);
            steps(trainer, 6); // an evaluation among them
            trainer.freezeMasks(false);
            trainer.resume();
            trainer.run();
            assertThat(trainer.masksFrozen()).isFalse();
        }
        RunLog log = log("run");
        float[] pruned = Logs.column(log, StepLog.PRUNED);
        float[] recovered = Logs.column(log, StepLog.RECOVERED);
        assertThat(pruned[8]).as("step 9 still makes its masks").isPositive();
        assertThat(Arrays.copyOfRange(pruned, 9, 14)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(recovered, 9, 14)).containsOnly(0f);
        assertThat(pruned[14]).as("step 15 makes them anew").isPositive();
        float[] remaining = Logs.column(log, "fc1.remaining");
        assertThat(Arrays.copyOfRange(remaining, 8, 14)).containsOnly(remaining[8]);
        float[] sparse = Logs.column(log, StepLog.SPARSE_LOSS);
        assertThat(Arrays.copyOfRange(sparse, 9, 14)).as("thresholds are not trained").containsOnly(sparse[9]);
        assertThat(sparse[15]).isNotEqualTo(sparse[9]);
        float[] model = Logs.column(log, StepLog.MODEL_REMAINING);
        for (int i = 9; i < model.length; i++) {
            assertThat((model[i] - model[i - 1]) * Tiny.WEIGHTS).as("step " + (i + 1)).isCloseTo(recovered[i] - pruned[i], within(0.2f));
        }
        assertThat(log.epochs().get(1).modelRemaining()).as("an evaluation uses the frozen masks").isEqualTo(model[11], within(1e-6));
        assertThat(log.events().all()).filteredOn(event -> event.kind() == RunEvent.Kind.FREEZE || event.kind() == RunEvent.Kind.UNFREEZE)
                .extracting(RunEvent::step, RunEvent::kind)
                .containsExactly(Tuple.tuple(8, RunEvent.Kind.FREEZE), Tuple.tuple(14, RunEvent.Kind.UNFREEZE));
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void keptWeightsAreTrainedOnAndMaskedOnesAndThresholdsAreNot(OptimiserKind kind) {
        Experiment experiment = PRUNING.withOptimiser(PRUNING.optimiser().withKind(kind).withLearningRate(0.01));
        try (Trainer early = new Trainer(experiment, DATA, null); Trainer late = new Trainer(experiment, DATA, null)) {
            for (Trainer trainer : new Trainer[] {early, late}) {
                trainer.freezeMasks(true);
                trainer.pause();
                steps(trainer, trainer == early ? 1 : 4);
                trainer.stop();
                trainer.run();
                assertThat(trainer.masksFrozen()).isTrue();
            }
            Map<String, float[]> before = Tiny.parameters(early.network());
            Map<String, float[]> after = Tiny.parameters(late.network());
            for (MaskedWeight w : late.network().maskedWeights()) {
                assertThat(after.get(w.threshold().name())).as("t is 0 from the first step on").containsOnly(0f);
                assertThat(before.get(w.weight().name())).isNotEqualTo(after.get(w.weight().name()));
            }
        }
    }

    @Test
    void aMaskedWeightStandsStillWithoutMomentum() {
        try (Trainer early = recorded("early"); Trainer late = recorded("late")) {
            for (Trainer trainer : new Trainer[] {early, late}) {
                trainer.pause();
                steps(trainer, 8);
                trainer.freezeMasks(true);
                steps(trainer, trainer == early ? 1 : 5);
                trainer.stop();
                trainer.run();
            }
            for (int i = 0; i < early.network().maskedWeights().size(); i++) {
                boolean[] mask = early.network().maskedWeights().get(i).mask();
                assertThat(late.network().maskedWeights().get(i).mask()).isEqualTo(mask);
                String name = early.network().maskedWeights().get(i).weight().name();
                float[] before = Tiny.parameters(early.network()).get(name);
                float[] after = Tiny.parameters(late.network()).get(name);
                int moved = 0;
                for (int at = 0; at < mask.length; at++) {
                    if (!mask[at]) {
                        assertThat(after[at]).isEqualTo(before[at]);
                    } else if (after[at] != before[at]) {
                        moved++;
                    }
                }
                assertThat(moved).as(name).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 11, 12}) // 8: frozen, but no step has made the masks yet
    void aResumedRunIsStillFrozen(int stop) {
        try (Trainer trainer = recorded("whole")) {
            trainer.pause();
            steps(trainer, 8);
            trainer.freezeMasks(true);
            steps(trainer, 6);
            trainer.freezeMasks(false);
            trainer.resume();
            trainer.run();
        }
        try (Trainer trainer = recorded("stopped")) {
            trainer.pause();
            steps(trainer, 8);
            trainer.freezeMasks(true);
            steps(trainer, stop - 8);
            trainer.stop();
            trainer.run();
        }
        try (Trainer trainer = Trainer.resume(temp.resolve("stopped"), DATA)) {
            assertThat(trainer.masksFrozen()).isTrue();
            trainer.pause();
            steps(trainer, 14 - stop);
            trainer.freezeMasks(false);
            trainer.resume();
            trainer.run();
        }
        Logs.assertSameSteps(log("stopped").steps(), log("whole").steps());
        TensorFile actual = SafeTensors.read(temp.resolve("stopped/checkpoint.safetensors"));
        TensorFile expected = SafeTensors.read(temp.resolve("whole/checkpoint.safetensors"));
        assertThat(actual.names()).isEqualTo(expected.names());
        expected.names().forEach(name -> assertThat(actual.floats(name)).as(name).isEqualTo(expected.floats(name)));
    }

    /** Saved weights say of themselves what the frozen network is: evaluated alone they answer as the run did. */
    @Test
    void savedWeightsMakeTheSameMasks() {
        try (Trainer trainer = recorded("run")) {
            trainer.pause();
            steps(trainer, 8);
            trainer.freezeMasks(true);
            trainer.resume();
            trainer.run();
        }
        RunLog log = log("run");
        RunEvaluation evaluation = RunEvaluation.of(temp.resolve("run"), Weights.LAST, DATA, PRUNING.execution(), () -> false);
        assertThat(evaluation.modelRemaining()).isEqualTo(log.epochs().get(3).modelRemaining(), within(1e-6));
        assertThat(evaluation.loss()).isEqualTo(log.epochs().get(3).testLoss(), within(1e-6));
        assertThat(SafeTensors.read(temp.resolve("run/checkpoint.safetensors")).names()).contains("fc1.weight.mask");
    }

    @Test
    void aDenseRunHasNothingToFreeze() {
        try (Trainer trainer = new Trainer(PRUNING.withMethod(PRUNING.method().withKind(MethodKind.DENSE)), DATA, null)) {
            assertThatThrownBy(() -> trainer.freezeMasks(true)).isInstanceOf(UserError.class)
                    .hasMessage("the dense method masks nothing, so there are no masks to freeze; train with another method");
        }
    }
}
