package dev.thresher.datasets.synth;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Makes a folder of files whole or not at all: beside its place first, then moved there in one step. */
final class NewFolder {
    private NewFolder() {
    }

    /**
     * Makes {@code folder}; where it is there already, its files of the same names are replaced.
     *
     * @param body writes the files into the folder it is given
     * @throws dev.thresher.datasets.UserError where the place is unwritable or its disk full; nothing half-made is left
     */
    static void make(Path folder, Consumer<Path> body) {
        Path part = folder.resolveSibling(AtomicFile.temporaryName(folder.getFileName().toString()));
        try {
            Files.createDirectories(part);
            try {
                body.accept(part);
                publish(part, folder);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
    }

    /** Gives the finished files their name: the whole folder at once, or, where a folder is in the way, file by file. */
    private static void publish(Path part, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
                // Another process was quicker; its files are the same, so replacing them one by one harms nobody.
            }
        }
        try (var files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            try (var files = Files.list(part)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(part);
        }
    }
}
