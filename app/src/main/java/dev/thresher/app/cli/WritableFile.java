package dev.thresher.app.cli;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out before an hour of training, not after it, that its result could not be written. */
final class WritableFile {
    private WritableFile() {
    }

    /** Makes the folder of {@code file} where needed, and tries it. @throws UserError where nothing can be written there */
    static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".thresher-", ".part"));
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
