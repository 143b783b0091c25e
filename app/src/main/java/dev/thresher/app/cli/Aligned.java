package dev.thresher.app.cli;

import java.util.List;

/** Rows of words under each other. */
final class Aligned {
    private Aligned() {
    }

    /**
     * One line a row, columns as wide as they need.
     *
     * @param words how many columns, from the left, are words and stand at their left; the others are numbers and stand at their right
     */
    static String of(List<List<String>> rows, int words) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i < words ? row.get(i) + gap : gap + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
