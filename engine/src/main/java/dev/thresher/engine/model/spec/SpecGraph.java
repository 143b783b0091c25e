package dev.thresher.engine.model.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts layers into an order in which they can be computed, that of the file where it allows, and notes what is wrong with the graph. */
final class SpecGraph {
    private final List<LayerSpec> layers;
    private final List<String> faults;
    private final Map<String, Integer> places = new HashMap<>();

    SpecGraph(List<LayerSpec> layers, List<String> faults) {
        this.layers = layers;
        this.faults = faults;
        for (int i = 0; i < layers.size(); i++) {
            String name = layers.get(i).name();
            if (name.equals(LayerSpec.IMAGES)) {
                fault(i, "name", "'images' is what the network's input is called; choose another name");
            }
            Integer other = places.putIfAbsent(name, i);
            if (other != null) {
                fault(i, "name", "'" + name + "' is the name of layers[" + other + "] too; give every layer a name of its own");
            }
        }
    }

    List<LayerSpec> sorted() {
        checkInputs();
        if (!faults.isEmpty()) {
            return layers;
        }
        List<LayerSpec> order = new ArrayList<>();
        Set<String> done = new HashSet<>(Set.of(LayerSpec.IMAGES));
        Set<LayerSpec> left = new LinkedHashSet<>(layers);
        while (!left.isEmpty()) {
            LayerSpec next = left.stream().filter(layer -> done.containsAll(layer.inputs())).findFirst().orElse(null);
            if (next == null) {
                noteCircle(left.iterator().next());
                return layers;
            }
            left.remove(next);
            done.add(next.name());
            order.add(next);
        }
        checkEnds();
        return order;
    }

    private void checkInputs() {
        for (int i = 0; i < layers.size(); i++) {
            LayerSpec layer = layers.get(i);
            for (int k = 0; k < layer.inputs().size(); k++) {
                String from = layer.inputs().get(k);
                if (!from.equals(LayerSpec.IMAGES) && !places.containsKey(from)) {
                    fault(i, "inputs[" + k + "]", "no layer '" + from + "'" + Suggestion.of(from, places.keySet()));
                }
            }
            boolean adds = layer.operation() instanceof Operation.Add;
            if (adds && layer.inputs().size() < 2) {
                fault(i, "inputs", "an add takes at least two layers");
            } else if (!adds && layer.inputs().size() != 1) {
                fault(i, "inputs", "expected one layer, found " + layer.inputs().size() + "; join them by an add before it");
            }
        }
    }

    /** Follows inputs that are not computed until a layer comes up again. */
    private void noteCircle(LayerSpec start) {
        List<String> way = new ArrayList<>();
        LayerSpec at = start;
        Set<String> computable = computable();
        while (!way.contains(at.name())) {
            way.add(at.name());
            String next = at.inputs().stream().filter(from -> !computable.contains(from)).findFirst().orElseThrow();
            at = layers.get(places.get(next));
        }
        List<String> circle = new ArrayList<>(way.subList(way.indexOf(at.name()), way.size()));
        circle.add(at.name());
        fault(places.get(at.name()), "inputs", "goes in a circle: " + String.join(" takes from ", circle));
    }

    private Set<String> computable() {
        Set<String> done = new HashSet<>(Set.of(LayerSpec.IMAGES));
        while (layers.stream().anyMatch(layer -> !done.contains(layer.name()) && done.containsAll(layer.inputs()) && done.add(layer.name()))) {
            // until nothing more can be computed
        }
        return done;
    }

    private void checkEnds() {
        Set<String> used = new HashSet<>();
        layers.forEach(layer -> used.addAll(layer.inputs()));
        List<String> ends = layers.stream().map(LayerSpec::name).filter(name -> !used.contains(name)).toList();
        if (ends.size() > 1) {
            for (String end : ends.subList(0, ends.size() - 1)) {
                fault(places.get(end), "name", "nobody takes from '" + end + "', and '" + ends.getLast()
                        + "' gives the logits; remove it or let a layer take from it");
            }
        }
    }

    private void fault(int layer, String field, String what) {
        faults.add("layers[" + layer + "]." + field + ": " + what);
    }
}
