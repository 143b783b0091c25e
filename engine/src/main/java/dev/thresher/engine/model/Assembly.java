package dev.thresher.engine.model;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.layer.BatchNorm;
import dev.thresher.engine.layer.Conv2d;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Linear;
import dev.thresher.engine.layer.MaxPool;
import dev.thresher.engine.layer.Relu;
import dev.thresher.engine.layer.Sum;
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
    private final Map<String, List<Operation>> consumers = new HashMap<>(); // of each layer's output
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
        count();
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

    /** Who takes from whom, past every flatten. */
    private void count() {
        Map<String, String> sources = new HashMap<>();
        for (ShapedLayer shaped : model.layers()) {
            String name = shaped.name();
            List<String> inputs = shaped.layer().inputs().stream().map(input -> sources.getOrDefault(input, input)).toList();
            if (shaped.operation() instanceof Operation.Flatten) {
                sources.put(name, inputs.getFirst());
            } else {
                inputs.forEach(input -> consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(shaped.operation()));
            }
        }
    }

    /** In the place of its input, if it alone takes from it and its producer does not look at it again; likewise for the gradient. */
    private Layer relu(ShapedLayer shaped, int from) {
        Layer producer = from == Network.IMAGES ? null : nodes.get(from).layer();
        boolean free = producer != null && consumers.get(producer.name()).size() == 1
                && (producer instanceof Linear || producer instanceof Conv2d || producer instanceof BatchNorm || producer instanceof Sum);
        return Relu.over(free ? producer : null, givenAlone(shaped.name()), backend, shaped.name(), shaped.input().size(), capacity);
    }

    /** Whether a layer is given a gradient that nobody else wants: a sum hands its own to all of its summands. */
    private boolean givenAlone(String name) {
        List<Operation> takers = consumers.getOrDefault(name, List.of());
        return takers.size() == 1 && !(takers.getFirst() instanceof Operation.Add);
    }

    private void add(ShapedLayer shaped) {
        // in rising order the images, which are no layer, come first: a Sum can be given them, but not look them up
        List<Integer> inputs = shaped.layer().inputs().stream().map(places::get).sorted().toList();
        List<Layer> others = inputs.stream().skip(1).map(place -> nodes.get(place).layer()).toList();
        Layer layer = shaped.operation() instanceof Operation.Relu ? relu(shaped, inputs.getFirst())
                : factory.make(shaped, others, inputs.getFirst() != Network.IMAGES);
        if (layer instanceof MaxPool pool && inputs.getFirst() != Network.IMAGES && nodes.get(inputs.getFirst()).layer() instanceof Relu relu
                && consumers.get(relu.name()).size() == 1 && givenAlone(shaped.name())) {
            pool.takeOn(relu);
        }
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
