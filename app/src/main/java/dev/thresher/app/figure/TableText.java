package dev.thresher.app.figure;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table as LaTeX (booktabs), and as CSV. */
final class TableText {
    private static final Pattern SMALL = Pattern.compile("(\\d+(?:\\.\\d+)?)e(-?\\d+)");

    private TableText() {
    }

    /** A {@code tabular} to be put into a {@code table}; it wants {@code \\usepackage{booktabs}}. */
    static byte[] latex(Table table) {
        StringBuilder text = new StringBuilder();
        text.append("% ").append(oneLine(table.title())).append(". ").append(oneLine(table.note())).append('\n');
        text.append("% Needs \\usepackage{booktabs}.\n");
        text.append("\\begin{tabular}{").append(table.numbers().stream().map(number -> number ? "r" : "l").collect(Collectors.joining())).append("}\n");
        text.append("\\toprule\n").append(row(table.heads()));
        for (List<List<String>> section : table.sections()) {
            text.append("\\midrule\n");
            section.forEach(row -> text.append(row(row)));
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String row(List<String> cells) {
        return cells.stream().map(TableText::escaped).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    static String escaped(String text) {
        String plain = text.replace("\\", "\\textbackslash ").replaceAll("([&%$#_{}])", "\\\\$1").replace("~", "\\textasciitilde{}")
                .replace("^", "\\textasciicircum{}").replace("±", "$\\pm$").replace("α", "$\\alpha$").replace("−", "$-$")
                .replace("–", "--");
        return SMALL.matcher(plain).replaceAll(found -> Matcher.quoteReplacement((found.group(1).equals("1") ? "$" : "$" + found.group(1) + "\\times ")
                + "10^{" + found.group(2) + "}$"));
    }

    static byte[] csv(Table table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(bytes)) {
            csv.writeRecord(table.heads());
            for (List<List<String>> section : table.sections()) {
                section.forEach(row -> csv.writeRecord(row));
            }
        }
        return bytes.toByteArray();
    }
}
