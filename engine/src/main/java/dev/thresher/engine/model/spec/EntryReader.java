package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the entries of a file's {@code layers}, in their order. */
final class EntryReader {
    /** Names become columns of logs and names of tensors: what would need quoting there is no part of one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final Mistakes mistakes;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<LayerType, Integer> seen = new EnumMap<>(LayerType.class);

    EntryReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Entry> read(JsonNode layers) {
        for (int i = 0; i < layers.size(); i++) {
            String path = "layers[" + i + "]";
            if (layers.get(i).isObject()) {
                entries.add(entry(path, new Fields(layers.get(i), path, mistakes)));
            } else {
                mistakes.add(path, "expected an object {…}, found " + Fields.shown(layers.get(i)));
                entries.add(new Entry(path, path, List.of(previous()), null));
            }
        }
        return entries;
    }

    private Entry entry(String path, Fields fields) {
        LayerType type = type(fields);
        String name = name(fields, path, type);
        List<String> inputs = inputs(fields, type);
        if (type == null) {
            return new Entry(path, name, inputs, null);
        }
        Operation operation = OperationReader.read(type, fields);
        fields.noOthers(type.id());
        return new Entry(path, name, inputs, operation);
    }

    private LayerType type(Fields fields) {
        JsonNode value = fields.take("type");
        LayerType type = value != null && value.isTextual() ? LayerType.named(value.textValue()) : null;
        if (type == null && value != null && value.isTextual()) {
            fields.mistake("type", "no type " + Fields.shown(value) + Suggestion.of(value.textValue(), LayerType.ids()) + "; known: "
                    + String.join(", ", LayerType.ids()));
        } else if (type == null) {
            fields.expected("type", "one of " + String.join(", ", LayerType.ids()));
        }
        return type;
    }

    /** The name given, or the type with a number: the second relu of a file is {@code relu2}. */
    private String name(Fields fields, String path, LayerType type) {
        JsonNode value = fields.take("name");
        int number = type == null ? 0 : seen.merge(type, 1, Integer::sum);
        if (value == null) {
            return type == null ? path : type.id() + number;
        }
        if (!value.isTextual() || !NAME.matcher(value.textValue()).matches()) {
            fields.expected("name", "up to 100 letters, digits, dots, hyphens or underscores");
            return path;
        }
        if (value.textValue().equals(LayerSpec.IMAGES)) {
            fields.mistake("name", "'" + LayerSpec.IMAGES + "' is what the network is given; choose another name");
            return path;
        }
        return value.textValue();
    }

    private List<String> inputs(Fields fields, LayerType type) {
        JsonNode value = fields.take("inputs");
        List<String> inputs = new ArrayList<>();
        if (value == null) {
            inputs.add(previous());
        } else if (value.isTextual()) {
            inputs.add(value.textValue());
        } else if (value.isArray() && !value.isEmpty() && allText(value)) {
            value.forEach(name -> inputs.add(name.textValue()));
        } else {
            fields.expected("inputs", "a list of names of layers, at least one");
            return List.of(previous());
        }
        if (type == LayerType.ADD && inputs.size() < 2) {
            fields.mistake("inputs", "add takes two or more inputs, " + (value == null ? "and here are none named" : "here is one"));
        } else if (type != null && type != LayerType.ADD && inputs.size() > 1) {
            fields.mistake("inputs", type.id() + " takes one input, here are " + inputs.size() + "; join them with an add first");
        }
        return inputs;
    }

    private String previous() {
        return entries.isEmpty() ? LayerSpec.IMAGES : entries.getLast().name();
    }

    private static boolean allText(JsonNode list) {
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
