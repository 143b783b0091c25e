package dev.thresher.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fills a flat folder whole or not at all: beside its place first, then moved there in one step. */
public final class AtomicFolder {
    /** Writes the files of a folder. */
    @FunctionalInterface
    public interface Body {
        void write(Path folder) throws IOException;
    }

    private AtomicFolder() {
    }

    /**
     * Makes {@code target} out of the files that {@code body} writes, none of them in a folder of its own. Where a folder is
     * in the way, its files of the same names are replaced one by one, each in one step.
     *
     * @throws UserError where the place is unwritable or the disk full; then nothing half-made is left
     */
    public static void write(Path target, Body body) {
        Path part = target.resolveSibling(AtomicFile.temporaryName(target.getFileName().toString()));
        try {
            Files.createDirectories(part);
            try {
                body.write(part);
                publish(part, target);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw FileErrors.writing(target, e);
        }
    }

    private static void publish(Path part, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (!Files.isDirectory(target)) {
                    throw e;
                }
                // Another process was quicker; its files are the same, so replacing them one by one harms nobody.
            }
        }
        try (var files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
