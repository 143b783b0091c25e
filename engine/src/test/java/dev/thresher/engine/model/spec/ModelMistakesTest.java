package dev.thresher.engine.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a model file are told in one line: the file, the place, what was expected, all of them at once. */
class ModelMistakesTest {
    @TempDir
    Path temp;

    /** What is said behind the file's name. */
    private String message(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("net.json"), text);
        UserError error = catchThrowableOfType(UserError.class, () -> ModelJson.read(file));
        assertThat(error).as(text).isNotNull();
        assertThat(error.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        return error.getMessage().substring(file.toString().length()).replaceFirst("^: ", "");
    }

    /** Entries are written with apostrophes; the faulty one is the second of three. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'type': 'convv', 'filters': 3, 'kernel': 3 | layers[1].type: no type 'convv' (did you mean 'conv'?); known: linear, conv,",
        "'type': 'transformer' | layers[1].type: no type 'transformer'; known: linear,",
        "'type': 7 | layers[1].type: expected one of linear, conv, batch-norm, relu, max-pool, average-pool, global-average-pool, flatten, dropout, add, lstm, last-step, found 7",
        "'name': 'x' | layers[1].type: missing; expected one of linear",
        "'type': 'conv', 'filtres': 3, 'filters': 3, 'kernel': 3 | layers[1].filtres: no such field of conv (did you mean 'filters'?); known: type, name, inputs, filters,",
        "'type': 'conv', 'kernel': 3 | layers[1].filters: missing; expected a whole number of at least 1",
        "'type': 'conv', 'filters': 0, 'kernel': 3 | layers[1].filters: expected a whole number of at least 1, found 0",
        "'type': 'conv', 'filters': 3.5, 'kernel': 3 | layers[1].filters: expected a whole number of at least 1, found 3.5",
        "'type': 'conv', 'filters': 3000000000, 'kernel': 3 | layers[1].filters: expected a whole number of at most 1,000,000, found 3000000000",
        "'type': 'conv', 'filters': 3, 'kernel': 'x' | layers[1].kernel: expected a whole number of at least 1, or two of them, found 'x'",
        "'type': 'conv', 'filters': 3, 'kernel': [3] | layers[1].kernel: expected a whole number of at least 1, or two of them, found [3]",
        "'type': 'conv', 'filters': 3, 'kernel': 3, 'padding': -1 | layers[1].padding: expected a whole number of at least 0, or two of them, found -1",
        "'type': 'conv', 'filters': 3, 'kernel': 3, 'stride': 0 | layers[1].stride: expected a whole number of at least 1",
        "'type': 'conv', 'filters': 3, 'kernel': 3, 'bias': 1 | layers[1].bias: expected true or false, found 1",
        "'type': 'max-pool', 'kernel': 2, 'padding': 2 | layers[1].padding: expected at most half the kernel, found 2",
        "'type': 'linear' | layers[1].outputs: missing; expected a whole number of at least 1, or 'classes'",
        "'type': 'linear', 'outputs': 'class' | layers[1].outputs: expected a whole number of at least 1, or 'classes', found 'class'",
        "'type': 'linear', 'outputs': -1 | layers[1].outputs: expected a whole number of at least 1, found -1",
        "'type': 'linear', 'outputs': 3, 'init': -0.1 | layers[1].init: expected a number of at least 0: initial weights are uniform in ± this, found -0.1",
        "'type': 'batch-norm', 'momentum': 0 | layers[1].momentum: expected a number above 0, at most 1, found 0",
        "'type': 'batch-norm', 'epsilon': 0 | layers[1].epsilon: expected a number above 0, found 0",
        "'type': 'batch-norm', 'scale': 'big' | layers[1].scale: expected a number above 0, found 'big'",
        "'type': 'dropout', 'rate': 1 | layers[1].rate: expected a number of at least 0, below 1, found 1",
        "'type': 'lstm', 'hidden': true | layers[1].hidden: expected a whole number of at least 1, found true",
        "'type': 'relu', 'name': 'a b' | layers[1].name: expected up to 100 letters, digits, dots, hyphens or underscores, found 'a b'",
        "'type': 'relu', 'name': 'images' | layers[1].name: 'images' is what the network is given; choose another name",
        "'type': 'relu', 'name': 'first' | layers[1].name: 'first' is the name of layers[0] too",
        "'type': 'relu', 'inputs': [] | layers[1].inputs: expected a list of names of layers, at least one, found []",
        "'type': 'relu', 'inputs': [3] | layers[1].inputs: expected a list of names of layers, at least one, found [3]",
        "'type': 'relu', 'inputs': ['frist'] | layers[1].inputs[0]: no layer 'frist' (did you mean 'first'?)",
        "'type': 'relu', 'inputs': ['first', 'images'] | layers[1].inputs: relu takes one input, here are 2; join them with an add first",
        "'type': 'add' | layers[1].inputs: add takes two or more inputs, and here are none named",
        "'type': 'add', 'inputs': 'first' | layers[1].inputs: add takes two or more inputs, here is one",
    })
    void inALayer(String fields, String expected) throws IOException {
        String text = "{'layers': [{'name': 'first', 'type': 'relu'}, {" + fields.strip() + "}, {'type': 'linear', 'outputs': 2}]}";
        assertThat(message(text.replace('\'', '"')).replace('"', '\'')).startsWith(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "[] | expected an object",
        "~ ~ | expected an object",
        "{} | layers: missing; expected a list of layers, at least one",
        "{'layers': []} | layers: expected a list of layers, at least one, found []",
        "{'layers': [3, {'type': 'relu'}]} | layers[0]: expected an object {…}, found 3",
        "{'layers': [{'type': 'relu'}], 'name': ''} | name: expected a name of up to 100 characters, found ''",
        "{'layers': [{'type': 'relu'}], 'input': [3, 32]} | input: expected [channels, height, width], three whole numbers of at least 1, found [3,32]",
        "{'layers': [{'type': 'relu'}], 'inputs': [3, 32, 32]} | inputs: no such field of a network (did you mean 'input'?); known: name, input, layers",
    })
    void inTheFile(String text, String expected) throws IOException {
        assertThat(message(text.replace('\'', '"')).replace('"', '\'')).startsWith(expected);
    }

    @Test
    void syntaxIsToldWithLineAndColumn() throws IOException {
        assertThat(message("{\"layers\": [\n  {\"type\": relu}]}")).startsWith(", line 2, column ").contains("no JSON").contains("relu");
        assertThat(message("{\"layers\": [\n  {\"type\": \"relu\"}")).startsWith(", line 2, column ");
        assertThat(message("{\"layers\": [{\"type\": \"relu\", \"type\": \"add\"}]}")).startsWith(", line 1, column ").contains("Duplicate");
        assertThat(message("{\"layers\": [{\"type\": \"relu\"}]} x")).startsWith(", line 1, column ");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path file = Files.write(temp.resolve("net.json"), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        assertThat(catchThrowableOfType(UserError.class, () -> ModelJson.read(file))).hasMessageStartingWith(file.toString())
                .hasMessageContaining("UTF-8");
    }

    @Test
    void allAtOnce() throws IOException {
        assertThat(message("""
                {"layers": [{"name": "conv2", "type": "conv", "filters": 3, "kernel": "x"},
                  {"type": "relu", "inputs": ["cnv2"]},
                  {"type": "linaer", "outputs": 3}]}"""))
                .startsWith("layers[0].kernel: expected a whole number of at least 1, or two of them, found \"x\"; "
                        + "layers[2].type: no type \"linaer\" (did you mean 'linear'?)")
                .contains("; layers[1].inputs[0]: no layer 'cnv2' (did you mean 'conv2'?)");
    }

    @Test
    void aLongListIsCut() throws IOException {
        StringBuilder text = new StringBuilder("{\"layers\": [0");
        text.repeat(", 0", 99);
        assertThat(message(text + "]}")).contains("layers[11]: ").doesNotContain("layers[12]: ").endsWith("; and 88 more");
    }

    @Test
    void aCircleIsNamed() throws IOException {
        assertThat(message("""
                {"layers": [{"name": "in", "type": "relu"}, {"name": "a", "type": "add", "inputs": ["in", "c"]},
                  {"name": "b", "type": "relu"}, {"name": "c", "type": "relu"}, {"name": "end", "type": "relu"}]}"""))
                .isEqualTo("layers[1].inputs: goes in a circle: a takes from c takes from b takes from a");
        assertThat(message("{\"layers\": [{\"name\": \"a\", \"type\": \"relu\", \"inputs\": \"a\"}]}"))
                .isEqualTo("layers[0].inputs: goes in a circle: a takes from a");
    }

    @Test
    void anEntryNobodyUses() throws IOException {
        assertThat(message("""
                {"layers": [{"name": "a", "type": "relu"}, {"name": "left", "type": "relu"},
                  {"name": "b", "type": "relu", "inputs": "a"}]}"""))
                .isEqualTo("layers[1]: nobody takes from 'left'; name it in the inputs of another layer, or leave it out");
    }

    @Test
    void moreThanOneEnd() throws IOException {
        assertThat(message("""
                {"layers": [{"name": "x", "type": "relu", "inputs": "a"}, {"name": "y", "type": "relu", "inputs": "a"},
                  {"name": "a", "type": "relu", "inputs": "images"}]}"""))
                .startsWith("layers: more than one end: 'x' (layers[0]), 'y' (layers[1]); ");
    }
}
