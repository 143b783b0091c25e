package dev.thresher.app.window.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.datasets.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the preferences in one small JSON file. */
public final class PreferencesFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path file;

    /**
     * What was read.
     *
     * @param notice one line for the user where the file was of no use
     */
    public record Read(Preferences preferences, Optional<String> notice) {
    }

    public PreferencesFile(Path file) {
        this.file = file;
    }

    /** Reads them; those of a first start where there are none, or where the file is damaged. */
    public Read read() {
        if (!Files.exists(file)) {
            return new Read(Preferences.standard(), Optional.empty());
        }
        try {
            Preferences found = JSON.readValue(Files.readAllBytes(file), Preferences.class);
            return found == null ? damaged("it holds nothing") : new Read(found, Optional.empty());
        } catch (IOException e) {
            return damaged(e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                    ? json.getOriginalMessage() : e.toString());
        }
    }

    private Read damaged(String why) {
        return new Read(Preferences.standard(), Optional.of(file + " could not be read and is ignored: "
                + why.lines().findFirst().orElse("damaged") + "; it is replaced when the window closes"));
    }

    /** @throws dev.thresher.datasets.UserError where they cannot be written; then the old file stays */
    public void write(Preferences preferences) {
        AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(preferences)));
    }
}
