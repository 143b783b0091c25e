package dev.thresher.app.figure;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table as it goes into a spreadsheet, a page of notes, or a paper. */
public enum TableText {
    /** Plain numbers; what is not known is empty; a deviation has a column of its own. */
    CSV("csv") {
        @Override
        public String of(Table table) {
            StringWriter text = new StringWriter();
            CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);
            List<String> head = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                head.add(table.columns().get(i).title());
                if (table.spread(i)) {
                    head.add(table.columns().get(i).title() + " ±");
                }
            }
            csv.writeRecord(head);
            for (List<Cell> row : table.rows()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    values.add(table.columns().get(i).number() ? number(row.get(i).value()) : row.get(i).text());
                    if (table.spread(i)) {
                        values.add(number(row.get(i).deviation()));
                    }
                }
                csv.writeRecord(values);
            }
            return text.toString();
        }

        private String number(double value) {
            return Double.isNaN(value) ? "" : value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                    : Float.toString((float) value);
        }
    },
    /** With its note below. */
    MARKDOWN("md") {
        @Override
        public String of(Table table) {
            StringBuilder text = new StringBuilder();
            line(text, table.columns().stream().map(Column::title).toList());
            line(text, table.columns().stream().map(column -> column.number() ? "--:" : ":--").toList());
            table.rows().forEach(row -> line(text, row.stream().map(Cell::text).toList()));
            return (table.note().isBlank() ? text : text.append('\n').append(table.note()).append('\n')).toString();
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
        }
    },
    /** A {@code tabular} to be put into a {@code table}, with the rules of the package booktabs. */
    LATEX("tex") {
        @Override
        public String of(Table table) {
            StringBuilder text = new StringBuilder();
            comment(text, table.title());
            comment(text, table.note());
            comment(text, "Needs \\usepackage{booktabs}.");
            text.append("\\begin{tabular}{").append(table.columns().stream().map(column -> column.number() ? "r" : "l").collect(Collectors.joining()))
                    .append("}\n\\toprule\n");
            line(text, table.columns().stream().map(column -> escaped(column.title())).toList());
            for (List<List<Cell>> section : table.sections()) {
                text.append("\\midrule\n");
                section.forEach(row -> line(text, cells(table, row)));
            }
            return text.append("\\bottomrule\n\\end{tabular}\n").toString();
        }

        private void comment(StringBuilder text, String words) {
            if (!words.isBlank()) {
                text.append("% ").append(words.replaceAll("\\s+", " ")).append('\n');
            }
        }

        private List<String> cells(Table table, List<Cell> row) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                cells.add(cell.unknown() ? "--" : table.columns().get(i).number() ? "$" + power(cell.text()).replace("±", "\\pm") + "$" : escaped(cell.text()));
            }
            return cells;
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append(String.join(" & ", cells)).append(" \\\\\n");
        }
    };

    /** A number of its own, not a part of a name. */
    private static final Pattern EXPONENT = Pattern.compile("(?<![\\w.-])([0-9.]+)e(-?[0-9]+)(?![\\w.-])");

    private final String extension;

    TableText(String extension) {
        this.extension = extension;
    }

    /** Of a file, without the dot. */
    public String extension() {
        return extension;
    }

    public abstract String of(Table table);

    byte[] bytes(Table table) {
        return of(table).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code 5\times 10^{-4}} for 5e-4, inside mathematics. */
    private static String power(String text) {
        return EXPONENT.matcher(text).replaceAll(found -> (found.group(1).equals("1") ? "" : found.group(1) + "\\\\times ") + "10^{" + found.group(2) + "}");
    }

    /** Words as LaTeX sets them, numbers among them as {@link #power} has them. */
    static String escaped(String text) {
        String safe = LatexText.of(text);
        return EXPONENT.matcher(safe).replaceAll(found -> "\\$" + (found.group(1).equals("1") ? "" : found.group(1) + "\\\\times ")
                + "10^{" + found.group(2) + "}\\$");
    }
}
