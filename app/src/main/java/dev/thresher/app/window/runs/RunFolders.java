package dev.thresher.app.window.runs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.datasets.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The folders, besides the runs folder, that the user wants to see the runs of; kept in a small JSON file. */
public final class RunFolders {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private List<Path> added;

    /** Reads them. A file that cannot be read counts for none: it is written anew when a folder is added. */
    public RunFolders(Path file) {
        this.file = file;
        this.added = read(file);
    }

    private static List<Path> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Arrays.stream(JSON.readValue(Files.readAllBytes(file), String[].class)).map(Path::of).toList() : List.of();
        } catch (IOException | InvalidPathException | NullPointerException _) {
            return List.of();
        }
    }

    public synchronized List<Path> added() {
        return added;
    }

    /** @throws dev.thresher.datasets.UserError where they cannot be kept; then they are as before */
    public synchronized void add(Path folder) {
        List<Path> now = new ArrayList<>(added);
        Path whole = folder.toAbsolutePath().normalize();
        if (!now.contains(whole)) {
            now.add(whole);
            keep(now);
        }
    }

    /** @throws dev.thresher.datasets.UserError where they cannot be kept; then they are as before */
    public synchronized void remove(Path folder) {
        keep(added.stream().filter(one -> !one.equals(folder)).toList());
    }

    private void keep(List<Path> now) {
        AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(now.stream().map(Path::toString).toList())));
        added = List.copyOf(now);
    }
}
