package dev.thresher.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedLayer;
import dev.thresher.engine.model.spec.ShapedModel;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks behind the golden trajectories, described in this project's format: their tensors have those names and shapes. */
class GoldenDescriptionsTest {
    private static final Path GOLDEN = Path.of("../../shared/golden");

    @ParameterizedTest
    @CsvSource({"vgg-tiny, 3, 32", "wrn-10-1, 3, 32", "lstm-16, 1, 28"})
    void tensors(String name, int channels, int side) throws URISyntaxException {
        ModelSpec spec = ModelJson.read(Path.of(getClass().getResource(name + ".json").toURI()));
        ShapedModel model = ShapedModel.of(spec, new ImageShape(channels, side, side), 10);
        Path file = GOLDEN.resolve(name + ".safetensors");
        Assumptions.assumeTrue(Files.exists(file), "no golden files at ../shared/golden");
        TensorFile golden = SafeTensors.read(file);
        List<String> thresholds = new ArrayList<>();
        for (ShapedLayer layer : model.layers()) {
            String prefix = "init." + layer.name();
            int features = layer.input().size();
            switch (layer.operation()) {
                case Operation.Linear o -> {
                    assertThat(golden.shape(prefix + ".weight")).containsExactly(layer.output().size(), features);
                    assertThat(golden.contains(prefix + ".bias")).isEqualTo(o.bias());
                    assertThat(golden.contains(prefix + ".threshold")).isEqualTo(o.masked());
                }
                case Operation.Conv o -> {
                    Window window = layer.window();
                    assertThat(golden.shape(prefix + ".weight")).containsExactly(o.filters(), window.channels(), window.kernelHeight(),
                            window.kernelWidth());
                    assertThat(golden.contains(prefix + ".bias")).isEqualTo(o.bias());
                }
                case Operation.BatchNorm o -> {
                    assertThat(golden.shape(prefix + ".running_mean")).containsExactly(layer.channels());
                    assertThat(golden.floats(prefix + ".weight")).containsOnly((float) o.scale());
                }
                case Operation.Lstm o -> {
                    assertThat(golden.shape(prefix + ".weight_xi")).containsExactly(layer.sequence().features(), o.hidden());
                    for (String gate : List.of("i", "f", "u", "o")) {
                        thresholds.add(layer.name() + ".threshold_x" + gate);
                        thresholds.add(layer.name() + ".threshold_h" + gate);
                    }
                }
                default -> assertThat(golden.names()).as(layer.name()).noneMatch(tensor -> tensor.startsWith(prefix + "."));
            }
            if (golden.contains(prefix + ".threshold")) {
                thresholds.add(layer.name() + ".threshold");
            }
        }
        assertThat(String.join(",", thresholds)).as("order of the masked weights").isEqualTo(golden.metadata("thresholds"));
    }
}
