package dev.thresher.datasets.fetch;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The unfinished form of a download: {@code NAME.part}, and beside it {@code NAME.part.from}, which says what version of
 * which address it is a part of. Held by one process at a time.
 */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path from;
    private final FileChannel channel;

    private PartFile(Path target, Path part, Path from, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.from = from;
        this.channel = channel;
    }

    /** Opens what an earlier attempt left, or an empty part; a {@link UserError} where the folder is unwritable. */
    static PartFile open(Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new UserError(part + ": another process is fetching this file; wait for it or stop it");
            }
            return new PartFile(target, part, target.resolveSibling(target.getFileName() + ".part.from"), channel);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** The strong entity tag under which {@code address} gave this part, or null. */
    String tagOf(URI address) {
        try {
            if (!Files.exists(from)) {
                return null;
            }
            List<String> lines = Files.readAllLines(from);
            return lines.size() == 2 && lines.getFirst().equals(address.toString()) ? lines.getLast() : null;
        } catch (IOException e) {
            throw FileErrors.reading(from, e);
        }
    }

    /** Notes where the part comes from; {@code tag} may be null. */
    void note(URI address, String tag) {
        try {
            if (tag == null) {
                Files.deleteIfExists(from);
            } else {
                Files.write(from, List.of(address.toString(), tag));
            }
        } catch (IOException e) {
            throw failed(from, e);
        }
    }

    void clear() {
        try {
            channel.truncate(0);
            Files.deleteIfExists(from);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    void append(byte[] bytes, int count) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
            channel.position(channel.size());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** Whether one of the checksums is that of the part or of what it unpacks to. */
    boolean fits(List<String> md5s) {
        return fits(part, md5s);
    }

    /** Whether one of the checksums is that of a file or of what it unpacks to. */
    static boolean fits(Path file, List<String> md5s) {
        try {
            return md5s.contains(md5(Files.newInputStream(file))) || md5s.contains(md5OfContent(file));
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** Empty where the file cannot be unpacked: then it fits nothing. */
    private static String md5OfContent(Path file) throws IOException {
        try {
            return md5(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
        } catch (ZipException | EOFException e) {
            return "";
        }
    }

    private static String md5(InputStream content) throws IOException {
        MessageDigest digest = Checksum.digest("MD5");
        byte[] buffer = new byte[1 << 16];
        try (content) {
            int got;
            while ((got = content.read(buffer)) >= 0) {
                digest.update(buffer, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gives the verified part its name. */
    void publish() {
        try {
            Files.deleteIfExists(from);
            channel.close(); // Windows moves no open file
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                boolean empty = channel.size() == 0;
                channel.close();
                if (empty) {
                    Files.deleteIfExists(part);
                    Files.deleteIfExists(from);
                }
            }
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** An interrupted thread loses its channel: that is the user stopping, not a broken disk. */
    private static RuntimeException failed(Path file, IOException e) {
        return e instanceof ClosedByInterruptException ? new Cancelled(file.getFileName().toString()) : FileErrors.writing(file, e);
    }
}
