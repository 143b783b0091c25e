package dev.thresher.engine.model;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.layer.AveragePool;
import dev.thresher.engine.layer.BatchNorm;
import dev.thresher.engine.layer.Conv2d;
import dev.thresher.engine.layer.Dropout;
import dev.thresher.engine.layer.LastStep;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Linear;
import dev.thresher.engine.layer.Lstm;
import dev.thresher.engine.layer.MaxPool;
import dev.thresher.engine.layer.Sum;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedLayer;
import java.util.List;

/** Makes the layers of one network, in their order. */
final class LayerFactory {
    private final Backend backend;
    private final SparseMethod method;
    private final int capacity;
    private final long seed;
    private int dropouts; // made so far: each draws its own randomness

    LayerFactory(Backend backend, SparseMethod method, int capacity, long seed) {
        this.backend = backend;
        this.method = method;
        this.capacity = capacity;
        this.seed = seed;
    }

    /**
     * @param others what the layer takes from besides its first input
     * @param needsInputGradient false where that is the images
     */
    Layer make(ShapedLayer shaped, List<Layer> others, boolean needsInputGradient) {
        String name = shaped.name();
        int features = shaped.input().size();
        return switch (shaped.operation()) {
            case Operation.Linear o -> {
                int outputs = shaped.output().size();
                MaskedWeight weight = weight(o.masked(), name, new int[] {outputs, features}, outputs, features);
                yield new Linear(backend, name, weight, o.bias(), capacity, needsInputGradient);
            }
            case Operation.Conv o -> {
                Window window = shaped.window();
                MaskedWeight weight = weight(o.masked(), name, new int[] {o.filters(), window.channels(), window.kernelHeight(),
                        window.kernelWidth()}, o.filters(), window.filterSize());
                yield new Conv2d(backend, name, weight, window, o.bias(), capacity, needsInputGradient);
            }
            case Operation.BatchNorm o -> new BatchNorm(backend, name, shaped.channels(), features, o.momentum(), o.epsilon(), o.scale(),
                    capacity);
            case Operation.MaxPool _ -> new MaxPool(backend, name, shaped.window(), capacity);
            case Operation.AveragePool _, Operation.GlobalAveragePool _ -> new AveragePool(backend, name, shaped.window(), capacity);
            case Operation.Dropout o -> new Dropout(backend, name, o.rate(), seed, dropouts++, features, capacity);
            case Operation.Add _ -> new Sum(backend, name, others, features, capacity);
            case Operation.Lstm o -> new Lstm(backend, method, name, shaped.sequence().steps(), shaped.sequence().features(), o.hidden(),
                    capacity, needsInputGradient);
            case Operation.LastStep _ -> new LastStep(backend, name, shaped.sequence().steps(), shaped.sequence().features(), capacity);
            case Operation.Relu _ -> throw new IllegalArgumentException(name + ": who knows the other layers makes it, for it may use their room");
            case Operation.Flatten _ -> throw new IllegalArgumentException(name + ": a flatten moves nothing and is no layer");
        };
    }

    private MaskedWeight weight(boolean masked, String name, int[] shape, int rows, int columns) {
        return masked ? new MaskedWeight(backend, method, name, shape, rows, columns)
                : MaskedWeight.unmasked(backend, name, shape, rows, columns);
    }
}
