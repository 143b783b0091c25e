package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.log.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How experiments and summaries are spelt in files, and that they come back as they were. */
class RunJsonTest {
    private static final Provenance PROVENANCE = new Provenance("0.1.0", "jvm", "os", "cpu", "device", "sha256:é", "now",
            List.of("fc1", "fc2"), 42);

    @TempDir
    Path temp;

    private String roundTrip(Experiment experiment) throws IOException {
        Path file = temp.resolve("experiment.json");
        RunJson.Header header = new RunJson.Header(experiment, PROVENANCE);
        RunJson.write(file, header);
        assertThat(RunJson.read(file, RunJson.Header.class)).isEqualTo(header);
        return Files.readString(file);
    }

    @Test
    void theStandardExperiment() throws IOException {
        String text = roundTrip(Experiment.standard());
        assertThat(text).contains("\"model\" : \"lenet-300-100\"", "\"kind\" : \"dst\"", "\"alpha\" : 5.0E-4",
                "\"threshold\" : \"vector\"", "\"estimator\" : \"long-tailed\"", "\"learning_rate\" : 0.01",
                "\"weight_decay\" : 0.0", "\"backend\" : \"simd\"", "\"dataset\" : \"mnist\"", "\"computed\" : false",
                "\"steps\" : null", "\"init\" : null", "\"dataset_checksum\" : \"sha256:é\"", "\"planned_steps\" : 42");
    }

    @Test
    void everySettingComesBack() throws IOException {
        Experiment other = new Experiment("lenet-300-100", "model.json", new DataConfig("a \"b\" \\ é", "folder", "file", "pictures", 64,
                        new NormalisationConfig(true, true, List.of(0.5), List.of(0.1 + 0.2)), "pad-crop-flip", true, false, 1),
                new MethodConfig(MethodKind.DENSE, 0.1 + 0.2, ThresholdKind.MATRIX, StepEstimator.STRAIGHT_THROUGH),
                new OptimiserConfig(OptimiserKind.ADAM, Double.MIN_VALUE, 0, true, 1e-300, DecayScope.ALL),
                new ScheduleConfig(ScheduleKind.STEP, List.of(1, 2), 0.3, 0.5), 3, 17, Long.MIN_VALUE, "init.safetensors",
                new ExecutionConfig(BackendKind.EJML, 256, 10, 100, Device.of("cuda:1"), Precision.TF32, CublasUse.ON),
                List.of(new PlannedChange(7, PlannedChange.Kind.ALPHA, 0.1 + 0.2), new PlannedChange(9, PlannedChange.Kind.FREEZE, null)));
        assertThat(roundTrip(other)).contains("\"device\" : \"cuda:1\"", "\"precision\" : \"tf32\"", "\"cublas\" : \"on\"", "\"dense\"", "\"matrix\"", "\"straight-through\"", "\"ejml\"", "\"steps\" : 17");
    }

    @Test
    void aRunOfAnOlderVersionWasOnTheProcessor() throws IOException {
        String text = roundTrip(Experiment.standard());
        Path old = Files.writeString(temp.resolve("old.json"), text.replaceAll(",\\s*\"device\" : \"cpu\",\\s*\"precision\" : \"fp32\",\\s*\"cublas\" : \"auto\"", ""));
        assertThat(Files.readString(old)).doesNotContain("precision");
        Experiment standard = Experiment.standard();
        assertThat(RunJson.read(old, RunJson.Header.class).experiment()).as("and on a GPU went by own kernels")
                .isEqualTo(standard.withExecution(standard.execution().withCublas(CublasUse.OFF)));
        Path wrong = Files.writeString(temp.resolve("wrong.json"), text.replace("\"device\" : \"cpu\"", "\"device\" : \"gpu\""));
        assertThatThrownBy(() -> RunJson.read(wrong, RunJson.Header.class)).isInstanceOf(UserError.class).hasMessageContaining("'gpu' is none of cpu");
    }

    @ParameterizedTest
    @EnumSource(ThresholdKind.class)
    void thresholdKindsAreSpeltAsOnTheCommandLine(ThresholdKind kind) throws IOException {
        Experiment base = Experiment.standard();
        assertThat(roundTrip(base.withMethod(base.method().withThreshold(kind))))
                .contains("\"threshold\" : \"" + kind.name().toLowerCase(java.util.Locale.ROOT) + "\"");
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void aSummaryComesBack(RunState state) throws IOException {
        Map<String, Double> remaining = new LinkedHashMap<>();
        remaining.put("fc2", 0.25);
        remaining.put("fc1", 1e-9);
        Summary summary = new Summary("run", state, "why", "lenet-300-100", "mnist", "dst", 5e-4, 1, 2, 3, null, 0.5, 1, 0.1,
                remaining, Map.of("fc1", 2), 1.5, 2.25, Summary.TEST_SET, Weights.BEST.file(), null, 0.125);
        Path file = temp.resolve("summary.json");
        RunJson.write(file, summary);
        assertThat(RunJson.read(file, Summary.class)).isEqualTo(summary);
        assertThat(Files.readString(file)).endsWith("}\n").contains("\"state\" : \"" + state.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(RunJson.line(summary)).doesNotContain("\n").contains("\"test_accuracy_last\":null", "\"test_accuracy_best\":0.5",
                "\"best_epoch\":1", "\"model_remaining\":0.1", "\"layer_remaining\":{\"fc2\":0.25,\"fc1\":1.0E-9}",
                "\"resets\":{\"fc1\":2}", "\"steps_per_second\":2.25", "\"method\":\"dst\"", "\"seconds\":1.5", "\"best_chosen_on\":\"test set\"",
                "\"best_weights\":\"weights-best.safetensors\"", "\"last_weights\":null", "\"data_wait_share\":0.125");
    }

    @Test
    void aPlaceThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> RunJson.write(file.resolve("experiment.json"), PROVENANCE)).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be written").hasMessageNotContaining("\n");
    }
}
