package dev.thresher.engine.model;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedLayer;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One network being built: layers are made in order, connected by their places, and given their initial values. */
final class Assembly {
    /** Columns that a backend may add to a batch, at most. */
    private static final int PADDING = 64;

    private final ShapedModel model;
    private final Backend backend;
    private final int capacity;
    private final LayerFactory factory;
    private final InitialValues initial;
    private final List<Network.Node> nodes = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>(); // of the node whose output a name stands for

    Assembly(ShapedModel model, Backend backend, SparseMethod method, int capacity, long seed) {
        this.model = model;
        this.backend = backend;
        this.capacity = capacity;
        factory = new LayerFactory(backend, method, capacity, seed);
        initial = new InitialValues(backend, seed);
        places.put(LayerSpec.IMAGES, Network.IMAGES);
    }

    Network build() {
        for (ShapedLayer shaped : model.layers()) {
            requireRoom(shaped);
        }
        for (ShapedLayer shaped : model.layers()) {
            if (shaped.operation() instanceof Operation.Flatten) {
                // numbers stay where they lie: who takes from it takes from its input
                places.put(shaped.name(), places.get(shaped.layer().inputs().getFirst()));
            } else {
                add(shaped);
            }
        }
        return new Network(backend, nodes, capacity);
    }

    private void add(ShapedLayer shaped) {
        // in rising order the images, which are no layer, come first: a Sum can be given them, but not look them up
        List<Integer> inputs = shaped.layer().inputs().stream().map(places::get).sorted().toList();
        List<Layer> others = inputs.stream().skip(1).map(place -> nodes.get(place).layer()).toList();
        Layer layer = factory.make(shaped, others, inputs.getFirst() != Network.IMAGES);
        initial.draw(layer, shaped.operation());
        places.put(shaped.name(), nodes.size());
        nodes.add(new Network.Node(layer, inputs));
    }

    private void requireRoom(ShapedLayer shaped) {
        long numbers = shaped.output().size() * ((long) capacity + PADDING);
        if (numbers > Integer.MAX_VALUE) {
            throw new UserError(String.format(Locale.ROOT, "model '%s', layer '%s': %,d numbers an example and batches of up to %,d are more than "
                    + "can be held; choose a smaller batch or model", model.spec().name(), shaped.name(), shaped.output().size(), capacity));
        }
    }
}
