package dev.thresher.datasets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a file whole or not at all: beside its place first, then moved over it in one step. */
public final class AtomicFile {
    private static final AtomicLong COUNTER = new AtomicLong();

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {
    }

    /**
     * Writes {@code target}, making its folder where needed. Readers see the old file or the new one, never a part, also after the
     * machine went down.
     *
     * @throws UserError where the folder is unwritable or the disk full; then the old file is untouched and nothing is
     *     left beside it
     */
    public static void write(Path target, Body body) {
        Path folder = target.toAbsolutePath().getParent();
        Path part = folder.resolve(temporaryName(target.getFileName().toString()));
        try {
            Files.createDirectories(folder);
            try {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16)) {
                    body.write(out);
                }
                force(part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw FileErrors.writing(target, e);
        }
    }

    /** The move may reach the disk before the data does; a power cut between the two would leave an empty file in the place of the old one. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** A name beside {@code name} that no other writer uses, in this process or another. */
    public static String temporaryName(String name) {
        return name + "." + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + ".part";
    }
}
