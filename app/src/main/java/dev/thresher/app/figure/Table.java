package dev.thresher.app.figure;

import java.util.List;
import java.util.Locale;

/**
 * A table; how it looks is the business of who shows or writes it.
 *
 * @param title what it shows; empty for none
 * @param note one line on what the numbers are; empty for none
 * @param sections rows with a rule between one section and the next
 */
public record Table(String title, String note, List<Column> columns, List<List<List<Cell>>> sections) {
    private static final String UNKNOWN = "–";

    /** @param number whether its cells are numbers, to be aligned and sorted as such */
    public record Column(String title, boolean number) {
    }

    /**
     * @param text as people read it
     * @param value NaN for words, and where nothing is known
     * @param deviation NaN where there is none
     */
    public record Cell(String text, double value, double deviation) {
        public static Cell words(String text) {
            return new Cell(text, Double.NaN, Double.NaN);
        }

        /** @param text as people read it; a dash for NaN */
        public static Cell number(double value, String text) {
            return new Cell(Double.isNaN(value) ? UNKNOWN : text, value, Double.NaN);
        }

        public static Cell count(long value) {
            return number(value, Long.toString(value));
        }

        /** A share of 0 … 1 in per cent: {@code 97.89 ± 0.05}. */
        public static Cell percent(MeanAndDeviation share) {
            return of(share, "%.2f");
        }

        /** A difference of two shares in percentage points: {@code -0.50}. */
        public static Cell points(MeanAndDeviation difference) {
            return of(difference, "%+.2f");
        }

        private static Cell of(MeanAndDeviation share, String format) {
            double mean = 100 * share.mean();
            double deviation = 100 * share.deviation();
            String text = Double.isNaN(mean) ? UNKNOWN : String.format(Locale.ROOT, format, mean)
                    + (Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %.2f", deviation));
            return new Cell(text, mean, deviation);
        }

        boolean unknown() {
            return text.equals(UNKNOWN);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        sections = sections.stream().map(List::copyOf).toList();
        for (List<List<Cell>> section : sections) {
            for (List<Cell> row : section) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(row.size() + " cells in " + columns.size() + " columns");
                }
            }
        }
    }

    /** All rows, whatever section they are in. */
    public List<List<Cell>> rows() {
        return sections.stream().flatMap(List::stream).toList();
    }

    /** Whether some cell of a column has a deviation. */
    public boolean spread(int column) {
        return rows().stream().anyMatch(row -> !Double.isNaN(row.get(column).deviation()));
    }
}
