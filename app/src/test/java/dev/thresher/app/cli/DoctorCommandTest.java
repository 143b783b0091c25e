package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.app.cli.CliFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path temp;
    private Path folder;

    /** One below the temporary folder, beside which 'shared/datasets' of somebody else may lie. */
    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("work"));
    }

    @Test
    void tellsWhatARunWillUseAndLeavesNothingBehind() {
        CliFixture cli = new CliFixture(folder);
        List<String> before = cli.inventory();
        Result result = cli.run("doctor");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("ok       processor", "backend    a run computes on CPU, SIMD", "GPU", "memory", "runs       run folders go into "
                + folder.resolve("runs"), "settings are kept in " + folder.resolve("home/settings"), "note     display    no window: none in tests",
                "→ thresher datasets fetch mnist");
        assertThat(cli.inventory()).isEqualTo(before);
    }

    @Test
    void aProblemIsAlsoTheLastLineOfErrorsAndTheExitCode() {
        CliFixture cli = new CliFixture(folder);
        cli.environment = Map.of("THRESHER_DATA", folder.resolve("nowhere").toString());
        Result result = cli.run("doctor");

        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("thresher: data: " + folder.resolve("nowhere") + " is no folder; ");
        assertThat(result.out()).contains("problem  data");
    }

    @Test
    void printsJson() throws Exception {
        CliFixture cli = new CliFixture(folder);
        cli.display = true;
        JsonNode findings = new JsonMapper().readTree(cli.run("doctor", "--json").out()).at("/findings");

        assertThat(findings).extracting(one -> one.at("/subject").asText()).contains("processor", "GPU", "display");
        assertThat(findings).extracting(one -> one.at("/level").asText()).contains("ok").isSubsetOf("ok", "note", "problem");
        assertThat(findings).allSatisfy(one -> assertThat(one.at("/text").asText()).isNotEmpty());
    }
}
