package dev.thresher.engine.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.run.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A network as an ONNX model for evaluation: {@code images}, float32 {@code [N, C, H, W]} with any N, in; {@code logits}, float32
 * {@code [N, classes]}, out. The images are normalised as in training before, or by the model itself. Tensors hold W ⊙ M by PyTorch's
 * names ({@code fc1.weight}); an LSTM's are {@code W}, {@code R} and {@code B} as ONNX lays them out. Format: onnx.ai, operators of set 17.
 */
public final class OnnxExport {
    static final String LOGITS = "logits";
    private static final int OPERATORS = 17;
    /** That which came with this set of operators. */
    private static final int FORMAT = 8;
    /** Room for all but tensors in the 2 GiB that a model can have in one file. */
    private static final long ROOM = 1 << 24;

    private OnnxExport() {
    }

    /**
     * Writes a model, in one step.
     *
     * @param normalisation how the images of the training were normalised; null where that is not known
     * @throws UserError where the file cannot be written, the model is larger than 2 GiB, or shall normalise and it is not known how
     */
    public static void write(TrainedWeights weights, Normalisation normalisation, ExportOptions options, Path file) {
        requireRoom(file, weights.denseBytes());
        if (options.bakeNormalisation() && normalisation == null) {
            throw new UserError(file + ": cannot be written as a model that normalises its images: how the run's were normalised is not known;"
                    + " export one that takes normalised images");
        }
        ModelProto model = model(weights, normalisation, options);
        AtomicFile.write(file, model::writeTo);
    }

    /** @throws UserError where tensors of so many bytes are too much for a model in one file */
    static void requireRoom(Path file, long bytes) {
        if (bytes > Integer.MAX_VALUE - ROOM) {
            throw new UserError(String.format(Locale.ROOT, "%s: an ONNX file holds 2 GiB, but the parameters take %.1f GiB; export as %s",
                    file, bytes / (double) (1 << 30), ExportFormat.SAFETENSORS.id()));
        }
    }

    private static ModelProto model(TrainedWeights weights, Normalisation normalisation, ExportOptions options) {
        ImageShape input = weights.model().input();
        OnnxGraph graph = new OnnxGraph();
        graph.input(LayerSpec.IMAGES, description(normalisation, options), input.channels(), input.height(), input.width());
        String images = options.bakeNormalisation() ? normalised(graph, normalisation) : LayerSpec.IMAGES;
        new OnnxLayers(weights, new AffineLayers(weights, options.foldBatchNorm()), graph, images, LOGITS).addAll();
        graph.output(LOGITS, "before the softmax", weights.model().classes());
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(FORMAT).setProducerName(ExportMetadata.PRODUCER)
                .setProducerVersion(Host.version()).setGraph(graph.build(weights.model().spec().name()))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS));
        ExportMetadata.of(weights, normalisation).forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
        model.addMetadataPropsBuilder().setKey("normalises").setValue(Boolean.toString(options.bakeNormalisation()));
        return model.build();
    }

    private static String description(Normalisation normalisation, ExportOptions options) {
        if (options.bakeNormalisation()) {
            return "values in [0, 1]";
        }
        return normalisation == null ? "normalised as in training"
                : "values in [0, 1], then (x - mean) / std of each channel: " + normalisation;
    }

    private static String normalised(OnnxGraph graph, Normalisation normalisation) {
        float[] mean = normalisation.mean();
        String centred = graph.node("Sub", "images/centre", List.of(LayerSpec.IMAGES,
                graph.tensor("images/mean", mean, 1, mean.length, 1, 1)), "images/centred");
        return graph.node("Div", "images/normalise", List.of(centred,
                graph.tensor("images/std", normalisation.std(), 1, mean.length, 1, 1)), "images/normalised");
    }
}
