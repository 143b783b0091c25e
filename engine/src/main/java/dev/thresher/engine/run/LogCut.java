package dev.thresher.engine.run;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part of a CSV log that belongs to a checkpoint: its first {@code end} bytes. Every row of a run's logs is one line.
 *
 * @param end where the next row begins, or would
 */
record LogCut(Path file, long end) {
    /**
     * The header and so many rows.
     *
     * @param further which rows after those belong to it too; the first that does not ends it
     * @throws UserError where there are fewer rows
     */
    static LogCut after(Path file, int rows, Predicate<List<String>> further) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long end = 0;
            for (int line = 0; line <= rows; line++) {
                int length = length(in);
                if (length == 0) {
                    throw new UserError(file + ": ends after " + Math.max(0, line - 1) + " rows, but the checkpoint was written after "
                            + rows + "; start the run anew");
                }
                end += length;
            }
            for (byte[] line = line(in); line.length > 0 && further.test(fields(line)); line = line(in)) {
                end += line.length;
            }
            return new LogCut(file, end);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** Length of the next line with its end; 0 where there is no whole one. */
    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int b; (b = in.read()) >= 0; ) {
            length++;
            if (b == '\n') {
                return length;
            }
        }
        return 0;
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0; ) {
            line.write(b);
            if (b == '\n') {
                return line.toByteArray();
            }
        }
        return new byte[0];
    }

    /** Empty for a damaged line. */
    private static List<String> fields(byte[] line) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(new String(line, StandardCharsets.UTF_8))) {
            return csv.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
        } catch (CsvParseException _) {
            return List.of();
        }
    }

    /** Cuts off what comes after. @throws UserError where the file cannot be written */
    void apply() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
