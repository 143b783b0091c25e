package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.testing.Tiny;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run hands out copies of W and t between two steps, and is not another run for it. */
class CopyWeightsTest {
    private static final Experiment LONG = Tiny.experiment().withSteps(1_000);

    @Test
    void aCopyIsOfTheStepItSays() throws Exception {
        try (Trainer trainer = new Trainer(LONG, Tiny.data(64, 10), null)) {
            trainer.pause();
            CompletableFuture<LayerWeights> first = trainer.copyWeights("fc2");
            trainer.stepOnce();
            trainer.stepOnce();
            CompletableFuture<LayerWeights> second = trainer.copyWeights("fc2");
            CompletableFuture<LayerWeights> none = trainer.copyWeights("fc9");
            trainer.stop();
            trainer.run();
            assertThat(first.get().step()).isZero();
            assertThat(first.get().thresholds()).hasSize(100).containsOnly(0f);
            assertThat(second.get().step()).isEqualTo(2);
            assertThat(second.get().weights()).isEqualTo(Tiny.parameters(trainer.network()).get("fc2.weight")).isNotEqualTo(first.get().weights());
            assertThat(second.get().thresholds()).isEqualTo(Tiny.parameters(trainer.network()).get("fc2.threshold"));
            assertThatThrownBy(none::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(NoSuchElementException.class);
            assertThat(trainer.log().events().all()).as("a question is no event").hasSize(3);
        }
    }

    @Test
    void whoAsksTooLateGetsNoAnswer() {
        try (Trainer trainer = new Trainer(LONG, Tiny.data(64, 10), null)) {
            trainer.stop();
            CompletableFuture<LayerWeights> behindTheStop = trainer.copyWeights("fc1");
            trainer.run();
            assertThat(behindTheStop).isCancelled();
            CompletableFuture<LayerWeights> late = trainer.copyWeights("fc1");
            assertThat(late).isCancelled();
            assertThatThrownBy(late::get).isInstanceOf(CancellationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(value = {"null, 10, 0", "1, 2000, 1", "1, 2001, 2", "10, 100000, 50", "7, 6, 7", "100000000, 2147483647, 100000000"},
            nullValues = "null")
    void recordedMasksAreBounded(Integer asked, int steps, int every) {
        assertThat(SnapshotPlan.of(asked, steps).every()).isEqualTo(every);
    }
}
