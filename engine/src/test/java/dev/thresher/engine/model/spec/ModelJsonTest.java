package dev.thresher.engine.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks come back from a file as they were written, and from any order of layers in one that can be computed. */
class ModelJsonTest {
    @TempDir
    Path temp;

    private ModelSpec read(String text) throws IOException {
        return ModelJson.read(Files.writeString(temp.resolve("net.json"), text));
    }

    private static List<String> names(ModelSpec spec) {
        return spec.layers().stream().map(LayerSpec::name).toList();
    }

    @Test
    void defaults() throws IOException {
        ModelSpec spec = read("""
                {"layers": [{"type": "conv", "filters": 8, "kernel": 3}, {"type": "batch-norm"}, {"type": "relu"},
                  {"type": "max-pool", "kernel": [2, 3]}, {"type": "average-pool", "kernel": 2}, {"type": "dropout"}, {"type": "relu"},
                  {"type": "flatten"}, {"name": "fc", "type": "linear", "outputs": "classes"}]}""");
        assertThat(spec.name()).isEqualTo("net");
        assertThat(spec.input()).isNull();
        assertThat(names(spec)).containsExactly("conv1", "batch-norm1", "relu1", "max-pool1", "average-pool1", "dropout1", "relu2",
                "flatten1", "fc");
        assertThat(spec.layers()).extracting(LayerSpec::operation).containsExactly(
                new Operation.Conv(8, 3, 3, 1, 1, 0, 0, true, true, Double.NaN), new Operation.BatchNorm(0.1, 1e-5, 1),
                new Operation.Relu(), new Operation.MaxPool(2, 3, 2, 3, 0, 0), new Operation.AveragePool(2, 2, 2, 2, 0, 0),
                new Operation.Dropout(0.5), new Operation.Relu(), new Operation.Flatten(),
                new Operation.Linear(Operation.CLASSES, true, true, Double.NaN));
        assertThat(spec.layers()).extracting(LayerSpec::inputs).startsWith(List.of("images"), List.of("conv1"), List.of("batch-norm1"));
    }

    @Test
    void everyFieldComesBack() throws IOException {
        ModelSpec spec = new ModelSpec("a \"b\" \\ é", List.of(1, 28, 30), List.of(
                layer("a", "images", new Operation.Conv(3, 1, 2, 3, 4, 5, 6, false, false, 0.25)),
                layer("b", "a", new Operation.BatchNorm(0.2, 1e-3, 0.5)),
                layer("c", "b", new Operation.MaxPool(2, 3, 1, 2, 1, 0)),
                layer("d", "b", new Operation.AveragePool(4, 4, 4, 4, 2, 2)),
                new LayerSpec("e", List.of("c", "d"), new Operation.Add()),
                layer("f", "e", new Operation.Dropout(0.1 + 0.2)),
                layer("g", "f", new Operation.GlobalAveragePool()),
                layer("h", "g", new Operation.Linear(17, false, false, 1e-7)),
                layer("i", "images", new Operation.Lstm(5)),
                layer("j", "i", new Operation.LastStep()),
                layer("k", "j", new Operation.Linear(17, true, true, Double.NaN)),
                new LayerSpec("l", List.of("k", "h"), new Operation.Add()),
                layer("m", "l", new Operation.Relu()),
                layer("n", "m", new Operation.Flatten())));
        Path file = temp.resolve("folder/net.json");
        ModelJson.write(file, spec);
        assertThat(ModelJson.read(file)).isEqualTo(spec);
        assertThat(Files.readString(file)).isEqualTo(ModelJson.write(spec)).endsWith("]}\n");
        assertThat(ModelJson.write(ModelJson.read(file))).isEqualTo(ModelJson.write(spec));
    }

    private static LayerSpec layer(String name, String input, Operation operation) {
        return new LayerSpec(name, List.of(input), operation);
    }

    @Test
    void oneLayerALineAndDefaultsLeftOut() {
        ModelSpec spec = new ModelSpec("small", null, List.of(
                layer("conv1", "images", new Operation.Conv(8, 3, 3, 1, 1, 1, 1, true, true, Double.NaN)),
                layer("pool", "conv1", new Operation.MaxPool(2, 2, 2, 2, 0, 0)),
                layer("flat", "pool", new Operation.Flatten()),
                layer("fc", "flat", new Operation.Linear(Operation.CLASSES, true, false, 0.1))));
        assertThat(ModelJson.write(spec)).isEqualTo("""
                {"name": "small", "layers": [
                  {"name": "conv1", "type": "conv", "filters": 8, "kernel": 3, "padding": 1},
                  {"name": "pool", "type": "max-pool", "kernel": 2},
                  {"name": "flat", "type": "flatten"},
                  {"name": "fc", "type": "linear", "outputs": "classes", "masked": false, "init": 0.1}
                ]}
                """);
    }

    @Test
    void layersInAnyOrder() throws IOException {
        ModelSpec spec = read("""
                {"layers": [{"name": "z", "type": "linear", "outputs": "classes", "inputs": "sum"},
                  {"name": "sum", "type": "add", "inputs": ["right", "left"]},
                  {"name": "right", "type": "relu", "inputs": ["flat"]},
                  {"name": "left", "type": "dropout", "inputs": ["flat"]},
                  {"name": "flat", "type": "flatten", "inputs": ["images"]}]}""");
        assertThat(names(spec)).containsExactly("flat", "right", "left", "sum", "z");
        assertThat(spec.layers().get(3).inputs()).containsExactly("right", "left");
    }

    @Test
    void aThousandLayersInReverse() throws IOException {
        StringBuilder text = new StringBuilder("{\"layers\": [");
        for (int i = 1000; i > 0; i--) {
            text.append("{\"name\": \"r").append(i).append("\", \"type\": \"relu\", \"inputs\": \"").append(i == 1 ? "images" : "r" + (i - 1))
                    .append(i == 1 ? "\"}" : "\"},");
        }
        assertThat(names(read(text + "]}"))).startsWith("r1", "r2").endsWith("r999", "r1000");
    }

    @Test
    void whereItCannotBeReadOrWritten() throws IOException {
        assertThatThrownBy(() -> ModelJson.read(temp.resolve("none.json"))).isInstanceOf(UserError.class)
                .hasMessageContaining("none.json: cannot be read").hasMessageNotContaining("\n");
        Path file = Files.writeString(temp.resolve("file"), "");
        ModelSpec spec = new ModelSpec("n", null, List.of(layer("r", "images", new Operation.Relu())));
        assertThatThrownBy(() -> ModelJson.write(file.resolve("net.json"), spec)).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be written").hasMessageNotContaining("\n");
    }
}
