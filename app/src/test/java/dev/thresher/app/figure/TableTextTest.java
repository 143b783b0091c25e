package dev.thresher.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that mean something to LaTeX, Markdown or a spreadsheet are set as they are. */
class TableTextTest {
    private static final String ODD = "50 % of $x_{i}^2$ & more | \"a~b\", #1 \\frac <α> … ±";
    private static final Table TABLE = new Table("A title\nof two lines", "A note.", List.of(new Column(ODD, false), new Column("α", true), new Column("Accuracy (%)", true)),
            List.of(List.of(List.of(Cell.words(ODD), Cell.number(5e-4, "5e-4"), Cell.percent(MeanAndDeviation.of(0.97, 0.98)))),
                    List.of(List.of(Cell.words("run-a1e-4"), Cell.number(Double.NaN, ""), Cell.points(MeanAndDeviation.of(-0.005))))));

    @Test
    void latexIsBalancedRowByRow() {
        String latex = TableText.LATEX.of(TABLE);
        List<String> rows = latex.lines().filter(line -> line.endsWith(" \\\\")).toList();
        assertThat(rows).hasSize(3);
        for (String row : rows) {
            String bare = row.replaceAll("\\\\[\\\\&%$#_{}]", ""); // what is escaped is no syntax
            assertThat(bare.chars().filter(c -> c == '&').count()).as(row).isEqualTo(2);
            assertThat(bare.chars().filter(c -> c == '$').count() % 2).as(row).isZero();
            assertThat(bare.chars().filter(c -> c == '{').count()).as(row).isEqualTo(bare.chars().filter(c -> c == '}').count());
            assertThat(bare).doesNotContain("%", "#", "~").doesNotContainPattern("\\^(?!\\{-?\\d+})");
            assertThat(bare.chars().allMatch(c -> c < 128)).as("what every LaTeX reads: " + row).isTrue();
        }
        assertThat(latex).startsWith("% A title of two lines\n% A note.\n% Needs \\usepackage{booktabs}.\n\\begin{tabular}{lrr}\n\\toprule\n").endsWith("\\bottomrule\n\\end{tabular}\n");
        assertThat(latex.lines().filter("\\midrule"::equals)).hasSize(2);
        assertThat(rows.get(1)).contains("$5\\times 10^{-4}$", "$97.50 \\pm 0.71$");
        assertThat(rows.get(2)).isEqualTo("run-a1e-4 & -- & $-0.50$ \\\\");
    }

    @Test
    void csvIsReadBack() {
        List<CsvRecord> rows = CsvReader.builder().ofCsvRecord(TableText.CSV.of(TABLE)).stream().toList();
        assertThat(rows.get(0).getFields()).containsExactly(ODD, "α", "Accuracy (%)", "Accuracy (%) ±");
        assertThat(rows.get(1).getField(0)).isEqualTo(ODD);
        assertThat(Double.parseDouble(rows.get(1).getField(3))).isCloseTo(0.7071, org.assertj.core.api.Assertions.within(1e-3));
        assertThat(rows.get(2).getFields()).containsExactly("run-a1e-4", "", "-0.5", "");
    }

    @Test
    void markdownHasAsManyCellsInEveryRow() {
        String markdown = TableText.MARKDOWN.of(TABLE);
        assertThat(markdown).endsWith("|\n\nA note.\n");
        assertThat(markdown.lines().limit(4).map(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count())).hasSize(4).containsOnly(4L);
    }
}
