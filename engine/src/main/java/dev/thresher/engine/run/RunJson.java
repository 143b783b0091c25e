package dev.thresher.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON files of a run folder. */
public final class RunJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance)) // not as a file: URI
            .build();

    /** {@code experiment.json}: what was asked for, and where it ran. */
    record Header(Experiment experiment, Provenance provenance) {
    }

    private RunJson() {
    }

    /** Replaces a file by a record's JSON, in one step. @throws UserError where it cannot be written */
    public static void write(Path file, Object value) {
        AtomicFile.write(file, out -> out.write((JSON.writeValueAsString(value) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** @throws UserError naming the file, and the line where it is not what it should be */
    public static <T> T read(Path file, Class<T> type) {
        try {
            T value = JSON.readValue(Files.readAllBytes(file), type);
            if (value == null) {
                throw new UserError(file + ", line 1: holds nothing; open another run, or mend the file");
            }
            return value;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new UserError(file + where + ": " + e.getOriginalMessage().lines().findFirst().orElse("damaged")
                    + "; open another run, or mend the file", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** One line of JSON. */
    public static String line(Object value) {
        try {
            return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value, e);
        }
    }
}
