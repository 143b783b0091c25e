package dev.thresher.engine.model.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What shapes that fit together can still get wrong. */
final class Limits {
    private final Mistakes mistakes;

    Limits(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void check(List<ShapedLayer> layers) {
        boolean trains = false;
        Set<String> images = new HashSet<>(Set.of(LayerSpec.IMAGES)); // and what only looks at them in another shape
        for (ShapedLayer layer : layers) {
            LayerCost cost = LayerCost.of(layer);
            trains |= cost.weights() > 0;
            if (cost.weights() > Integer.MAX_VALUE) {
                mistakes.add(place(layer), String.format(Locale.ROOT, "has %,d weights, more than can be held; make it smaller", cost.weights()));
            }
            if (layer.operation() instanceof Operation.Flatten && images.containsAll(layer.layer().inputs())) {
                images.add(layer.name());
            }
            if (layer.layer().inputs().stream().filter(images::contains).count() > 1) {
                mistakes.add(place(layer), "adds the images to themselves; name them once");
            }
        }
        if (!trains) {
            mistakes.add("layers", "none of them can be trained; add a linear, conv or lstm");
        }
    }

    private static String place(ShapedLayer layer) {
        return "layer '" + layer.name() + "'";
    }
}
