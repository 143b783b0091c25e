package dev.thresher.engine.model.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** How the entries of a file hang together: finds an order in which they can be computed, or says why there is none. */
final class Graph {
    private final List<Entry> entries;
    private final Mistakes mistakes;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<List<Integer>> consumers = new ArrayList<>();

    private Graph(List<Entry> entries, Mistakes mistakes) {
        this.entries = entries;
        this.mistakes = mistakes;
    }

    /**
     * The layers, each after all that it takes from and otherwise in the order of the file; the last gives the logits. Meaningless
     * where mistakes were noted.
     */
    static List<LayerSpec> order(List<Entry> entries, Mistakes mistakes) {
        Graph graph = new Graph(entries, mistakes);
        int before = mistakes.count();
        graph.names();
        graph.references();
        if (mistakes.count() > before) {
            return List.of(); // circles and ends of a graph with wrong names would be reported where there are none
        }
        List<Integer> order = graph.sorted();
        if (order.size() < entries.size()) {
            graph.circle(order);
        } else {
            graph.ends();
        }
        return order.stream().map(entries::get).map(e -> new LayerSpec(e.name(), e.inputs(), e.operation())).toList();
    }

    private void names() {
        for (int i = 0; i < entries.size(); i++) {
            consumers.add(new ArrayList<>());
            Integer first = places.putIfAbsent(entries.get(i).name(), i);
            if (first != null) {
                mistakes.add(entries.get(i).path() + ".name", "'" + entries.get(i).name() + "' is the name of "
                        + entries.get(first).path() + " too");
            }
        }
    }

    private void references() {
        for (int i = 0; i < entries.size(); i++) {
            List<String> inputs = entries.get(i).inputs();
            for (int k = 0; k < inputs.size(); k++) {
                Integer from = places.get(inputs.get(k));
                if (from != null) {
                    consumers.get(from).add(i);
                } else if (!inputs.get(k).equals(LayerSpec.IMAGES)) {
                    mistakes.add(entries.get(i).path() + ".inputs[" + k + "]", "no layer '" + inputs.get(k) + "'"
                            + Suggestion.of(inputs.get(k), places.keySet()));
                }
            }
        }
    }

    /** Always the first entry of the file whose inputs are all there; what lies on or behind a circle is left out. */
    private List<Integer> sorted() {
        int[] missing = new int[entries.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < missing.length; i++) {
            missing[i] = (int) entries.get(i).inputs().stream().filter(places::containsKey).count();
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(next);
            for (int consumer : consumers.get(next)) {
                if (--missing[consumer] == 0) {
                    ready.add(consumer);
                }
            }
        }
        return order;
    }

    /** Going back from an entry that is left, always to an input that is left too, comes to a place seen before. */
    private void circle(List<Integer> order) {
        boolean[] sorted = new boolean[entries.size()];
        order.forEach(i -> sorted[i] = true);
        int at = 0;
        while (sorted[at]) {
            at++;
        }
        List<Integer> way = new ArrayList<>();
        Map<Integer, Integer> seen = new HashMap<>();
        while (seen.putIfAbsent(at, way.size()) == null) {
            way.add(at);
            at = entries.get(at).inputs().stream().map(places::get).filter(from -> from != null && !sorted[from]).findFirst().orElseThrow();
        }
        List<String> names = new ArrayList<>(way.subList(seen.get(at), way.size()).stream().map(i -> entries.get(i).name()).toList());
        names.add(names.getFirst());
        mistakes.add(entries.get(at).path() + ".inputs", "goes in a circle: " + String.join(" takes from ", names));
    }

    private void ends() {
        List<Entry> ends = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (consumers.get(i).isEmpty()) {
                ends.add(entries.get(i));
            }
        }
        if (ends.size() > 1 && ends.getLast() == entries.getLast()) {
            for (Entry end : ends.subList(0, ends.size() - 1)) {
                mistakes.add(end.path(), "nobody takes from '" + end.name() + "'; name it in the inputs of another layer, or leave it out");
            }
        } else if (ends.size() > 1) {
            mistakes.add("layers", "more than one end: " + String.join(", ", ends.stream().map(e -> "'" + e.name() + "' ("
                    + e.path() + ")").toList()) + "; one layer gives the logits, and all others are taken from");
        }
    }
}
