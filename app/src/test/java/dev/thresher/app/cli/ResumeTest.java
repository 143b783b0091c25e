package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.engine.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --resume}: a run goes on as if it had never been stopped, or is left as it was. */
class ResumeTest {
    @TempDir
    Path folder;
    private CliFixture cli;
    private String network;

    @BeforeEach
    void prepare() {
        cli = new CliFixture(folder);
        cli.tensors(160, 40);
        network = cli.network(8);
    }

    @Test
    void aRunStoppedTwiceIsThatOfOneBreath() throws IOException {
        cli.interrupts = cli.after(3, folder.resolve("run"), () -> { });
        assertThat(train("run", "--steps", "1000000").exit()).isEqualTo(Cli.INTERRUPTED);
        int stopped = steps("run").size() - 1;
        cli.interrupts = cli.after(stopped + 3, folder.resolve("run"), () -> { });
        Result resumed = cli.run("train", "--resume", "run");
        assertThat(resumed.exit()).isEqualTo(Cli.INTERRUPTED);
        assertThat(resumed.errLines().getFirst()).startsWith("Going on after step " + Texts.count(stopped) + " of 1");

        List<String> twice = steps("run");
        assertThat(twice.size() - 1).isGreaterThanOrEqualTo(stopped + 3);
        cli.interrupts = _ -> () -> { };
        assertThat(train("whole", "--steps", Integer.toString(twice.size() - 1)).exit()).isZero();
        assertThat(twice).isEqualTo(steps("whole"));
    }

    @Test
    void aRunStoppedAtItsVeryBeginningFinishes() throws IOException {
        cli.interrupts = stop -> {
            stop.run();
            return () -> { };
        };
        assertThat(train("run", "--epochs", "3").exit()).isEqualTo(Cli.INTERRUPTED);
        cli.interrupts = _ -> () -> { };
        Result result = cli.run("train", "--resume", "run", "--json", "--quiet");
        assertThat(result.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(result.lastOutLine()).get("steps").asInt()).isEqualTo(9);

        train("whole", "--epochs", "3");
        assertThat(steps("run")).isEqualTo(steps("whole"));
        assertThat(epochs("run")).isEqualTo(epochs("whole")).hasSize(4);
        assertThat(folder.resolve("run/weights-last.safetensors")).hasSameBinaryContentAs(folder.resolve("whole/weights-last.safetensors"));
    }

