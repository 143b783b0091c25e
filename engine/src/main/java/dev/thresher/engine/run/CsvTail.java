package dev.thresher.engine.run;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads a CSV file that may still be growing: whole lines only, each once. A torn last line waits for its end. */
final class CsvTail {
    private static final int CHUNK = 1 << 22;

    private final Path file;
    private final long end; // what comes after it is left alone
    private final List<String> header;
    private final List<Integer> olderWidths;
    private int width; // columns of the file, once its header was read
    private long offset;
    private long line;
    private UserError damage; // once damaged, always: rows after it must not pass for those that belong there

    /** One whose columns are all there. @param part what to read: all that comes up to its end */
    CsvTail(LogCut part, List<String> header) {
        this(part, header, List.of());
    }

    /**
     * @param part what to read: all that comes up to its end
     * @param header the columns the file must have
     * @param olderWidths how many of them, the first ones, files of older versions have
     */
    CsvTail(LogCut part, List<String> header, List<Integer> olderWidths) {
        this.olderWidths = olderWidths;
        this.file = part.file();
        this.end = part.end();
        this.header = header;
    }

    /**
     * Hands on the rows that have come since the last call, the header left out.
     *
     * @return whether there were any
     * @throws UserError naming the file and line where a row is damaged
     */
    boolean read(Consumer<List<String>> rows) {
        if (damage != null) {
            throw damage;
        }
        boolean any = false;
        try (FileChannel channel = FileChannel.open(file)) {
            String lines;
            while (!(lines = wholeLines(channel)).isEmpty()) {
                any |= parse(lines, rows);
            }
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return any;
    }

    private String wholeLines(FileChannel channel) throws IOException {
        if (channel.size() < offset) {
            throw damaged("it became shorter than it was");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, Math.min(end, channel.size()) - offset));
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // reads until the chunk is full or the file ends
        }
        int whole = bytes.position();
        while (whole > 0 && bytes.get(whole - 1) != '\n') {
            whole--;
        }
        if (whole == 0 && bytes.position() == CHUNK) {
            throw damaged("a line is longer than " + CHUNK + " bytes");
        }
        offset += whole;
        return new String(bytes.array(), 0, whole, StandardCharsets.UTF_8);
    }

    private boolean parse(String lines, Consumer<List<String>> rows) {
        boolean any = false;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().skipEmptyLines(false)
                .allowExtraFields(true).allowMissingFields(true).ofCsvRecord(lines)) {
            for (CsvRecord csvRecord : csv) {
                line++;
                List<String> fields = csvRecord.getFields();
                if (line == 1) {
                    if (!fields.equals(header) && !(olderWidths.contains(fields.size()) && fields.equals(header.subList(0, fields.size())))) {
                        throw damaged("expected the columns " + String.join(",", header));
                    }
                    width = fields.size();
                } else if (fields.size() != width) {
                    throw damaged(fields.size() + " values for " + width + " columns");
                } else {
                    accept(rows, fields);
                    any = true;
                }
            }
        } catch (CsvParseException e) {
            line++;
            // the parser counts lines from where this reading began
            throw damaged(e.getMessage().replaceAll(" \\(record starting at line \\d+\\)", ""));
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return any;
    }

    private void accept(Consumer<List<String>> rows, List<String> fields) {
        try {
            rows.accept(fields);
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    /** The columns that the file has; none before the first reading. */
    List<String> columns() {
        return header.subList(0, width);
    }

    private UserError damaged(String what) {
        damage = new UserError(file + ", line " + Math.max(1, line) + ": " + what.lines().findFirst().orElse("")
                + "; remove or mend the line, or open another run");
        return damage;
    }
}
