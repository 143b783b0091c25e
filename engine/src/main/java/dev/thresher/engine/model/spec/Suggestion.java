package dev.thresher.engine.model.spec;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant. */
final class Suggestion {
    private Suggestion() {
    }

    /** {@code "; did you mean 'conv2'?"}, or nothing where no name is near. */
    static String of(String typed, Collection<String> known) {
        return known.stream().filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(Comparator.naturalOrder()))
                .map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** Levenshtein's: how many letters must be put in, left out or replaced. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
