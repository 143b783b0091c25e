package dev.thresher.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.testing.Deviation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported models, run by ONNX Runtime, give the logits that an evaluation by the engine gives. */
class OnnxExportTest {
    private static final ExportOptions FOLDED = ExportOptions.PLAIN.withFoldBatchNorm(true);
    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path temp;

    private OnnxModel export(TrainedNetwork network, Normalisation normalisation, ExportOptions options) throws Exception {
        Path file = temp.resolve("model.onnx");
        OnnxExport.write(network.weights(temp), normalisation, options, file);
        return new OnnxModel(file);
    }

    private static void assertSameLogits(OnnxModel model, TrainedNetwork network) throws Exception {
        for (int count : new int[] {1, 3}) {
            float[] images = network.images(count);
            float[] expected = network.evaluate(images);
            Deviation.assertWithin("logits of " + count, model.run(images, network.model().input()), expected, TOLERANCE);
            if (count > 1) {
                assertThat(Arrays.copyOf(expected, 3)).as("the images matter").isNotEqualTo(Arrays.copyOfRange(expected, 3, 6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain(SmallNetworks small) throws Exception {
        TrainedNetwork network = new TrainedNetwork(small);
        assertSameLogits(export(network, null, ExportOptions.PLAIN), network);
    }

    @ParameterizedTest
    @EnumSource
    void folded(SmallNetworks small) throws Exception {
        TrainedNetwork network = new TrainedNetwork(small);
        assertSameLogits(export(network, null, FOLDED), network);
    }

    @ParameterizedTest
    @CsvSource({"RECTANGULAR, ''", "RESIDUAL, bn1 bn3 bn4", "VECTORS, ''", "PADDED, bn1 bn2"})
    void whatCannotBeFoldedStays(SmallNetworks small, String left) throws Exception {
        OnnxModel model = export(new TrainedNetwork(small), null, FOLDED);
        assertThat(String.join(" ", model.nodes("BatchNormalization"))).isEqualTo(left);
        assertThat(model.tensors()).allMatch(name -> !name.startsWith("bn") || left.contains(name.substring(0, 3)));
    }

    @ParameterizedTest
    @CsvSource({"lenet-300-100, 28", "lenet-5-caffe, 28", "lstm-a, 28", "wrn-10-1, 32"})
    void builtIn(String name, int side) throws Exception {
        ImageShape input = new ImageShape(side == 28 ? 1 : 3, side, side);
        TrainedNetwork network = new TrainedNetwork(Models.spec(name), input, 10, TrainedNetwork.DST);
        assertSameLogits(export(network, null, ExportOptions.PLAIN), network);
        assertSameLogits(export(network, null, FOLDED), network);
    }

    /** The large ones, on vectors, one or two of a family: the others differ in size only. ResNets on images small enough for a test. */
    @ParameterizedTest
    @ValueSource(strings = {"lstm-b", "vgg-11", "vgg-16", "wrn-16-8", "resnet-18", "resnet-50"})
    void largeBuiltIn(String name) throws Exception {
        ImageShape input = name.startsWith("lstm") ? new ImageShape(1, 28, 28)
                : name.startsWith("resnet") ? new ImageShape(3, 64, 64) : new ImageShape(3, 32, 32);
        try (Backend backend = new SimdBackend(2)) {
            TrainedNetwork network = new TrainedNetwork(Models.spec(name), input, 10, TrainedNetwork.DST, backend);
            assertSameLogits(export(network, null, ExportOptions.PLAIN), network);
            assertSameLogits(export(network, null, FOLDED), network);
        }
    }

    @Test
    void aDenseRun() throws Exception {
        SmallNetworks small = SmallNetworks.SEQUENCE;
        TrainedNetwork network = new TrainedNetwork(small.spec(), small.input(), 3, TrainedNetwork.DST.withKind(MethodKind.DENSE));
        OnnxModel model = export(network, null, ExportOptions.PLAIN);
        assertSameLogits(model, network);
        assertThat(model.metadata()).containsEntry("remaining", "1.0").containsEntry("method", "dense");
    }

    @Test
    void theModelNormalisesItsImages() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        Normalisation normalisation = new Normalisation(new float[] {0.2f, 0.7f}, new float[] {0.3f, 2f});
        OnnxModel model = export(network, normalisation, ExportOptions.PLAIN.withBakeNormalisation(true));
        float[] images = network.images(2);
        float[] normalised = images.clone();
        int plane = network.model().input().plane();
        for (int i = 0; i < images.length; i++) {
            normalised[i] = normalisation.apply(images[i], i / plane % 2);
        }
        Deviation.assertWithin("logits", model.run(images, network.model().input()), network.evaluate(normalised), TOLERANCE);
        assertThat(model.metadata()).containsEntry("normalises", "true").containsEntry("normalisation", "mean [0.2, 0.7], std [0.3, 2.0]");
    }

    @Test
    void tensorsAreMaskedAndKeepTheirNames() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        OnnxModel model = export(network, null, ExportOptions.PLAIN);
        assertThat(model.tensors()).containsExactly("conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var",
                "conv2.weight", "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias");
        assertThat(model.tensor("fc1.weight")).isEqualTo(network.weights(temp).weight("fc1.weight").product()).contains(0f);
        assertThat(model.tensor("conv2.weight")).as("not masked").isEqualTo(network.values("conv2.weight"));
        assertThat(model.operators()).containsExactly("Conv", "BatchNormalization", "Relu", "MaxPool", "Conv", "BatchNormalization",
                "AveragePool", "Flatten", "Gemm", "Relu", "Gemm");
    }

    @Test
    void foldingLeavesZerosWhereTheyAre() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RESIDUAL);
        float[] plain = export(network, null, ExportOptions.PLAIN).tensor("conv1.weight");
        float[] folded = export(network, null, FOLDED).tensor("conv1.weight");
        assertThat(folded).isNotEqualTo(plain);
        for (int i = 0; i < plain.length; i++) {
            assertThat(folded[i] == 0).isEqualTo(plain[i] == 0);
        }
    }

    @Test
    void aModelTellsWhatItIs() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        Normalisation normalisation = new Normalisation(new float[] {0.5f, 0.25f}, new float[] {1f, 2f});
        OnnxModel model = export(network, normalisation, ExportOptions.PLAIN);
        assertThat(model.proto().getProducerName()).isEqualTo("thresher");
        assertThat(model.proto().getGraph().getName()).isEqualTo("rectangular");
        assertThat(model.metadata()).containsEntry("model", "rectangular").containsEntry("method", "dst").containsEntry("input", "2×9×7")
                .containsEntry("classes", "3").containsEntry("normalises", "false")
                .containsEntry("normalisation", "mean [0.5, 0.25], std [1.0, 2.0]")
                .containsEntry("remaining", Double.toString(network.weights(temp).remaining()));
        assertThat(model.proto().getGraph().getInput(0).getDocString()).contains("mean [0.5, 0.25], std [1.0, 2.0]");
        assertThat(model.proto().getGraph().getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam()).isEqualTo("N");
    }

