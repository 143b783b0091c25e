package dev.thresher.datasets.fetch;

import dev.thresher.datasets.AtomicFolder;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes the wanted files out of one archive. */
final class Unpacking {
    private static final int BUFFER = 1 << 16;
    private static final int CHUNKS_A_REPORT = 64;

    private final Path archive;
    private final ArchiveContent content;
    private final FetchProgress progress;
    private final BooleanSupplier cancelled;
    private final Set<String> taken = new HashSet<>();
    private long unpacked; // what the entries met so far claim
    private long written;

    Unpacking(Path archive, ArchiveContent content, FetchProgress progress, BooleanSupplier cancelled) {
        this.archive = archive;
        this.content = content;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /**
     * Makes {@code target} of the archive, whole or not at all.
     *
     * @throws UserError where the archive is damaged, lacks a file, or unpacks to more than it should
     */
    void to(Path target) {
        AtomicFolder.write(target, folder -> {
            try (TarArchiveInputStream tar = open()) {
                TarArchiveEntry entry;
                while ((entry = next(tar)) != null) {
                    take(entry, tar, folder);
                }
            }
            List<String> missing = content.needed().stream().filter(name -> !taken.contains(name)).toList();
            if (!missing.isEmpty()) {
                throw new UserError(archive + ": holds no " + content.folder() + "/" + String.join(", ", missing) + "; delete it and fetch again");
            }
        });
    }

    private TarArchiveInputStream open() {
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
            try {
                return new TarArchiveInputStream(new GZIPInputStream(raw, BUFFER));
            } catch (IOException e) {
                raw.close();
                throw damaged(e);
            }
        } catch (IOException e) {
            throw FileErrors.reading(archive, e);
        }
    }

    private TarArchiveEntry next(TarArchiveInputStream tar) {
        TarArchiveEntry entry;
        try {
            entry = tar.getNextEntry();
        } catch (IOException e) {
            throw damaged(e);
        }
        // The size is asked before anything of the entry is unpacked, skipping included.
        if (entry != null && entry.getSize() > content.maximumBytes() - unpacked) {
            throw new UserError(archive + ": unpacks to more than " + content.maximumBytes() + " bytes; delete it and fetch again");
        }
        if (entry != null) {
            unpacked += entry.getSize();
        }
        return entry;
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream tar, Path folder) throws IOException {
        String prefix = content.folder() + "/";
        String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        if (!content.wants(name)) {
            return;
        }
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse() || !taken.add(name)) {
            throw new UserError(archive + ": " + path + " is no plain file or is there twice; delete it and fetch again");
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            copy(tar, out);
        }
    }

    private void copy(TarArchiveInputStream tar, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int got;
        for (int chunk = 0; (got = read(tar, buffer)) >= 0; chunk++) {
            if (chunk % CHUNKS_A_REPORT == 0) {
                progress.update(archive.getFileName() + ": unpacking", written, -1, 0);
            }
            if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new Cancelled(archive.getFileName().toString());
            }
            out.write(buffer, 0, got);
            written += got;
        }
    }

    private int read(TarArchiveInputStream tar, byte[] buffer) {
        try {
            return tar.read(buffer);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private UserError damaged(IOException cause) {
        return new UserError(archive + ": is no sound tar.gz archive: " + FileErrors.reason(cause) + "; delete it and fetch again", cause);
    }
}
