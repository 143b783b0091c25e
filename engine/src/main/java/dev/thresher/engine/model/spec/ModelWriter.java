package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Dropout;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.Lstm;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Spells a network as {@link ModelJson} reads it. What is as it would be anyway is left out. */
final class ModelWriter {
    private ModelWriter() {
    }

    static String write(ModelSpec spec) {
        StringBuilder text = new StringBuilder("{\"name\": " + quoted(spec.name()));
        if (spec.input() != null) {
            text.append(", \"input\": ").append(spec.input());
        }
        text.append(", \"layers\": [\n");
        String previous = LayerSpec.IMAGES;
        for (LayerSpec layer : spec.layers()) {
            text.append("  ").append(object(fields(layer, previous)));
            text.append(layer == spec.layers().getLast() ? "\n" : ",\n");
            previous = layer.name();
        }
        return text.append("]}\n").toString();
    }

    /** The fields of a layer, as JSON, in the order of the documentation. */
    private static Map<String, String> fields(LayerSpec layer, String previous) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", quoted(layer.name()));
        fields.put("type", quoted(LayerType.of(layer.operation()).id()));
        if (!layer.inputs().equals(List.of(previous))) {
            fields.put("inputs", layer.inputs().stream().map(ModelWriter::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
        switch (layer.operation()) {
            case Linear o -> {
                fields.put("outputs", o.outputs() == Operation.CLASSES ? "\"classes\"" : Integer.toString(o.outputs()));
                weight(fields, o.bias(), o.masked(), o.bound());
            }
            case Conv o -> {
                fields.put("filters", Integer.toString(o.filters()));
                fields.put("kernel", pair(o.kernelHeight(), o.kernelWidth()));
                unless(fields, "stride", pair(o.strideHeight(), o.strideWidth()), "1");
                unless(fields, "padding", pair(o.padHeight(), o.padWidth()), "0");
                weight(fields, o.bias(), o.masked(), o.bound());
            }
            case BatchNorm o -> {
                unless(fields, "momentum", number(o.momentum()), number(BatchNorm.MOMENTUM));
                unless(fields, "epsilon", number(o.epsilon()), number(BatchNorm.EPSILON));
                unless(fields, "scale", number(o.scale()), number(1));
            }
            case MaxPool o -> pool(fields, pair(o.kernelHeight(), o.kernelWidth()), pair(o.strideHeight(), o.strideWidth()),
                    pair(o.padHeight(), o.padWidth()));
            case AveragePool o -> pool(fields, pair(o.kernelHeight(), o.kernelWidth()), pair(o.strideHeight(), o.strideWidth()),
                    pair(o.padHeight(), o.padWidth()));
            case Dropout o -> fields.put("rate", number(o.rate()));
            case Lstm o -> fields.put("hidden", Integer.toString(o.hidden()));
            case Operation.Relu _, Operation.GlobalAveragePool _, Operation.Flatten _, Operation.Add _, Operation.LastStep _ -> {
                // nothing but their name
            }
        }
        return fields;
    }

    private static void weight(Map<String, String> fields, boolean bias, boolean masked, double bound) {
        unless(fields, "bias", Boolean.toString(bias), "true");
        unless(fields, "masked", Boolean.toString(masked), "true");
        if (!Double.isNaN(bound)) {
            fields.put("init", number(bound));
        }
    }

    private static void pool(Map<String, String> fields, String kernel, String stride, String padding) {
        fields.put("kernel", kernel);
        unless(fields, "stride", stride, kernel);
        unless(fields, "padding", padding, "0");
    }

    private static void unless(Map<String, String> fields, String field, String value, String otherwise) {
        if (!value.equals(otherwise)) {
            fields.put(field, value);
        }
    }

    private static String pair(int height, int width) {
        return height == width ? Integer.toString(height) : "[" + height + ", " + width + "]";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? Long.toString((long) value) : Double.toString(value);
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream().map(e -> quoted(e.getKey()) + ": " + e.getValue()).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
