package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.engine.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --change} and {@code train --repeat}: what changes in the middle of a run is planned, and made again. */
class RepeatTest {
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

    private Result train(String... more) {
        String[] base = {"train", "--model-file", network, "--tensors", "digits.safetensors", "--steps", "9", "--out", "run"};
        String[] all = java.util.Arrays.copyOf(base, base.length + more.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return cli.run(all);
    }

    @Test
    void aRunWithChangesIsRepeatedBitByBit() throws IOException {
        assertThat(train("--change", "learning-rate=0.002@3,freeze@5", "--change", "alpha=0.5@2").exit()).isZero();
        assertThat(RecordedRun.open(folder.resolve("run")).log().steps().column("learning_rate").get(3)).isEqualTo(0.002f);
        assertThat(Files.readString(folder.resolve("run/events.csv"))).contains("alpha,0.5", "learning_rate,0.002", "freeze,");

        Result again = cli.run("train", "--repeat", "run", "--out", "again");
        assertThat(again.exit()).isZero();
        assertThat(again.errLines().getFirst()).endsWith("run, with its changes: alpha=0.5@2, learning-rate=0.002@3, freeze@5.");
        assertThat(folder.resolve("again/steps.csv")).hasSameBinaryContentAs(folder.resolve("run/steps.csv"));
        assertThat(folder.resolve("again/weights-last.safetensors")).hasSameBinaryContentAs(folder.resolve("run/weights-last.safetensors"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--change|alpha@3|--change: 'alpha@3' is no change; write alpha=1e-3@500",
        "--change|freeze@9|--change: freeze@9 is never reached, for the run ends after step 9; name an earlier step or train longer",
        "--change|learning-rate=0@1|--change: learning-rate=0@1: 0.0 is not above 0; try 0.01"})
    void aChangeThatCannotBe(String option, String value, String said) {
        Result result = train(option, value);
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines().getLast()).contains(said);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void whatDoesNotGoWithRepeat() {
        train();
        assertRefused("--seed: a repeated run keeps its settings; leave it out", "--seed", "3");
        assertRefused("MODEL: a repeated run has its own; leave it out", "vgg-16");
        assertRefused("--repeat: the run is also to be resumed; give one of --resume and --repeat", "--resume", "run");
        cli.tensors(160, 20);
        assertRefused("was trained on other data than", "--out", "other");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(cli.run("train", "--repeat", "nothing").errLines().getLast()).contains("is no run folder");
    }

    private void assertRefused(String said, String... more) {
        String[] all = java.util.Arrays.copyOf(new String[] {"train", "--repeat", "run"}, 3 + more.length);
        System.arraycopy(more, 0, all, 3, more.length);
        Result result = cli.run(all);
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.errLines().getLast()).contains(said);
    }
}
