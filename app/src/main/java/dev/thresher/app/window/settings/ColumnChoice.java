package dev.thresher.app.window.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns of a table the user wants to see. Of all others as many are seen as there is room for.
 *
 * @param shown names of those wanted, the one asked for last first
 * @param hidden names of those not wanted
 */
public record ColumnChoice(List<String> shown, List<String> hidden) {
    /** Nothing was chosen: what is seen depends on the room alone. */
    public static final ColumnChoice NONE = new ColumnChoice(List.of(), List.of());

    /** Missing parts, as of a file written by an older version, are empty. */
    public ColumnChoice {
        shown = known(shown);
        hidden = known(hidden);
    }

    private static List<String> known(List<String> names) {
        return names == null ? List.of() : names.stream().filter(Objects::nonNull).distinct().toList();
    }

    public ColumnChoice with(String name, boolean wanted) {
        List<String> show = new ArrayList<>(shown);
        List<String> hide = new ArrayList<>(hidden);
        show.remove(name);
        hide.remove(name);
        (wanted ? show : hide).addFirst(name);
        return new ColumnChoice(show, hide);
    }

    /**
     * The columns that fit beside each other: the first of all in any case, then those asked for, then the others.
     *
     * @param widths what each column needs, in pixels
     * @param byImportance all columns; the first is always seen
     * @param room for all of them, in pixels
     */
    public Set<String> fitting(Map<String, Double> widths, List<String> byImportance, double room) {
        Set<String> seen = new HashSet<>();
        double[] left = {room};
        Stream.of(List.of(byImportance.getFirst()), shown, byImportance).flatMap(List::stream).distinct()
                .filter(name -> widths.containsKey(name) && !hidden.contains(name)).forEach(name -> {
                    if (seen.isEmpty() || widths.get(name) <= left[0]) {
                        seen.add(name);
                        left[0] -= widths.get(name);
                    }
                });
        return seen;
    }
}
