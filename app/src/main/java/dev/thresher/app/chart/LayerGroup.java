package dev.thresher.app.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers that belong together in a deep network: a stage of a residual network, the convolutions between two pools of a VGG, the
 * gates of one LSTM layer. What their names say decides: all before the first dot is the same, and where a plain number follows (
 * {@code feature.7}), a step wider than the narrowest, as over a pool, begins another group.
 *
 * @param name of the group; that of its layer, where it has only one
 * @param layers in the network's order
 */
public record LayerGroup(String name, List<String> layers) {
    /** With fewer layers there is nothing to be gained from groups. */
    public static final int WORTH = 8;

    public LayerGroup {
        layers = List.copyOf(layers);
    }

    /** All layers in groups, in their order. */
    public static List<LayerGroup> of(List<String> layers) {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        layers.forEach(layer -> stages.computeIfAbsent(stage(layer), key -> new ArrayList<>()).add(layer));
        List<LayerGroup> groups = new ArrayList<>();
        stages.forEach((stage, members) -> split(stage, members, groups));
        return groups;
    }

    private static String stage(String layer) {
        int dot = layer.indexOf('.');
        return dot < 0 ? layer : layer.substring(0, dot);
    }

    private static void split(String stage, List<String> members, List<LayerGroup> groups) {
        int[] numbers = members.stream().mapToInt(layer -> number(stage, layer)).toArray();
        int narrowest = Integer.MAX_VALUE;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] < 0 || numbers[i - 1] < 0) {
                narrowest = Integer.MAX_VALUE;
                break;
            }
            narrowest = Math.min(narrowest, numbers[i] - numbers[i - 1]);
        }
        List<String> group = new ArrayList<>();
        boolean whole = true;
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0 && narrowest < Integer.MAX_VALUE && numbers[i] - numbers[i - 1] > narrowest) {
                groups.add(named(stage, group, false));
                group = new ArrayList<>();
                whole = false;
            }
            group.add(members.get(i));
        }
        groups.add(named(stage, group, whole));
    }

    /** What follows the stage, where that is all: 7 of {@code feature.7}; else −1. */
    private static int number(String stage, String layer) {
        String rest = layer.length() > stage.length() ? layer.substring(stage.length() + 1) : "";
        return rest.matches("\\d{1,6}") ? Integer.parseInt(rest) : -1;
    }

    private static LayerGroup named(String stage, List<String> layers, boolean whole) {
        if (layers.size() == 1) {
            return new LayerGroup(layers.getFirst(), layers);
        }
        return new LayerGroup(whole ? stage : stage + "." + number(stage, layers.getFirst()) + "–" + number(stage, layers.getLast()), layers);
    }
}
