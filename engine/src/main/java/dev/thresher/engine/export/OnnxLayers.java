package dev.thresher.engine.export;

import static dev.thresher.engine.export.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Shape;
import dev.thresher.engine.model.spec.Shape.Sequence;
import dev.thresher.engine.model.spec.ShapedLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes layers as nodes of ONNX. Images are {@code [N, C, H, W]}, vectors {@code [N, features]}, and sequences
 * {@code [steps, N, features]}, as ONNX's LSTM has them. Layer X gives the value {@code X/output}; no layer's name has a slash, so that
 * values never meet tensors.
 */
final class OnnxLayers {
    private static final String OUTPUT = "/output";

    private final TrainedWeights weights;
    private final AffineLayers affine;
    private final OnnxGraph graph;
    private final String last;
    private final String logits;
    private final Map<String, String> values = new HashMap<>(); // of each layer

    /**
     * @param images the value that layers take the images from
     * @param logits what the value of the last layer is called
     */
    OnnxLayers(TrainedWeights weights, AffineLayers affine, OnnxGraph graph, String images, String logits) {
        this.weights = weights;
        this.affine = affine;
        this.graph = graph;
        this.logits = logits;
        values.put(LayerSpec.IMAGES, images);
        last = lastNode();
    }

    /** The layer whose node gives the logits: the last one that does anything. */
    private String lastNode() {
        ShapedLayer at = weights.model().layers().getLast();
        while (leavesAlone(at)) {
            at = weights.model().layer(at.layer().inputs().getFirst());
        }
        return at.name();
    }

    /** Whether a layer's output is its input. */
    private boolean leavesAlone(ShapedLayer layer) {
        return layer.operation() instanceof Operation.Dropout || affine.folded(layer.name());
    }

    void addAll() {
        for (ShapedLayer layer : weights.model().layers()) {
            List<String> in = layer.layer().inputs().stream().map(values::get).toList();
            values.put(layer.name(), leavesAlone(layer) ? in.getFirst() : add(layer, in));
        }
    }

    private String add(ShapedLayer layer, List<String> in) {
        String name = layer.name();
        String x = in.getFirst();
        String y = name.equals(last) ? logits : name + OUTPUT;
        return switch (layer.operation()) {
            case Operation.Linear _ -> graph.node("Gemm", name, affine(layer, x), y, attribute("transB", 1L));
            case Operation.Conv _ -> graph.node("Conv", name, affine(layer, x), y, window(layer));
            case Operation.BatchNorm o -> graph.node("BatchNormalization", name, List.of(x, other(name, ".weight"), other(name, ".bias"),
                    other(name, ".running_mean"), other(name, ".running_var")), y, attribute("epsilon", (float) o.epsilon()));
            case Operation.Relu _ -> graph.node("Relu", name, List.of(x), y);
            case Operation.MaxPool _ -> graph.node("MaxPool", name, List.of(x), y, window(layer));
            case Operation.AveragePool _ -> {
                AttributeProto[] window = window(layer);
                yield graph.node("AveragePool", name, List.of(x), y, window[0], window[1], window[2], attribute("count_include_pad", 1L));
            }
            case Operation.GlobalAveragePool _ -> graph.node("Flatten", name + "/flatten",
                    List.of(graph.node("GlobalAveragePool", name, List.of(x), name + "/means")), y, attribute("axis", 1L));
            case Operation.Flatten _ -> graph.node("Flatten", name, List.of(examplesFirst(layer, x)), y, attribute("axis", 1L));
            case Operation.Add _ when in.size() == 2 -> graph.node("Add", name, in, y);
            case Operation.Add _ -> graph.node("Sum", name, in, y);
            case Operation.Lstm o -> lstm(layer, sequence(layer, x), o.hidden(), y);
            case Operation.LastStep _ -> graph.node("Gather", name, List.of(sequence(layer, x), graph.index(name + "/last", -1)), y,
                    attribute("axis", 0L));
            case Operation.Dropout _ -> throw new IllegalArgumentException(name + ": a dropout has no node");
        };
    }

    /** x, P and the bias, if there is one. */
    private List<String> affine(ShapedLayer layer, String x) {
        String name = layer.name();
        Affine parameters = affine.get(name);
        String p = graph.tensor(name + ".weight", parameters.weight(), weights.weight(name + ".weight").shape());
        float[] bias = parameters.bias();
        return bias == null ? List.of(x, p) : List.of(x, p, graph.tensor(name + ".bias", bias, bias.length));
    }

    private String other(String layer, String suffix) {
        float[] tensor = weights.other(layer + suffix);
        return graph.tensor(layer + suffix, tensor, tensor.length);
    }

    private static AttributeProto[] window(ShapedLayer layer) {
        Window w = layer.window();
        return new AttributeProto[] {
            attribute("kernel_shape", w.kernelHeight(), w.kernelWidth()),
            attribute("strides", w.strideHeight(), w.strideWidth()),
            attribute("pads", w.padHeight(), w.padWidth(), w.padHeight(), w.padWidth())};
    }

    /** The rows of a grey image, {@code [N, 1, H, W]}, as the sequence that they are. */
    private String sequence(ShapedLayer layer, String x) {
        if (layer.input() instanceof Sequence) {
            return x;
        }
        String rows = graph.node("Squeeze", layer.name() + "/rows", List.of(x, graph.axis(layer.name() + "/channel", 1)), layer.name() + "/rows");
        return swapped(layer, rows, "/steps");
    }

    private String examplesFirst(ShapedLayer layer, String x) {
        return layer.input() instanceof Sequence ? swapped(layer, x, "/examples") : x;
    }

    private String swapped(ShapedLayer layer, String x, String suffix) {
        return graph.node("Transpose", layer.name() + suffix, List.of(x), layer.name() + suffix, attribute("perm", 1, 0, 2));
    }

    /** Y of ONNX's LSTM is {@code [steps, directions, N, h]}. */
    private String lstm(ShapedLayer layer, String x, int hidden, String y) {
        String name = layer.name();
        LstmTensors tensors = new LstmTensors(weights, name);
        Shape.Sequence in = layer.sequence();
        String w = graph.tensor(name + ".W", tensors.inputWeights(), 1, LstmTensors.GATES.size() * hidden, in.features());
        String r = graph.tensor(name + ".R", tensors.recurrentWeights(), 1, LstmTensors.GATES.size() * hidden, hidden);
        String b = graph.tensor(name + ".B", tensors.biases(), 1, 2 * LstmTensors.GATES.size() * hidden);
        String directions = graph.node("LSTM", name, List.of(x, w, r, b), name + "/directions", attribute("hidden_size", (long) hidden));
        return graph.node("Squeeze", name + "/squeeze", List.of(directions, graph.axis(name + "/direction", 1)), y);
    }
}
