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
 * By which way each product is made on a device, kept in a file: what was once decided stays so, in every process and for good, since the ways round otherwise
 * and a trial may come out otherwise. A line is a product, its verdict, and what was measured, with tabs between them.
 */
final class KeptVerdicts {
    private static final Object ONE_AT_A_TIME = new Object(); // in this process; a lock on the file keeps others off

    private final Path file;

    KeptVerdicts(Path file) {
        this.file = file;
    }

    /** What was decided about a product; null where nothing was. @throws IOException where the file cannot be read */
    String of(String product) throws IOException {
        return Files.exists(file) ? in(Files.readString(file), product) : null;
    }

    /** Only whole lines count: another process may be writing one. */
    private static String in(String text, String product) {
        String begin = product + "\t";
        int end;
        for (int at = 0; (end = text.indexOf('\n', at)) >= 0; at = end + 1) {
            if (text.startsWith(begin, at)) {
                return text.substring(at + begin.length(), end).split("\t", 2)[0];
            }
        }
        return null;
    }

    /** Why nothing new can be kept, in half a line; empty where it can. */
    String writable() {
        try {
            Files.createDirectories(file.getParent());
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
            return "";
        } catch (IOException e) {
            return trouble(e);
        }
    }

    /** The same of what {@link #keep} threw. */
    String trouble(IOException e) {
        return "what was found faster cannot be kept in " + file + " (" + e.getMessage() + ")";
    }

    /**
     * Keeps what a trial came to, unless another process has been faster.
     *
     * @param verdict one word
     * @param note what was measured
     * @return what is decided from now on
     * @throws IOException where it cannot be kept
     */
    String keep(String product, String verdict, String note) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                 FileLock _ = channel.lock(Long.MAX_VALUE - 1, 1, false)) { // far behind what others read meanwhile
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // until all is read
                }
                String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
                String decided = in(text, product);
                if (decided != null) {
                    return decided;
                }
                String whole = text.substring(0, text.lastIndexOf('\n') + 1); // what a crash left of a line goes
                channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
                channel.position(channel.size());
                ByteBuffer line = ByteBuffer.wrap((product + "\t" + verdict + "\t" + note + "\n").getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
                return verdict;
            }
        }
    }
}
