package dev.thresher.app.figure;

import java.util.List;

/**
 * A table as text; how it looks is the business of who writes it.
 *
 * @param title what it shows
 * @param note one line on what the numbers are
 * @param heads of the columns
 * @param numbers which columns hold numbers, and are set flush right
 * @param sections rows with a rule between one section and the next
 */
record Table(String title, String note, List<String> heads, List<Boolean> numbers, List<List<List<String>>> sections) {
    Table {
        heads = List.copyOf(heads);
        numbers = List.copyOf(numbers);
        sections = sections.stream().map(List::copyOf).toList();
        for (List<List<String>> section : sections) {
            for (List<String> row : section) {
                if (row.size() != heads.size()) {
                    throw new IllegalArgumentException(row.size() + " cells under " + heads.size() + " heads");
                }
            }
        }
    }

    int rows() {
        return sections.stream().mapToInt(List::size).sum();
    }
}
