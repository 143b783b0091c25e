package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() {
        cli = new CliFixture(folder);
        cli.tensors(320);
    }

    @Test
    void endsWithOneJsonObjectOfTheContractsKeys() throws IOException {
        Result result = train("--epochs", "2", "--out", "run", "--json", "--seed", "7", "--alpha", "1e-3");

        assertThat(result.exit()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.lastOutLine());
        assertThat(json.fieldNames()).toIterable().containsExactly("run", "model", "dataset", "method", "alpha", "seed", "epochs",
                "steps", "test_accuracy_last", "test_accuracy_best", "best_epoch", "model_remaining", "layer_remaining", "resets",
                "seconds", "steps_per_second");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(json.get("run").asText()).isEqualTo("run");
        assertThat(json.get("dataset").asText()).isEqualTo("digits.safetensors");
        assertThat(json.get("method").asText()).isEqualTo("dst");
        assertThat(json.get("alpha").asDouble()).isEqualTo(1e-3);
        assertThat(json.get("seed").asLong()).isEqualTo(7);
        assertThat(json.get("steps").asInt()).isEqualTo(10);
        assertThat(json.get("test_accuracy_last").isNull()).as("tensors bring no test set").isTrue();
        assertThat(json.get("layer_remaining").fieldNames()).toIterable().containsExactly("fc1", "fc2", "fc3");
        assertThat(json.get("resets").fieldNames()).toIterable().containsExactly("fc1", "fc2", "fc3");
    }

    @Test
    void writesTheStepsOfTheContract() throws IOException {
        train("--steps", "7", "--out", "run");

        List<String> lines = Files.readAllLines(folder.resolve("run/steps.csv"));
        assertThat(lines.getFirst()).isEqualTo("step,epoch,learning_rate,loss,task_loss,sparse_loss,model_remaining,"
                + "fc1.remaining,fc2.remaining,fc3.remaining,pruned,recovered,"
                    + "fc1.pruned,fc1.recovered,fc2.pruned,fc2.recovered,fc3.pruned,fc3.recovered");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[0])).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void namesAFreshFolderAndPrintsIt() throws IOException {
        Result first = train("--steps", "1", "--quiet");
        Result second = train("--steps", "1", "--quiet");

        assertThat(first.err()).isEmpty();
        assertThat(first.lastOutLine()).startsWith(folder.resolve("runs/lenet-300-100-digits.safetensors-dst-a5e-4-s1-").toString());
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            assertThat(runs.map(Path::toString)).containsExactlyInAnyOrder(first.lastOutLine(), second.lastOutLine());
        }
    }

    @Test
    void tellsAnEpochALineWhereNobodyWatches() {
        Result result = train("--epochs", "3", "--out", "run");

        assertThat(result.errLines().stream().filter(line -> line.startsWith("epoch "))).hasSize(3);
        assertThat(result.err()).doesNotContain("\r");
        assertThat(result.out()).contains("test accuracy", "remaining", "fc1", "fc3", "run folder");
    }

    @Test
    void drawsABarOnATerminal() {
        cli.terminal = true;
        Result result = train("--steps", "30", "--out", "run");

        assertThat(result.err()).contains("\r").contains("100%").contains("30/30").contains("loss").contains("remaining");
    }

    @Test
    void savesWeightsThatAnotherRunBeginsWith() {
        assertThat(train("--steps", "4", "--out", "a", "--save-weights", "new/w.safetensors").exit()).isZero();
        TensorFile saved = SafeTensors.read(folder.resolve("new/w.safetensors"));
        assertThat(saved.names()).containsExactlyInAnyOrder("fc1.weight", "fc1.bias", "fc1.threshold", "fc2.weight", "fc2.bias",
                "fc2.threshold", "fc3.weight", "fc3.bias", "fc3.threshold");
        assertThat(saved.shape("fc1.weight")).containsExactly(300, 784);

        train("--steps", "5", "--out", "b", "--no-shuffle");
        train("--steps", "1", "--out", "c", "--no-shuffle", "--init", "new/w.safetensors");
        train("--steps", "4", "--out", "d", "--no-shuffle", "--save-weights", "d.safetensors");
        train("--steps", "1", "--out", "e", "--no-shuffle", "--init", "d.safetensors", "--alpha", "5e-4");
        assertThat(column("c", StepLog.LOSS)[0]).as("training went on").isLessThan(column("b", StepLog.LOSS)[0]);
        assertThat(column("e", StepLog.SPARSE_LOSS)[0]).as("with the thresholds of before").isEqualTo(column("b", StepLog.SPARSE_LOSS)[4]);
    }

    @Test
    void everyOptionReachesTheExperiment() throws IOException {
        train("--steps", "2", "--out", "run", "--method", "dense", "--alpha", "0.25", "--threshold", "matrix", "--estimator",
                "straight-through", "--epochs", "3", "--batch", "32", "--learning-rate", "0.05", "--momentum", "0.5",
                "--weight-decay", "1e-3", "--no-normalize", "--seed", "9", "--no-shuffle", "--threads", "1", "--backend", "ejml");

        JsonNode e = new ObjectMapper().readTree(folder.resolve("run/experiment.json").toFile()).get("experiment");
        assertThat(e.get("method").toString()).isEqualTo(
                "{\"kind\":\"dense\",\"alpha\":0.25,\"threshold\":\"matrix\",\"estimator\":\"straight-through\"}");
        assertThat(e.get("optimiser").toString()).isEqualTo(
                "{\"kind\":\"sgd\",\"learning_rate\":0.05,\"momentum\":0.5,\"nesterov\":false,\"weight_decay\":0.001,\"decays\":\"not-thresholds\"}");
        assertThat(e.get("execution").toString()).isEqualTo(
                "{\"backend\":\"ejml\",\"threads\":1,\"checkpoint_minutes\":10.0,\"mask_every\":null,\"device\":\"cpu\",\"precision\":\"fp32\",\"cublas\":\"auto\"}");
        assertThat(e.get("data").get("normalisation").get("on").asBoolean()).isFalse();
        assertThat(e.get("data").get("shuffle").asBoolean()).isFalse();
        assertThat(e.get("data").get("batch").asInt()).isEqualTo(32);
        assertThat(e.get("epochs").asInt()).isEqualTo(3);
        assertThat(e.get("steps").asInt()).isEqualTo(2);
        assertThat(e.get("seed").asLong()).isEqualTo(9);
    }

    @Test
    void drawsTheFigures() {
        assertThat(train("--epochs", "2", "--out", "run", "--figures").exit()).isZero();
        for (String name : List.of("remaining-per-step", "per-epoch")) {
            for (String extension : List.of("svg", "pdf", "png")) {
                assertThat(folder.resolve("run/figures/" + name + "." + extension)).isNotEmptyFile();
            }
        }
    }

    @Test
    void completesTheRunFolderOnCtrlC() {
        cli.interrupts = stop -> {
            Thread user = Thread.ofPlatform().start(() -> {
                awaitSteps(folder.resolve("run"), 1);
                stop.run();
            });
            return user::interrupt;
        };
        Result result = train("--steps", "1000000", "--out", "run");

        assertThat(result.exit()).isEqualTo(Cli.INTERRUPTED);
        assertThat(result.errLines().getLast()).startsWith("Stopped after step").contains("run");
        Summary summary = RecordedRun.open(folder.resolve("run")).summary().orElseThrow();
        assertThat(summary.state()).isEqualTo(RunState.STOPPED);
        assertThat(RecordedRun.open(folder.resolve("run")).log().steps().size()).isEqualTo(summary.steps());
    }

    @Test
    void aRunThatDivergesSaysWhere() {
        Result result = train("--steps", "200", "--out", "run", "--learning-rate", "1e30", "--quiet");

        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("thresher: step ").contains("run");
        assertThat(folder.resolve("run/summary.json")).exists();
    }

    @Test
    void openWithoutADisplayPrintsTheSummary() {
        train("--steps", "3", "--out", "run", "--quiet");
        Result result = cli.run("open", "run");

        assertThat(result.exit()).isZero();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.out()).contains("3 steps").contains("run folder");
    }

    private static void awaitSteps(Path run, int count) {
        while (!Thread.interrupted()) {
            if (Files.isRegularFile(run.resolve("experiment.json")) && RecordedRun.open(run).log().steps().size() >= count) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private Result train(String... options) {
        return cli.run(Stream.concat(Stream.of("train", "lenet-300-100", "--tensors", "digits.safetensors"), Stream.of(options))
                .toArray(String[]::new));
    }

    private float[] column(String run, String name) {
        StepLog steps = RecordedRun.open(folder.resolve(run)).log().steps();
        return steps.column(name).range(0, steps.size());
    }
}
