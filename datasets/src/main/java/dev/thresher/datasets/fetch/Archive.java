package dev.thresher.datasets.fetch;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes the files of one folder out of a tar.gz archive; the folder gets its name when all are there. */
final class Archive {
    /** Bytes that an archive may unpack to: a small one could claim to hold far more than any disk. */
    private static final long LARGEST = 4L << 30;

    private Archive() {
    }

    /**
     * Unpacks {@code archive}'s folder {@code name} as a folder of that name below {@code target}. Only plain files directly in it are
     * taken, so no entry can reach another place.
     *
     * @throws UserError where the archive is damaged or lacks the folder, or the disk does not take it; then nothing is left
     * @throws Cancelled where {@code cancelled} becomes true
     */
    static Path unpack(Path archive, String name, Path target, BooleanSupplier cancelled) {
        Path place = target.resolve(name);
        Path beside = target.resolve(AtomicFile.temporaryName(name));
        try {
            try {
                Files.createDirectories(beside);
                if (extract(archive, name, beside, cancelled) == 0) {
                    throw new UserError(archive + ": holds no folder " + name + "; fetch it again");
                }
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                return place;
            } finally {
                remove(beside);
            }
        } catch (IOException e) {
            throw FileErrors.writing(place, e);
        }
    }

    private static int extract(Path archive, String name, Path to, BooleanSupplier cancelled) throws IOException {
        int files = 0;
        long bytes = 0;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
             TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw, 1 << 16))) {
            TarArchiveEntry entry;
            while ((entry = next(tar, archive)) != null) {
                if (cancelled.getAsBoolean()) {
                    throw new Cancelled(archive.getFileName().toString());
                }
                String path = entry.getName().replaceFirst("^\\./", "");
                String file = path.startsWith(name + "/") ? path.substring(name.length() + 1) : "";
                if (!entry.isFile() || file.isEmpty() || file.contains("/") || file.contains("\\") || file.startsWith("..")) {
                    continue;
                }
                bytes += entry.getSize();
                if (bytes > LARGEST) {
                    throw new UserError(archive + String.format(Locale.ROOT, ": unpacks to more than %,d bytes; fetch it again", LARGEST));
                }
                try (OutputStream out = Files.newOutputStream(to.resolve(file))) {
                    copy(tar, out, archive);
                }
                files++;
            }
        }
        return files;
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, Path archive) {
        try {
            return tar.getNextEntry();
        } catch (IOException e) {
            throw damaged(archive, e);
        }
    }

    /** What cannot be read is the archive's fault, what cannot be written the disk's. */
    private static void copy(InputStream in, OutputStream out, Path archive) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (true) {
            int got;
            try {
                got = in.read(buffer);
            } catch (IOException e) {
                throw damaged(archive, e);
            }
            if (got < 0) {
                return;
            }
            out.write(buffer, 0, got);
        }
    }

    private static UserError damaged(Path archive, IOException cause) {
        return new UserError(archive + ": cannot be unpacked: " + FileErrors.reason(cause) + "; remove it and fetch it again", cause);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
