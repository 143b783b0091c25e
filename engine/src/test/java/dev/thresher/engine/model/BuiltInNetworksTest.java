package dev.thresher.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ModelTable;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The built-in networks have the sizes that are published, and are descriptions like any other. */
class BuiltInNetworksTest {
    static final List<String> LISTED = ModelNames.LISTED;

    @TempDir
    Path temp;

    /**
     * Numbers of parameters: those of LeNets as the literature has them, of WideResNets on 10 classes and of ResNets on 1000 as their
     * authors' and torchvision's code reports, of VGG and LSTM counted by hand.
     */
    @ParameterizedTest
    @CsvSource({"lenet-300-100, 1, 28, 10, 266610, 266200", "lenet-5-caffe, 1, 28, 10, 431080, 430500",
        "lstm-a, 1, 28, 10, 213258, 210944", "lstm-b, 1, 28, 10, 819722, 815104",
        "vgg-11, 3, 32, 10, 9492042, 9484992", "vgg-13, 3, 32, 10, 9676746, 9669312", "vgg-16, 3, 32, 10, 14987722, 14977728",
        "vgg-19, 3, 32, 10, 20298698, 20286144", "wrn-16-8, 3, 32, 10, 10961370, 10954160", "wrn-16-10, 3, 32, 10, 17116634, 17107632",
        "wrn-28-8, 3, 32, 10, 23354842, 23340464", "wrn-28-10, 3, 32, 10, 36479194, 36461232",
        "resnet-18, 3, 224, 1000, 11689512, 11678912", "resnet-34, 3, 224, 1000, 21797672, 21779648",
        "resnet-50, 3, 224, 1000, 25557032, 25502912"})
    void numberOfParameters(String name, int channels, int side, int classes, long parameters, long masked) {
        ModelTable table = ModelTable.of(Models.spec(name), new ImageShape(channels, side, side), classes);
        assertThat(table.parameters()).isEqualTo(parameters);
        assertThat(table.maskedParameters()).isEqualTo(masked);
        assertThat(table.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @FieldSource("LISTED")
    void aFileOfEachSaysTheSame(String name) {
        ModelSpec spec = Models.spec(name);
        Path file = temp.resolve(name + ".json");
        ModelJson.write(file, spec);
        assertThat(ModelJson.read(file)).isEqualTo(spec);
        assertThat(Models.spec(Experiment.standard().withModelFile(file.toString()))).isEqualTo(spec);
        assertThat(Models.spec(Experiment.standard().withModel(name))).isEqualTo(spec);
    }

    @Test
    void listed() {
        assertThat(Models.listed()).extracting(Models.Listed::name).isEqualTo(ModelNames.LISTED);
        assertThat(Models.listed()).extracting(Models.Listed::description).doesNotHaveDuplicates().allMatch(text -> !text.contains("\n"));
        assertThat(Models.listed()).filteredOn(m -> m.name().equals("wrn-16-8")).containsExactly(
                new Models.Listed("wrn-16-8", "WideResNet of depth 16, 8 times as wide as a ResNet", "cifar-10"));
    }

    @Test
    void theGoldenWideResNetIsOneOfThem() throws URISyntaxException {
        ModelSpec file = ModelJson.read(Path.of(getClass().getResource("wrn-10-1.json").toURI()));
        assertThat(Models.spec("wrn-10-1").layers()).isEqualTo(file.layers());
    }

    @Test
    void shortcutsOfAWideResNet() {
        List<LayerSpec> layers = Models.spec("wrn-16-1").layers();
        assertThat(inputs(layers, "block1.layer.0.add")).containsExactly("block1.layer.0.conv2", "conv1");
        assertThat(inputs(layers, "block2.layer.0.convShortcut")).containsExactly("block2.layer.0.relu1");
        assertThat(inputs(layers, "block2.layer.0.add")).containsExactly("block2.layer.0.conv2", "block2.layer.0.convShortcut");
        assertThat(inputs(layers, "block2.layer.1.add")).containsExactly("block2.layer.1.conv2", "block2.layer.0.add");
        assertThat(Models.spec("wrn-16-2").layers()).extracting(LayerSpec::name).contains("block1.layer.0.convShortcut");
    }

    @Test
    void shortcutsOfAResNet() {
        List<LayerSpec> layers = Models.spec("resnet-50").layers();
        assertThat(inputs(layers, "layer1.0.downsample.0")).containsExactly("maxpool");
        assertThat(inputs(layers, "layer1.0.add")).containsExactly("layer1.0.bn3", "layer1.0.downsample.1");
        assertThat(inputs(layers, "layer1.1.add")).containsExactly("layer1.1.bn3", "layer1.0.relu");
        assertThat(Models.spec("resnet-18").layers()).extracting(LayerSpec::name).doesNotContain("layer1.0.downsample.0")
                .contains("layer2.0.downsample.0");
    }

    private static List<String> inputs(List<LayerSpec> layers, String name) {
        return layers.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().inputs();
    }

    @ParameterizedTest
    @CsvSource({"lenet-9", "vgg-12", "resnet-101", "wrn-16-0", "wrn-17-1", "wrn-4-1"})
    void anUnknownModel(String name) {
        assertThatThrownBy(() -> Models.spec(name)).isInstanceOf(UserError.class).hasMessage("no model '" + name + "'; known: "
                + String.join(", ", ModelNames.LISTED) + " and any other wrn-D-K");
    }
}
