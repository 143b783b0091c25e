package dev.thresher.app.testing;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A disk in memory with little room, which fills up as a real one does, and needs no rights to be mounted. */
public final class FullDisk implements AutoCloseable {
    private final FileSystem system;

    public FullDisk(long bytes) {
        system = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(bytes).build());
    }

    /** An empty folder on it. */
    public Path folder() throws IOException {
        return Files.createDirectories(system.getPath("/disk"));
    }

    /** All files on it. */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() throws IOException {
        system.close();
    }
}
