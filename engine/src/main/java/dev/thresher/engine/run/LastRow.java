package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The last whole row of a log of numbers, read from the end of its file; a torn line after it is left out. */
final class LastRow {
    /** More than any row or heading: some thousand layers. */
    private static final int MOST = 1 << 18;

    private final Path file;
    private final List<String> columns;
    private final List<String> values; // empty before the first row

    private LastRow(Path file, List<String> columns, List<String> values) {
        this.file = file;
        this.columns = columns;
        this.values = values;
    }

    /** @throws UserError where the file cannot be read, or its last row does not fit its heading */
    static LastRow of(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            String start = text(channel, 0, (int) Math.min(MOST, size));
            int headEnd = start.indexOf('\n');
            if (headEnd < 0) {
                throw new UserError(file + ", line 1: holds no heading; open another run");
            }
            String end = text(channel, Math.max(0, size - MOST), (int) Math.min(MOST, size));
            int past = end.lastIndexOf('\n');
            int from = past < 0 ? -1 : end.lastIndexOf('\n', past - 1);
            List<String> columns = fields(start.substring(0, headEnd));
            // The heading is the only whole line while no row has come.
            List<String> values = from < 0 ? List.of() : fields(end.substring(from + 1, past));
            if (!values.isEmpty() && values.size() != columns.size()) {
                throw new UserError(file + ", last line: " + values.size() + " values for " + columns.size()
                        + " columns; remove or mend the line, or open another run");
            }
            return new LastRow(file, columns, values);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static String text(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // reads until all is there or the file ends
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static List<String> fields(String line) {
        return Arrays.asList(line.strip().split(",", -1));
    }

    /** The value of a column; NaN before the first row, and for a column that is not there. */
    double number(String column) {
        int at = columns.indexOf(column);
        if (at < 0 || values.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Columns.number(values.get(at));
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ", last line: " + e.getMessage() + "; remove or mend the line, or open another run", e);
        }
    }
}
