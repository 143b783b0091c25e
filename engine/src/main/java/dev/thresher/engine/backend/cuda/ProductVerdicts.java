package dev.thresher.engine.backend.cuda;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which products cuBLAS was found faster at, kept in a file: a product once decided stays so, in every process and for good, because the two ways
 * round otherwise and a trial may come out otherwise. A line is a product, who makes it, and what both took.
 */
final class ProductVerdicts {
    private static final String CUBLAS = "cublas";
    private static final String OWN = "own";
    private static final Object ONE_AT_A_TIME = new Object(); // in this process; a lock on the file holds others off

    private final Path file;

    ProductVerdicts(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Whether cuBLAS makes a product; null where that is not decided.
     *
     * @param product words with blanks between them
     * @throws IOException where the file cannot be read
     */
    Boolean of(String product) throws IOException {
        return Files.exists(file) ? in(Files.readString(file), product) : null;
    }

    /** Only lines that have their end: another process may be writing one. */
    private static Boolean in(String text, String product) {
        String begin = product + " ";
        for (int at = 0; text.indexOf('\n', at) >= 0; at = text.indexOf('\n', at) + 1) {
            if (text.startsWith(begin, at)) {
                return text.startsWith(CUBLAS, at + begin.length());
            }
        }
        return null;
    }

    /**
     * Keeps what a trial came to, unless another process has been faster.
     *
     * @return whether cuBLAS makes it from now on
     * @throws IOException where it cannot be kept
     */
    boolean keep(String product, boolean cublas, String note) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                 FileLock _ = channel.lock()) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) { }
                String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
                Boolean decided = in(text, product);
                if (decided != null) {
                    return decided;
                }
                String whole = text.substring(0, text.lastIndexOf('\n') + 1); // what a crash left of a line is overwritten
                ByteBuffer line = ByteBuffer.wrap("%s %s %s\n".formatted(product, cublas ? CUBLAS : OWN, note).getBytes(StandardCharsets.UTF_8));
                channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length).position(channel.size());
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
                return cublas;
            }
        }
    }
}
