package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.app.cli.CliFixture.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path folder;
    private CliFixture cli;
    private String network;

    @BeforeEach
    void network() {
        cli = new CliFixture(folder);
        network = cli.network(12);
    }

    @Test
    void printsATableAndTellsHowFarItIs() throws Exception {
        Result result = cli.run("bench", "--model-file", network, "--seconds", "0.01", "--remaining", "1,0.1", "--threads", "2,1", "--chart", "step.svg");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("small-12, batch 64; CPU, SIMD", "With 2 threads", "With 1 thread", "training step", "evaluation of 256",
                "100.00 %", "bytes allocated", "masking adds", "hidden", "12×784×64", "1024³", "multiply-adds on registers alone", "live heap");
        assertThat(result.out().lines().filter(line -> line.startsWith("dense  ")).toList()).hasSize(4);
        assertThat(result.errLines().stream().filter(line -> !line.startsWith("Slower than need be")).toList()).hasSize(6).allMatch(line -> line.matches("Measuring (training steps|evaluations|products), [12] threads? …  about .* left in all"));
        assertThat(Files.readString(folder.resolve("step.svg"))).contains("small-12, batch 64, 2 threads", BenchChart.MASKED, BenchChart.DENSE, BenchChart.IDEAL);
    }

    @Test
    void printsJsonThatOtherProgramsReadAndNothingElse() throws Exception {
        Result result = cli.run("bench", "--model-file", network, "--seconds", "0.01", "--remaining", "0.1", "--threads", "1", "--batch", "16", "--json");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(report.at("/batch").asInt()).isEqualTo(16);
        assertThat(report.at("/step_ms_median").asDouble()).isPositive().isEqualTo(report.at("/measured/0/steps/1/milliseconds/median").asDouble());
        assertThat(report.at("/dense_step_ms_median").asDouble()).isPositive();
        assertThat(report.at("/measured/0/masking/share_of_step").isNumber()).isTrue();
        assertThat(report.at("/measured/0/products/0/layers/0").asText()).isEqualTo("hidden");
        assertThat(report.at("/measured/0/products/0/share_of_peak").isNumber()).isTrue();
    }

    @Test
    void redrawsOneLineOnATerminalAndLeavesNothingOfIt() {
        cli.terminal = true;
        Result result = cli.run("bench", "--model-file", network, "--seconds", "0.01", "--remaining", "1", "--threads", "1");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("\r\u001B[KMeasuring training steps, 1 thread").contains("\r\u001B[K");
        assertThat(result.err().substring(result.err().lastIndexOf("\r\u001B[K") + 4)).as("after the last erasure").doesNotContain("Measuring");
        assertThat(result.err().substring(0, result.err().lastIndexOf("\r\u001B[K"))).as("one line").doesNotContain("\n");
    }

    @Test
    void answersByTurns() throws Exception {
        cli.in = "masked-0.1 0\n\ndense 0.001\n";
        Result result = cli.run("bench", "--model-file", network, "--remaining", "0.1", "--threads", "1", "--by-turns");

        assertThat(result.exit()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(new JsonMapper().readTree(lines.getFirst()).at("/items")).extracting(JsonNode::asText).contains("dense", "masked-0.1", "evaluation-dense");
        assertThat(new JsonMapper().readTree(lines.get(1)).at("/item").asText()).isEqualTo("masked-0.1");
        assertThat(new JsonMapper().readTree(lines.get(2)).at("/milliseconds").asDouble()).isPositive();
        for (String wrong : List.of("masked-0.2 1", "dense", "dense soon", "dense -1")) {
            cli.in = wrong;
            Result refused = cli.run("bench", "--model-file", network, "--remaining", "0.1", "--threads", "1", "--by-turns");
            assertThat(refused.exit()).as(wrong).isEqualTo(Cli.USER_ERROR);
            assertThat(refused.errLines()).hasSize(1);
        }
    }
}
