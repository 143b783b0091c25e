package dev.thresher.engine.model;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Linear;
import dev.thresher.engine.layer.Relu;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built-in networks, by name. */
public final class Models {
    /** Widths of the hidden layers of the fully connected networks. */
    private static final Map<String, List<Integer>> FULLY_CONNECTED = Map.of(ModelNames.LENET_300_100, List.of(300, 100));

    private Models() {
    }

    /**
     * Builds a network with parameters drawn from the seed: uniform in ±1/√fan_in, thresholds zero.
     *
     * @param capacity greatest number of examples of a batch
     * @throws UserError for a name that is not known
     */
    public static Network build(String name, Backend backend, SparseMethod method, ImageShape input, int classes,
                                int capacity, long seed) {
        List<Integer> hidden = FULLY_CONNECTED.get(name);
        if (hidden == null) {
            throw new UserError("no model '" + name + "'; known: " + String.join(", ", ModelNames.LISTED));
        }
        List<Network.Node> nodes = new ArrayList<>();
        int inputs = input.features();
        for (int i = 0; i <= hidden.size(); i++) {
            boolean last = i == hidden.size();
            int outputs = last ? classes : hidden.get(i);
            String layer = "fc" + (i + 1);
            MaskedWeight weight = new MaskedWeight(backend, method, layer, new int[] {outputs, inputs}, outputs, inputs);
            nodes.add(new Network.Node(new Linear(backend, layer, weight, capacity, i > 0), List.of(nodes.size() - 1)));
            if (!last) {
                nodes.add(new Network.Node(new Relu(backend, "relu" + (i + 1), outputs, capacity), List.of(nodes.size() - 1)));
            }
            inputs = outputs;
        }
        Network network = new Network(backend, nodes, capacity);
        initialise(network, seed);
        return network;
    }

    private static void initialise(Network network, long seed) {
        int ordinal = 0;
        for (Layer layer : network.layers()) {
            for (MaskedWeight w : layer.maskedWeights()) {
                double bound = 1 / Math.sqrt(w.columns());
                InitialValues.uniform(network.backend(), w.weight(), bound, seed, ordinal++);
                for (Parameter p : layer.parameters()) {
                    InitialValues.uniform(network.backend(), p, bound, seed, ordinal++);
                }
            }
        }
    }
}
