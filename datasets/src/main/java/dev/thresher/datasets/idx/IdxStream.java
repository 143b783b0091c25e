package dev.thresher.datasets.idx;

import dev.thresher.datasets.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One IDX file while it is read: knows the position in the unpacked bytes, so every complaint can name it. */
final class IdxStream implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** No deflate stream unpacks to more than this many times its size (RFC 1951: 258 bytes out of 2 bits). */
    private static final long MAXIMUM_RATIO = 1032;
    /** Beyond this, a gzip file is unpacked once for counting before room is made for what it claims. */
    private static final long COUNT_FIRST = 64L << 20;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

    private final Path file;
    private final long fileSize;
    private final boolean gzip;
    private final InputStream in;
    private long position;

    private IdxStream(Path file, long fileSize, boolean gzip, InputStream in) {
        this.file = file;
        this.fileSize = fileSize;
        this.gzip = gzip;
        this.in = in;
    }

    static IdxStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder, not an IDX file; name the file");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            return new IdxStream(file, Files.size(file), gzip, gzip ? new GZIPInputStream(raw, BUFFER) : raw);
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new UserError(file + ": byte 0: its gzip header is damaged; get the file anew", e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The sides of an array of unsigned bytes with this many dimensions; all are positive. */
    int[] readHeader(int dimensions, String what) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(readUpTo(4 + 4 * dimensions));
        if (header.limit() < 4) {
            throw broken(0, "has " + header.limit() + " bytes, too few for an IDX file");
        }
        int magic = header.getInt();
        if (magic >>> 16 != 0 || (magic & 0xFF) == 0) {
            throw broken(0, "is no IDX file: it begins with 0x%08x, not 0x%08x".formatted(magic, 0x800 + dimensions));
        }
        if ((magic >> 8 & 0xFF) != 0x08) {
            throw broken(2, "holds numbers of type 0x%02x, but unsigned bytes (0x08) are needed".formatted(magic >> 8 & 0xFF));
        }
        if ((magic & 0xFF) != dimensions) {
            throw broken(3, "has " + (magic & 0xFF) + " dimensions, but a file of " + what + " has " + dimensions
                    + ((magic & 0xFF) == 1 ? " (this is a label file)" : ""));
        }
        if (header.remaining() < 4 * dimensions) {
            throw broken(header.limit(), "ends inside its header");
        }
        int[] sides = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sides[i] = header.getInt();
            if (sides[i] <= 0) {
                throw broken(4 + 4L * i, "claims a side of " + Integer.toUnsignedLong(sides[i]));
            }
        }
        return sides;
    }

    /**
     * All that follows the header: {@code count} records of {@code recordSize} bytes, and then the end.
     *
     * @param what one record, for messages
     */
    byte[] readBody(long recordSize, int count, String what) throws IOException {
        long begin = position;
        if (recordSize > LARGEST_ARRAY || recordSize * count > LARGEST_ARRAY) {
            throw broken(4, "claims " + count + " records of " + recordSize + " bytes, more than 2 GiB");
        }
        long size = recordSize * count;
        checkClaim(begin, size, recordSize, count, what);
        byte[] body = new byte[(int) size];
        int got = 0;
        int more = 0;
        while (got < body.length && more >= 0) {
            int from = got;
            more = guarded(() -> in.read(body, from, Math.min(BUFFER, body.length - from)));
            got += Math.max(0, more);
            position = begin + got;
        }
        if (got < size) {
            throw truncated(begin, got, recordSize, count, what);
        }
        if (guarded(in::read) >= 0) {
            throw broken(position, "goes on after its last " + what + " (" + count + " are claimed)");
        }
        return body;
    }

    private void checkClaim(long begin, long size, long recordSize, int count, String what) throws IOException {
        if (!gzip && begin + size > fileSize) {
            throw truncated(begin, fileSize - begin, recordSize, count, what);
        }
        if (!gzip && begin + size < fileSize) {
            throw broken(begin + size, "goes on after its last " + what + " (" + count + " are claimed)");
        }
        if (gzip && size / MAXIMUM_RATIO > fileSize) {
            throw broken(4, "claims " + size + " bytes, which " + fileSize + " bytes of gzip cannot hold");
        }
        if (gzip && size > COUNT_FIRST) {
            try (IdxStream counting = open(file)) {
                long unpacked = counting.countAll();
                if (unpacked < begin + size) {
                    throw truncated(begin, unpacked - begin, recordSize, count, what);
                }
            }
        }
    }

    private long countAll() throws IOException {
        byte[] buffer = new byte[BUFFER];
        int got;
        while ((got = guarded(() -> in.read(buffer))) >= 0) {
            position += got;
        }
        return position;
    }

    byte[] readUpTo(int count) throws IOException {
        byte[] bytes = new byte[count];
        int got = guarded(() -> in.readNBytes(bytes, 0, count));
        position += got;
        return got == count ? bytes : Arrays.copyOf(bytes, got);
    }

    private interface Read {
        int run() throws IOException;
    }

    private int guarded(Read read) throws IOException {
        try {
            return read.run();
        } catch (EOFException e) {
            throw broken(position, "its gzip stream breaks off", e);
        } catch (ZipException e) {
            throw broken(position, "its gzip stream is damaged (" + e.getMessage() + ")", e);
        }
    }

    private UserError truncated(long begin, long got, long recordSize, int count, String what) {
        return broken(begin + got, "ends inside " + what + " " + got / recordSize + " of the " + count + " it claims");
    }

    private UserError broken(long at, String what) {
        return broken(at, what, null);
    }

    private UserError broken(long at, String what, IOException cause) {
        String place = gzip ? "unpacked byte " : "byte ";
        return new UserError(file + ": " + place + at + ": " + what + "; get the file anew", cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