    @Test
    void moreEpochsContinueAFinishedRun() throws IOException {
        train("run", "--epochs", "2");
        assertThat(cli.run("train", "--resume", "run", "--epochs", "4", "--save-weights", "w.safetensors", "--figures").exit()).isZero();

        train("whole", "--epochs", "4", "--save-weights", "whole.safetensors");
        assertThat(steps("run")).isEqualTo(steps("whole"));
        assertThat(epochs("run")).isEqualTo(epochs("whole"));
        assertThat(folder.resolve("w.safetensors")).hasSameBinaryContentAs(folder.resolve("whole.safetensors"));
        assertThat(folder.resolve("run/figures/per-epoch.svg")).isNotEmptyFile();
        assertThat(RecordedRun.open(folder.resolve("run")).summary().orElseThrow().epochs()).isEqualTo(4);
        refused("is finished, after step 12", "--resume", "run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lenet-300-100           | MODEL: a resumed run has its own; leave it out
            --model-file small.json | --model-file: a resumed run keeps its settings; leave it out
            --tensors digits        | --tensors: a resumed run keeps its settings
            --dataset mnist         | --dataset: a resumed
            --images pics           | --images: a resumed
            --image-size 32         | --image-size: a resumed
            --alpha 0.1             | --alpha: a resumed
            --method dense          | --method: a resumed
            --seed 3                | --seed: a resumed
            --batch 8               | --batch: a resumed
            --steps 100             | --steps: a resumed
            --no-shuffle            | --no-shuffle: a resumed
            --no-normalize          | --normalize: a resumed
            --learning-rate 1       | --learning-rate: a resumed
            --optimizer adam        | --optimi
            --nesterov              | --nesterov: a resumed
            --lr-decay 3            | --lr-decay: a resumed
            --init w.safetensors    | --init: a resumed
            --threads 1             | --threads: a resumed
            --backend ejml          | --backend: a resumed
            --precision tf32        | --precision: a resumed
            --cublas off            | --cublas: a resumed
            --out other             | --out: a resumed
            --epochs 1              | --epochs: the run of
            --epochs 2              | is finished, after step 6
            --epochs many           | --epochs
            --save-weights run      | is a folder
            """)
    void settingsThatARunHasAreRefused(String options, String named) {
        train("run", "--epochs", "2");

        refused(named, Stream.concat(Stream.of("--resume", "run"), Stream.of(options.split(" "))).toArray(String[]::new));
    }

    @Test
    void whatIsNoRunToGoOnWithIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        refused("nowhere: is no run folder", "--resume", "nowhere");
        refused("empty: is no run folder", "--resume", "empty");
        refused("RUN", "--resume");

        train("steps", "--steps", "2");
        refused("ends after 2 steps, whatever its epochs", "--resume", "steps", "--epochs", "5");
        refused("is finished, after step 2", "--resume", "steps");
        Files.delete(folder.resolve("steps/checkpoint.safetensors"));
        refused("holds no checkpoint.safetensors", "--resume", "steps");
    }

    @Test
    void otherDataAreRefused() {
        train("run", "--epochs", "1");
        cli.tensors(170, 40);

        refused("was trained on other data than digits.safetensors", "--resume", "run", "--epochs", "2");
    }

    @Test
    void aRunThatGoesOnElsewhereIsRefused() {
        List<Result> second = new ArrayList<>();
        cli.interrupts = cli.after(1, folder.resolve("run"), () -> second.add(new CliFixture(folder).run("train", "--resume", "run")));
        // a checkpoint after nearly every step, so that there is one to go on from
        assertThat(train("run", "--steps", "1000000", "--checkpoint-minutes", "1e-9").exit()).isEqualTo(Cli.INTERRUPTED);

        assertThat(second).hasSize(1);
        assertThat(second.getFirst().exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(second.getFirst().errLines()).hasSize(1);
        assertThat(second.getFirst().err()).contains("is being written by a run that goes on");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            is of the model small-16, but the run trains small-8 | --model-file small-16.json
            hidden.weight is [16, 784], expected [8, 784]        | --model-file wide/small-8.json
            hidden.weight.velocity is missing                    | --model-file small-8.json --optimizer adam
            hidden.threshold is [1], expected [8]                | --model-file small-8.json --threshold scalar
            is of the model lenet-300-100                        | lenet-300-100
            """)
    void theCheckpointOfAnotherRunIsRefused(String named, String other) throws IOException {
        Files.copy(folder.resolve(cli.network(16)), Files.createDirectory(folder.resolve("wide")).resolve(network));
        train("run", "--epochs", "1");
        assertThat(cli.run(("train --tensors digits.safetensors --batch 64 --epochs 1 --out other " + other).split(" ")).exit()).isZero();
        Files.copy(folder.resolve("other/checkpoint.safetensors"), folder.resolve("run/checkpoint.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);

        refused(named, "--resume", "run", "--epochs", "2");
    }

    @Test
    void aCheckpointCutShortIsRefused() throws IOException {
        train("run", "--epochs", "1");
        Path checkpoint = folder.resolve("run/checkpoint.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 1));

        refused("checkpoint.safetensors", "--resume", "run", "--epochs", "2");
    }

    @Test
    void neitherModelFileNorInitialWeightsAreNeededAgain() throws IOException {
        train("first", "--epochs", "1", "--save-weights", "w.safetensors");
        train("run", "--epochs", "1", "--init", "w.safetensors");
        train("whole", "--epochs", "2", "--init", "w.safetensors");
        Files.delete(folder.resolve(network));
        Files.delete(folder.resolve("w.safetensors"));

        Result result = cli.run("train", "--resume", "run", "--epochs", "2");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(steps("run")).isEqualTo(steps("whole"));
        assertThat(cli.run("eval", "run").exit()).isZero();
        assertThat(cli.run("export", "run", "--format", "onnx").exit()).isZero();
    }

    @Test
    void aFolderThatWasMovedGoesOn() throws IOException {
        train("run", "--epochs", "1");
        Files.move(folder.resolve("run"), folder.resolve("moved"));

        assertThat(cli.run("train", "--resume", "moved", "--epochs", "2").exit()).isZero();
        assertThat(steps("moved")).hasSize(7);
    }

    private Result train(String out, String... options) {
        return cli.run(Stream.concat(Stream.of("train", "--model-file", network, "--tensors", "digits.safetensors", "--batch", "64",
                "--out", out), Stream.of(options)).toArray(String[]::new));
    }

    private void refused(String named, String... words) {
        List<String> before = cli.inventory();
        Result result = cli.run(Stream.concat(Stream.of("train"), Stream.of(words)).toArray(String[]::new));

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(cli.inventory()).as("nothing lost, nothing left behind").isEqualTo(before);
    }

    private List<String> steps(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run + "/steps.csv"));
    }

    /** But for the seconds. */
    private List<String> epochs(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run + "/epochs.csv")).stream().map(line -> line.replaceFirst("^(\\d+,\\d+),[^,]*", "$1"))
                .toList();
    }
}
