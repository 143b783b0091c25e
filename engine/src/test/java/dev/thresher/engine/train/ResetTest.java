package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reset rule in a run: when it applies, how it is noted, and that an evaluation only pretends. */
class ResetTest {
    // without momentum, each update from t = 0 ends near t = η α exp(0) = 10, above every weight
    private static final Experiment SAWTOOTH = Tiny.experiment()
            .withMethod(Tiny.experiment().method().withAlpha(100)).withOptimiser(OptimiserConfig.sgd(0.1, 0, 0));

    @TempDir
    Path temp;

    @Test
    void everyResetIsAnEventAtItsStep() {
        try (Trainer trainer = new Trainer(SAWTOOTH.withSteps(4), Tiny.data(32, 10), null)) {
            Summary summary = trainer.run();
            List<Tuple> expected = new ArrayList<>();
            for (int step = 2; step <= 4; step++) {
                for (String layer : List.of("fc1", "fc2", "fc3")) {
                    expected.add(Tuple.tuple(step, layer));
                }
            }
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.RESET)).extracting(RunEvent::step, RunEvent::detail)
                    .containsExactlyElementsOf(expected);
            assertThat(summary.resets()).containsExactlyEntriesOf(new java.util.TreeMap<>(Map.of("fc1", 3, "fc2", 3, "fc3", 3)));
            assertThat(Logs.column(trainer.log(), StepLog.MODEL_REMAINING)).as("after the reset all remain").containsOnly(1f);
            assertThat(Logs.column(trainer.log(), StepLog.SPARSE_LOSS)).as("at t = 0").containsOnly(Tiny.ROWS);
        }
    }

    @Test
    void onlyTheLayerThatDiesIsReset() {
        Path init = temp.resolve("init.safetensors");
        try (Trainer fresh = new Trainer(SAWTOOTH, Tiny.data(8, 0), null)) {
            List<NamedTensor> tensors = new ArrayList<>();
            fresh.network().parameters().forEach(p -> {
                float[] values = fresh.network().backend().download(p.value());
                if (p.name().equals("fc2.threshold")) {
                    Arrays.fill(values, 5f);
                }
                tensors.add(new NamedTensor(p.name(), p.shape(), values));
            });
            SafeTensors.write(init, Map.of(), tensors);
        }
        Experiment experiment = Tiny.experiment().withInit(init.toString()).withSteps(3);
        try (Trainer trainer = new Trainer(experiment, Tiny.data(32, 0), null)) {
            Summary summary = trainer.run();
            assertThat(Logs.events(trainer.log(), RunEvent.Kind.RESET)).extracting(RunEvent::step, RunEvent::detail)
                    .containsExactly(Tuple.tuple(1, "fc2"));
            assertThat(summary.resets()).containsEntry("fc1", 0).containsEntry("fc2", 1).containsEntry("fc3", 0);
        }
    }

    @Test
    void anEvaluationAppliesTheRuleWithoutTouchingTheThresholds() {
        try (Trainer trainer = new Trainer(SAWTOOTH.withSteps(1), Tiny.data(32, 10), null)) {
            Summary summary = trainer.run();
            assertThat(trainer.log().epochs().get(0).modelRemaining()).as("as evaluated, after the reset").isEqualTo(1);
            assertThat(summary.modelRemaining()).isEqualTo(1);
            assertThat(summary.resets().values()).as("nothing was reset").containsOnly(0);
            for (String name : List.of("fc1.threshold", "fc2.threshold", "fc3.threshold")) {
                for (float t : Tiny.parameters(trainer.network()).get(name)) {
                    assertThat(t).as(name).isBetween(9f, 11f);
                }
            }
        }
    }
}