    @Test
    void anUnknownNormalisationCannotBeAPartOfTheModel() {
        TrainedWeights weights = new TrainedNetwork(SmallNetworks.VECTORS).weights(temp);
        Path file = temp.resolve("model.onnx");
        assertThatThrownBy(() -> OnnxExport.write(weights, null, ExportOptions.PLAIN.withBakeNormalisation(true), file))
                .isInstanceOf(UserError.class).hasMessageStartingWith(file + ": ").hasMessageEndingWith("; export one that takes normalised images");
        assertThat(file).doesNotExist();
    }

    @Test
    void aModelOfMoreThanTwoGibibytesIsRefused() {
        Path file = Path.of("large.onnx");
        OnnxExport.requireRoom(file, 2_000_000_000L);
        assertThatThrownBy(() -> OnnxExport.requireRoom(file, 3L << 30)).isInstanceOf(UserError.class)
                .hasMessage("large.onnx: an ONNX file holds 2 GiB, but the parameters take 3.0 GiB; export as safetensors");
    }

    @Test
    void aTargetThatCannotBeWritten() throws Exception {
        TrainedWeights weights = new TrainedNetwork(SmallNetworks.VECTORS).weights(temp);
        Path inTheWay = Files.writeString(temp.resolve("file"), "in the way");
        Path file = inTheWay.resolve("model.onnx");
        assertThatThrownBy(() -> OnnxExport.write(weights, null, ExportOptions.PLAIN, file)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": cannot be written: ").hasMessageNotContaining("\n");
        assertThat(List.of(temp.toFile().list())).containsExactlyInAnyOrder("weights.safetensors", "file");
    }
}
