package dev.thresher.app.window.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.app.window.settings.Preferences;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Keeps what a queue had still to do from one start of the window to the next, in a small JSON file. */
public final class QueueFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path file;

    /**
     * A run that is still to be trained.
     *
     * @param runs the folder in which it gets a folder of its own
     * @param folder where it was begun; null for one that was not
     */
    public record Entry(Experiment experiment, String runs, String folder) {
    }

    public QueueFile(Path file) {
        this.file = file;
    }

    /** In the order of the queue; none where there is no file. @throws UserError where it cannot be read, in one line */
    public List<Entry> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Entry[] found = JSON.readValue(Files.readAllBytes(file), Entry[].class);
            for (Entry entry : found == null ? new Entry[] {null} : found) {
                if (entry == null || entry.runs() == null || entry.experiment() == null || !Preferences.whole(entry.experiment())) {
                    throw ignored("a run of it lacks some settings", null);
                }
                Path.of(entry.runs(), entry.folder() == null ? "" : entry.folder());
            }
            return List.of(found);
        } catch (JsonProcessingException e) {
            throw ignored(e.getOriginalMessage().lines().findFirst().orElse("damaged"), e);
        } catch (InvalidPathException e) {
            throw ignored(e.getMessage(), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private UserError ignored(String why, Exception cause) {
        return new UserError(file + ": the queue of the last time could not be read: " + why + "; add its runs to the queue anew", cause);
    }

    /** @throws UserError where it cannot be written; then the old file stays */
    public void write(List<Entry> entries) {
        try {
            if (!entries.isEmpty()) {
                AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(entries)));
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
