package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Networks in JSON files; {@code docs/model-format.md} describes them. */
public final class ModelJson {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ModelJson() {
    }

    /**
     * Reads a network. Its layers may stand in any order, and come in one in which they can be computed.
     *
     * @throws UserError naming the file and, with its place, every mistake in it
     */
    public static ModelSpec read(Path file) {
        JsonNode root = parse(file);
        Mistakes mistakes = new Mistakes();
        if (!root.isObject()) {
            throw new UserError(file + ": expected an object {\"name\": …, \"layers\": […]}; describe a network as the documentation does");
        }
        Fields fields = new Fields(root, "", mistakes);
        String name = name(fields, file);
        List<Integer> input = input(fields);
        List<LayerSpec> layers = layers(fields, mistakes);
        fields.noOthers("a network");
        mistakes.report(file.toString());
        return new ModelSpec(name, input, layers);
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            String what = e.getOriginalMessage().lines().findFirst().orElse("damaged");
            String where = e.getLocation() == null ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw new UserError(file + where + ": no JSON: " + what + "; mend the file there", e);
        } catch (CharConversionException e) {
            throw new UserError(file + ": no UTF-8 text; save it in that encoding", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static String name(Fields fields, Path file) {
        JsonNode value = fields.take("name");
        if (value == null) {
            return file.getFileName().toString().replaceFirst("\\.json$", "");
        }
        if (!value.isTextual() || value.textValue().isBlank() || !value.textValue().matches("\\P{Cntrl}{1,100}")) {
            fields.expected("name", "a name of up to 100 characters");
        }
        return value.asText();
    }

    private static List<Integer> input(Fields fields) {
        JsonNode value = fields.take("input");
        if (value == null) {
            return null;
        }
        List<Integer> sides = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(side -> sides.add(side.isIntegralNumber() && side.canConvertToInt() ? side.intValue() : 0));
        }
        if (sides.size() != 3 || sides.stream().anyMatch(side -> side < 1 || side > Fields.LARGEST)) {
            fields.expected("input", "[channels, height, width], three whole numbers of at least 1");
        }
        return sides;
    }

    private static List<LayerSpec> layers(Fields fields, Mistakes mistakes) {
        JsonNode value = fields.take("layers");
        if (value == null || !value.isArray() || value.isEmpty()) {
            fields.expected("layers", "a list of layers, at least one");
            return List.of();
        }
        return Graph.order(new EntryReader(mistakes).read(value), mistakes);
    }

    /** The JSON of a network, one layer a line, defaults left out: the same text for the same network, always. */
    public static String write(ModelSpec spec) {
        return ModelWriter.write(spec);
    }

    /** Writes a network in one step. @throws UserError where the file cannot be written */
    public static void write(Path file, ModelSpec spec) {
        AtomicFile.write(file, out -> out.write(write(spec).getBytes(StandardCharsets.UTF_8)));
    }
}
