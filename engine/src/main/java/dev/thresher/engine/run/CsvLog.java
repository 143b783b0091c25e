package dev.thresher.engine.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An append-only CSV file. Rows wait in memory until they are flushed. Where a full disk takes only some of them, the
 * torn last one is cut off again, and what is not in the file still waits: a later flush goes on from there.
 */
final class CsvLog implements Closeable {
    private final Path file;
    private final OutputStream out;
    private final StringWriter waiting = new StringWriter();
    private final CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(waiting);
    private long written;

    private CsvLog(Path file, StandardOpenOption... how) {
        this.file = file;
        try {
            out = Files.newOutputStream(file, how);
            written = Files.size(file);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    /** A new file. @throws UserError where it cannot be written */
    static CsvLog create(Path file, List<String> header) {
        CsvLog log = new CsvLog(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        log.row(header);
        try {
            log.flush();
        } catch (UserError e) {
            log.close();
            throw e;
        }
        return log;
    }

    /** One that goes on after its last row. @throws UserError where it cannot be written */
    static CsvLog append(Path file) {
        return new CsvLog(file, StandardOpenOption.APPEND);
    }

    void row(Iterable<String> values) {
        csv.writeRecord(values);
    }

    /** @throws UserError where the disk does not take the rows */
    void flush() {
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return;
        }
        try {
            out.write(bytes);
        } catch (IOException e) {
            keepWholeRows(bytes, e);
            throw FileErrors.writing(file, e);
        }
        written += bytes.length;
        waiting.getBuffer().setLength(0);
    }

    private void keepWholeRows(byte[] bytes, IOException cause) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int whole = (int) Math.clamp(channel.size() - written, 0, bytes.length);
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            channel.truncate(written + whole);
            written += whole;
            waiting.getBuffer().setLength(0);
            waiting.append(new String(bytes, whole, bytes.length - whole, StandardCharsets.UTF_8));
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Closes the file; what was not flushed is not written. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
