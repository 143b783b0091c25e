package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
    @TempDir
    Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() {
        cli = new CliFixture(folder);
        cli.tensors(160, 40);
        cli.network(8);
    }

    @Test
    void meetsTheLastEpochAndTheBestOne() throws IOException {
        // a rate so high that the last epoch is hardly the best
        train("--epochs", "6", "--learning-rate", "0.4", "--seed", "3");
        List<EpochRow> epochs = RecordedRun.open(folder.resolve("run")).log().epochs().from(0);
        EpochRow best = epochs.stream().max(Comparator.comparingDouble(EpochRow::testAccuracy).thenComparing(EpochRow::epoch, Comparator.reverseOrder()))
                .orElseThrow();

        meets(evaluated("eval", "run", "--json"), epochs.getLast());
        meets(evaluated("eval", "run", "--json", "--weights", "best"), best);
        meets(evaluated("eval", "run", "--json", "--threads", "1"), epochs.getLast());
    }

    @Test
    void endsWithOneJsonObjectOfItsKeys() throws IOException {
        train("--epochs", "1");
        JsonNode json = evaluated("eval", "run", "--json");

        assertThat(json.fieldNames()).toIterable().containsExactly("step", "examples", "loss", "accuracy", "model_remaining",
                "layer_remaining", "seconds");
        assertThat(json.get("examples").asInt()).isEqualTo(40);
        assertThat(json.get("step").asInt()).isEqualTo(3);
        assertThat(json.get("layer_remaining").fieldNames()).toIterable().containsExactly("hidden", "out");
    }

    @Test
    void tellsPeopleTheSame() throws IOException {
        train("--epochs", "2");
        double accuracy = evaluated("eval", "run", "--json").get("accuracy").asDouble();
        Result result = cli.run("eval", "run");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("test accuracy", Texts.percent(accuracy), "40 examples of digits.safetensors", "last weights after step 6",
                "hidden", "remaining");
    }

    @Test
    void refusesWhatItCannotEvaluate() throws IOException {
        train("--epochs", "1");
        refused("'newest' is none of best, last", "eval", "run", "--weights", "newest");
        refused("--threads: 0", "eval", "run", "--threads", "0");
        refused("RUN", "eval");
        refused("nowhere: is no run folder", "eval", "nowhere");
        Files.delete(folder.resolve("run/weights-best.safetensors"));
        refused("holds no weights-best.safetensors", "eval", "run", "--weights", "best");
        Path last = folder.resolve("run/weights-last.safetensors");
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length / 2));
        refused("weights-last.safetensors", "eval", "run");
        cli.tensors(160, 44);
        refused("was trained on other data than digits.safetensors", "eval", "run");
        Files.delete(folder.resolve("digits.safetensors"));
        refused("digits.safetensors", "eval", "run");
    }

    @Test
    void refusesARunWithoutATestSet() {
        cli.tensors(160);
        train("--epochs", "1");

        refused("holds no test examples", "eval", "run");
        refused("holds no weights-best.safetensors", "eval", "run", "--weights", "best");
    }

    private void train(String... options) {
        String[] words = Stream.concat(Stream.of("train", "--model-file", "small-8.json", "--tensors",
                "digits.safetensors", "--batch", "64", "--out", "run"), Stream.of(options)).toArray(String[]::new);
        assertThat(cli.run(words).exit()).isZero();
    }

    private JsonNode evaluated(String... words) throws IOException {
        Result result = cli.run(words);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        return new ObjectMapper().readTree(result.out());
    }

    private static void meets(JsonNode json, EpochRow row) {
        assertThat((float) json.get("accuracy").asDouble()).isEqualTo((float) row.testAccuracy());
        assertThat(json.get("loss").asDouble()).isCloseTo(row.testLoss(), within(1e-6 * row.testLoss()));
        assertThat(json.get("step").asInt()).isEqualTo(row.step());
        assertThat((float) json.get("model_remaining").asDouble()).isEqualTo((float) row.modelRemaining());
    }

    private void refused(String named, String... words) {
        List<String> before = cli.inventory();
        Result result = cli.run(words);

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(cli.inventory()).as("nothing lost, nothing left behind").isEqualTo(before);
    }
}
