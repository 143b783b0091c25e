package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of damage to a run folder is one line that names the file, and the line where there is one. */
class DamagedRunTest {
    @TempDir
    Path folder;

    @BeforeEach
    void record() {
        Experiment experiment = Tiny.experiment();
        Path run = folder.resolve("run");
        try (Trainer trainer = new Trainer(experiment, Tiny.data(16, 4), RunFolder.create(run, experiment, "sha256:x"))) {
            trainer.run();
        }
        folder = run;
    }

    private static void assertOneLine(ThrowingCallable code, String... parts) {
        assertThatThrownBy(code).isInstanceOf(UserError.class).satisfies(e ->
                assertThat(e.getMessage()).contains(parts).doesNotContain("\n").doesNotContain("Exception"));
    }

    private void assertDamaged(String file, String... parts) {
        List<String> all = new ArrayList<>(List.of(parts));
        all.add(folder.resolve(file).toString());
        assertOneLine(() -> RecordedRun.open(folder), all.toArray(String[]::new));
    }

    private void line(String file, int number, String text) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(file)));
        lines.set(number - 1, text);
        Files.write(folder.resolve(file), lines);
    }

    @Test
    void noRunFolder() throws IOException {
        Files.delete(folder.resolve("experiment.json"));
        assertOneLine(() -> RecordedRun.open(folder), folder + ": is no run folder: it holds no experiment.json");
        assertOneLine(() -> RecordedRun.open(folder.resolve("none")), folder.resolve("none") + ": is no run folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps.csv", "epochs.csv", "events.csv"})
    void aMissingLog(String file) throws IOException {
        Files.delete(folder.resolve(file));
        assertDamaged(file, "cannot be read", "does not exist");
    }

    @Test
    void brokenJson() throws IOException {
        String text = Files.readString(folder.resolve("experiment.json"));
        Files.writeString(folder.resolve("experiment.json"), text.replace("\"model\" :", "\"model\" ;"));
        assertDamaged("experiment.json", ", line 3: ");
        Files.writeString(folder.resolve("experiment.json"), text.substring(0, text.length() / 2));
        assertDamaged("experiment.json", ", line ");
        Files.writeString(folder.resolve("experiment.json"), text.replace("\"dst\"", "\"magic\""));
        assertDamaged("experiment.json", ", line ", "magic");
        Files.writeString(folder.resolve("experiment.json"), text.replaceFirst("\"epochs\" : \\d+", "\"epochs\" : null"));
        assertDamaged("experiment.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "7", "{\"experiment\":null,\"provenance\":null}", "{\"experiment\":{},\"provenance\":{}}",
            "{\"experiment\":{\"model\":\"x\"},\"provenance\":{\"layers\":[]}}"})
    void jsonOfSomethingElse(String text) throws IOException {
        Files.writeString(folder.resolve("experiment.json"), text);
        assertDamaged("experiment.json");
    }

    /** Each part of an experiment that readers rely on. */
    @ParameterizedTest
    @ValueSource(strings = {"model", "dataset", "kind", "threshold", "estimator", "backend", "data", "method", "optimiser",
            "execution"})
    void anExperimentThatLacksAPart(String part) throws IOException {
        Path file = folder.resolve("experiment.json");
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        var tree = json.readTree(file.toFile());
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree.findParent(part)).remove(part);
        json.writeValue(file.toFile(), tree);
        assertDamaged("experiment.json", "lacks a part of the experiment; open another run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "{\"state\":\"gone\"}"})
    void aBrokenSummary(String text) throws IOException {
        RecordedRun run = RecordedRun.open(folder);
        Files.writeString(folder.resolve("summary.json"), text);
        assertOneLine(run::summary, folder.resolve("summary.json").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', value = {
            "steps.csv;  step,epoch,loss;                       1; expected the columns step,epoch,learning_rate,loss",
            "steps.csv;  ||;                                    1; expected the columns",
            "epochs.csv; epoch,step;                            1; expected the columns epoch,step,seconds",
            "events.csv; a,b,c,d;                               1; expected the columns step,seconds,event,detail",
            "steps.csv;  1,1,0.05;                              2; 3 values for 18 columns",
            "steps.csv;  ||;                                    3; 1 values for 18 columns",
            "steps.csv;  2,1,0.05,1,1,403,1,1,1,1,1;            3; 11 values for 18 columns",
            "steps.csv;  2,1,fast,1,1,403,1,1,1,1,0,0,0,0,0,0,0,0;  3; 'fast' is no number",
            "steps.csv;  3,1,0.05,1,1,403,1,1,1,1,0,0,0,0,0,0,0,0;  3; step 3 where step 2 belongs",
            "steps.csv;  1,1,0.05,1,1,403,1,1,1,1,0,0,0,0,0,0,0,0;  3; step 1 where step 2 belongs",
            "steps.csv;  two,1,0.05,1,1,403,1,1,1,1,0,0,0,0,0,0,0,0;   3; 'two' is no number",
            "epochs.csv; 1,2,0.1,much,1,1,1,1,1,1;              2; 'much' is no number",
            "epochs.csv; 1,2,0.1;                               2; 3 values for 10 columns",
            "events.csv; 0,0.0,exploded,;                       2; unknown event 'exploded'",
            "events.csv; 0,soon,started,;                       2; 'soon' is no number",
            "events.csv; 0,0.0,\"started\"x,;                   2; Unexpected character after closing quote: 'x'"})
    void aDamagedLine(String file, String text, int number, String message) throws IOException {
        line(file, number, text);
        assertDamaged(file, ", line " + number + ": ", message, "; remove or mend the line, or open another run");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Files.write(folder.resolve("steps.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});
        assertDamaged("steps.csv", ", line 1: expected the columns");
    }

    @Test
    void aFileThatBecomesShorterIsDamagedForGood() throws IOException {
        RecordedRun run = RecordedRun.open(folder);
        Path steps = folder.resolve("steps.csv");
        byte[] all = Files.readAllBytes(steps);
        Files.write(steps, java.util.Arrays.copyOf(all, all.length - 5));
        assertOneLine(run::poll, steps + ", line 5: it became shorter than it was");
        Files.write(steps, all);
        assertOneLine(run::poll, steps.toString());
    }

    @Test
    void linesAreCountedFromTheBeginOfTheFile() throws IOException {
        RecordedRun run = RecordedRun.open(folder);
        Path steps = folder.resolve("steps.csv");
        Files.writeString(steps, "5,3,0.05,1,1,403,1,1,1,1,0,0,0,0,0,0,0,0\n\"6\"6,3\n", java.nio.file.StandardOpenOption.APPEND);
        assertOneLine(run::poll, steps + ", line 7: Unexpected character after closing quote: '6' (0x36); remove");
    }

    /** Otherwise the rows after the damaged one would silently be missing. */
    @Test
    void damageSeenOnceIsToldAgain() throws IOException {
        RecordedRun run = RecordedRun.open(folder);
        Path events = folder.resolve("events.csv");
        Files.writeString(events, "9,1.0,exploded,\n9,2.0,reset,fc1\n", java.nio.file.StandardOpenOption.APPEND);
        assertOneLine(run::poll, events.toString(), "unknown event 'exploded'");
        Files.writeString(events, "10,3.0,reset,fc2\n", java.nio.file.StandardOpenOption.APPEND);
        assertOneLine(run::poll, events.toString(), "unknown event 'exploded'");
    }
}
