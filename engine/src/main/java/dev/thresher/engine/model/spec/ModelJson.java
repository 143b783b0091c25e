package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Networks as JSON; {@code docs/model-format.md} describes the format. */
public final class ModelJson {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.ALLOW_COMMENTS).build();
    private static final long LARGEST = 16L << 20; // bytes; a thousand layers take a tenth of a megabyte

    private ModelJson() {
    }

    /** @throws UserError in one line that names the file and every faulty entry by its path, with what was expected there */
    public static ModelSpec read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UserError(file + ": has more than 16 MiB, so it describes no network; name a model file");
            }
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** @param where what to call the text in errors */
    public static ModelSpec read(String where, String json) {
        List<String> faults = new ArrayList<>();
        ModelSpec spec;
        try {
            spec = spec(JSON.readTree(json), faults);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw new UserError(where + place + ": " + e.getOriginalMessage().lines().findFirst().orElse("no JSON") + "; mend the JSON there", e);
        }
        if (!faults.isEmpty()) {
            throw new UserError(where + ": " + String.join("; ", faults));
        }
        return spec;
    }

    private static ModelSpec spec(JsonNode root, List<String> faults) {
        if (!root.isObject()) {
            faults.add("expected an object with \"name\" and \"layers\"");
            return null;
        }
        Fields fields = new Fields(root, "", faults);
        String name = fields.text("name");
        if (root.get("name") == null) {
            fields.fault("name", "is missing; give the network a name");
        }
        List<Integer> input = input(fields);
        JsonNode entries = fields.get("layers");
        List<LayerSpec> layers = new ArrayList<>();
        if (entries == null || !entries.isArray() || entries.isEmpty()) {
            fields.fault("layers", "expected a list of at least one layer");
        } else {
            layers(entries, layers, faults);
        }
        fields.end();
        return new ModelSpec(name, input, faults.isEmpty() ? new SpecGraph(layers, faults).sorted() : layers);
    }

    private static List<Integer> input(Fields fields) {
        JsonNode value = fields.get("input");
        if (value == null) {
            return null;
        }
        List<Integer> shape = new ArrayList<>();
        value.forEach(side -> shape.add(side.isInt() ? side.intValue() : 0));
        if (shape.size() != 3 || shape.stream().anyMatch(side -> side < 1)) {
            fields.fault("input", "expected [channels, height, width], found " + value);
            return null;
        }
        return shape;
    }

    private static void layers(JsonNode entries, List<LayerSpec> layers, List<String> faults) {
        Map<String, Integer> counts = new HashMap<>();
        String before = LayerSpec.IMAGES;
        for (int i = 0; i < entries.size(); i++) {
            String path = "layers[" + i + "]";
            if (!entries.get(i).isObject()) {
                faults.add(path + ": expected an object with a \"type\", found " + entries.get(i));
                continue;
            }
            Fields fields = new Fields(entries.get(i), path, faults);
            String type = fields.text("type");
            String name = fields.text("name");
            List<String> inputs = inputs(fields, before);
            if (type == null) {
                fields.fault("type", "is missing; known are " + String.join(", ", Operations.TYPES));
                continue;
            }
            Operation operation = Operations.read(type, fields);
            if (operation == null) {
                fields.fault("type", "no type '" + type + "'" + Suggestion.of(type, Operations.TYPES) + "; known are "
                        + String.join(", ", Operations.TYPES));
                continue;
            }
            fields.end();
            int number = counts.merge(type, 1, Integer::sum);
            before = name == null ? type + number : name;
            layers.add(new LayerSpec(before, inputs, operation));
        }
    }

    private static List<String> inputs(Fields fields, String before) {
        JsonNode value = fields.get("inputs");
        if (value == null) {
            return List.of(before);
        }
        List<String> names = new ArrayList<>();
        value.forEach(one -> names.add(one.isTextual() ? one.textValue() : ""));
        if (!value.isArray() || names.isEmpty() || names.contains("")) {
            fields.fault("inputs", "expected a list of layers' names, found " + value);
            return List.of(before);
        }
        return names;
    }

    /** What files call an operation: {@code max-pool}. */
    public static String type(Operation operation) {
        return Operations.type(operation);
    }

    /** Reads back to an equal network. */
    public static String write(ModelSpec spec) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", spec.name());
        if (spec.input() != null) {
            ArrayNode input = root.putArray("input");
            spec.input().forEach(input::add);
        }
        ArrayNode layers = root.putArray("layers");
        String before = LayerSpec.IMAGES;
        for (LayerSpec layer : spec.layers()) {
            ObjectNode entry = layers.addObject();
            entry.put("name", layer.name());
            entry.put("type", Operations.type(layer.operation()));
            if (!layer.inputs().equals(List.of(before))) {
                layer.inputs().forEach(entry.putArray("inputs")::add);
            }
            Operations.write(layer.operation(), entry);
            before = layer.name();
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + spec.name(), e);
        }
    }

    /** Writes it in one step. @throws UserError where the file cannot be written */
    public static void write(Path file, ModelSpec spec) {
        AtomicFile.write(file, out -> out.write(write(spec).getBytes(StandardCharsets.UTF_8)));
    }
}
