package dev.thresher.engine.model.spec;

import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with a network, found before any of it is said, so that one reading mends it all. */
final class Mistakes {
    /** A line with more of them helps nobody. */
    private static final int SHOWN = 12;

    private final List<String> found = new ArrayList<>();

    /** @param place the path of the faulty entry, or the layer */
    void add(String place, String what) {
        found.add(place + ": " + what);
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** @throws UserError if there are any: one line that starts with {@code subject} */
    void report(String subject) {
        if (!found.isEmpty()) {
            String rest = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
            String line = subject + ": " + String.join("; ", found.subList(0, Math.min(SHOWN, found.size()))) + rest;
            throw new UserError(line.replaceAll("\\p{Cntrl}", "?")); // names of a file may hold anything, an error is one line
        }
    }
}
