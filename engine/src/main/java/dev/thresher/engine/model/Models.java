package dev.thresher.engine.model;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The built-in networks by name, and networks from their descriptions. */
public final class Models {
    private Models() {
    }

    /**
     * The description of a built-in network.
     *
     * @throws UserError for a name that is not known
     */
    public static ModelSpec spec(String name) {
        int[] wide = ModelNames.wide(name);
        if (wide != null) {
            return WideResNet.of(name, wide[0], wide[1]);
        }
        if (!ModelNames.LISTED.contains(name)) {
            throw new UserError("no model '" + name + "'; known: " + String.join(", ", ModelNames.LISTED) + " and any other wrn-D-K");
        }
        return switch (name) {
            case ModelNames.LENET_300_100 -> LeNets.fullyConnected();
            case ModelNames.LENET_5_CAFFE -> LeNets.caffe();
            case ModelNames.LSTM_A -> LeNets.lstm(name, 128);
            case ModelNames.LSTM_B -> LeNets.lstm(name, 256);
            default -> name.startsWith("vgg-") ? Vgg.of(name) : ResNet.of(name);
        };
    }

    /** The description of an experiment's network. @param file that describes it, or null for the built-in one of this name */
    public static ModelSpec spec(String name, String file) {
        return file == null ? spec(name) : ModelJson.read(Path.of(file));
    }

    /**
     * Builds a network with parameters drawn from the seed; thresholds are zero.
     *
     * @param capacity greatest number of examples of a batch
     * @throws UserError where a layer does not fit what comes in
     */
    public static Network build(ModelSpec spec, Backend backend, SparseMethod method, ImageShape input, int classes, int capacity,
                                long seed) {
        ShapedModel shaped = ShapedModel.of(spec, input, classes);
        LayerFactory factory = new LayerFactory(backend, method, capacity, seed);
        List<Network.Node> nodes = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>(Map.of(LayerSpec.IMAGES, Network.IMAGES));
        for (ShapedModel.Layer layer : shaped.layers()) {
            List<Integer> inputs = layer.spec().inputs().stream().map(places::get).toList();
            List<Layer> others = inputs.stream().skip(1).map(i -> nodes.get(i).layer()).toList();
            Layer made = factory.make(layer, classes, others, inputs.getFirst() == Network.IMAGES);
            if (made == null) {
                places.put(layer.spec().name(), inputs.getFirst());
            } else {
                places.put(layer.spec().name(), nodes.size());
                nodes.add(new Network.Node(made, inputs));
            }
        }
        return new Network(backend, nodes, capacity);
    }
}
