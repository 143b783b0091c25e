package dev.thresher.app.compare;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.thresher.app.compare.ComparisonTable.Cell;
import dev.thresher.app.compare.ComparisonTable.Column;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table as it goes into a spreadsheet, a page of notes, or a paper. */
public enum TableText {
    /** Plain numbers; what is not known is empty; a deviation has a column of its own. */
    CSV("csv") {
        @Override
        public String of(ComparisonTable table) {
            StringWriter text = new StringWriter();
            CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);
            boolean[] spread = new boolean[table.columns().size()];
            for (int i = 0; i < spread.length; i++) {
                int column = i;
                spread[i] = table.rows().stream().anyMatch(row -> !Double.isNaN(row.get(column).deviation()));
            }
            List<String> head = new ArrayList<>();
            for (int i = 0; i < spread.length; i++) {
                head.add(table.columns().get(i).title());
                if (spread[i]) {
                    head.add(table.columns().get(i).title() + " ±");
                }
            }
            csv.writeRecord(head);
            for (List<Cell> row : table.rows()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < spread.length; i++) {
                    values.add(table.columns().get(i).number() ? number(row.get(i).value()) : row.get(i).text());
                    if (spread[i]) {
                        values.add(number(row.get(i).deviation()));
                    }
                }
                csv.writeRecord(values);
            }
            return text.toString();
        }
    },
    MARKDOWN("md") {
        @Override
        public String of(ComparisonTable table) {
            StringBuilder text = new StringBuilder();
            line(text, table.columns().stream().map(Column::title).toList());
            line(text, table.columns().stream().map(column -> column.number() ? "--:" : ":--").toList());
            table.rows().forEach(row -> line(text, row.stream().map(Cell::text).toList()));
            return text.toString();
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
        }
    },
    /** For the package booktabs. */
    LATEX("tex") {
        @Override
        public String of(ComparisonTable table) {
            String places = table.columns().stream().map(column -> column.number() ? "r" : "l").collect(Collectors.joining());
            StringBuilder text = new StringBuilder("% \\usepackage{booktabs}\n\\begin{tabular}{" + places + "}\n\\toprule\n");
            line(text, table.columns().stream().map(column -> latex(column.title())).toList());
            text.append("\\midrule\n");
            for (List<Cell> row : table.rows()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    cells.add(table.columns().get(i).number() ? number(row.get(i).text()) : latex(row.get(i).text()));
                }
                line(text, cells);
            }
            return text.append("\\bottomrule\n\\end{tabular}\n").toString();
        }

        private void line(StringBuilder text, List<String> cells) {
            text.append(String.join(" & ", cells)).append(" \\\\\n");
        }

        private String number(String text) {
            if (text.equals("–")) {
                return "--";
            }
            // 5e-4 and 97.92 ± 0.03 are mathematics
            return "$" + EXPONENT.matcher(text).replaceAll(found -> ("1".equals(found.group(1)) ? "" : found.group(1) + "\\\\times ")
                    + "10^{" + found.group(2) + "}").replace("±", "\\pm") + "$";
        }
    };

    private static final Pattern EXPONENT = Pattern.compile("([0-9.]+)e(-?[0-9]+)");

    private final String extension;

    TableText(String extension) {
        this.extension = extension;
    }

    /** Of a file, without the dot. */
    public String extension() {
        return extension;
    }

    public abstract String of(ComparisonTable table);

    private static String number(double value) {
        return Double.isNaN(value) ? "" : value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                : Float.toString((float) value);
    }

    private static String latex(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : text.toCharArray()) {
            safe.append(switch (c) {
                case '\\' -> "\\textbackslash{}";
                case '~' -> "\\textasciitilde{}";
                case '^' -> "\\textasciicircum{}";
                case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
                case 'α' -> "$\\alpha$";
                case '–' -> "--";
                default -> String.valueOf(c);
            });
        }
        return EXPONENT.matcher(safe).replaceAll("\\$$1\\\\times 10^{$2}\\$");
    }
}
