package dev.thresher.engine.model.spec;

import java.util.Collection;

/** What somebody may have meant by a word that is not known. */
final class Suggestion {
    private Suggestion() {
    }

    /** {@code " (did you mean 'conv2'?)"}, or nothing where no known word is near: the first of the nearest is named. */
    static String of(String word, Collection<String> known) {
        String nearest = null;
        int least = word.length() / 3 + 2; // a third of the letters may be wrong, one always
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least && distance < candidate.length()) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    /** How many letters must be changed, put in or taken out (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
