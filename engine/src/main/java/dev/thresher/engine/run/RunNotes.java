package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What its user wrote to a run: {@code notes.json} in its folder. It changes nothing of the run, and may be written while it goes on.
 *
 * @param tags words to find it by, each once, none empty
 * @param note free text; may have several lines
 */
public record RunNotes(List<String> tags, String note) {
    public static final String FILE = "notes.json";
    public static final RunNotes NONE = new RunNotes(List.of(), "");

    public RunNotes {
        tags = tags == null ? List.of() : tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
        note = note == null ? "" : note;
    }

    /** Tags as typed, with commas between them. */
    public static List<String> tags(String typed) {
        return new RunNotes(Arrays.asList(typed.split(",")), "").tags();
    }

    /** Those of a run; {@link #NONE} where it has none. @throws UserError where they are damaged */
    public static RunNotes read(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        return Files.isRegularFile(file) ? RunJson.read(file, RunNotes.class) : NONE;
    }

    /**
     * Replaces those of a run, in one step.
     *
     * @throws UserError where the run is gone, its notes are damaged (they are not lost for it), or they cannot be written
     */
    public void write(Path runFolder) {
        if (!Files.isDirectory(runFolder)) {
            throw FileErrors.writing(runFolder, new NoSuchFileException(runFolder.toString())); // never make a run's folder anew
        }
        read(runFolder);
        RunJson.write(runFolder.resolve(FILE), this);
    }
}
