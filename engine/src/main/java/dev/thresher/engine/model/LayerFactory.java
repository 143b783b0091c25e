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
import dev.thresher.engine.layer.Relu;
import dev.thresher.engine.layer.Sum;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.FeatureShape;
import dev.thresher.engine.model.spec.FeatureShape.Image;
import dev.thresher.engine.model.spec.FeatureShape.Sequence;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.List;

/** Makes layers from their descriptions, with initial values drawn from the seed. */
final class LayerFactory {
    private final Backend backend;
    private final SparseMethod method;
    private final int capacity;
    private final long seed;
    private final InitialValues values;
    private int dropouts;

    LayerFactory(Backend backend, SparseMethod method, int capacity, long seed) {
        this.backend = backend;
        this.method = method;
        this.capacity = capacity;
        this.seed = seed;
        values = new InitialValues(backend, seed);
    }

    /**
     * The layer of a description; null for one that leaves its input as it lies.
     *
     * @param others the summands of an {@code add} besides the first
     * @param first whether it takes the images, which need no gradient
     */
    Layer make(ShapedModel.Layer layer, int classes, List<Layer> others, boolean first) {
        String name = layer.spec().name();
        FeatureShape in = layer.input();
        return switch (layer.spec().operation()) {
            case Operation.Linear l -> {
                int outputs = l.outputs() == Operation.CLASSES ? classes : l.outputs();
                MaskedWeight weight = weight(name, l.masked(), new int[] {outputs, in.rows()}, outputs, in.rows());
                yield values.drawn(new Linear(backend, name, weight, l.bias(), capacity, !first), l.bound());
            }
            case Operation.Conv c -> {
                Window window = layer.window();
                MaskedWeight weight = weight(name, c.masked(), new int[] {c.filters(), window.channels(), window.kernelHeight(),
                    window.kernelWidth()}, c.filters(), window.filterSize());
                yield values.drawn(new Conv2d(backend, name, weight, window, c.bias(), capacity, !first), c.bound());
            }
            case Operation.Lstm l -> {
                int steps = in instanceof Sequence s ? s.steps() : ((Image) in).height();
                yield values.drawn(new Lstm(backend, method, name, steps, in.rows() / steps, l.hidden(), capacity, !first), l.hidden());
            }
            case Operation.BatchNorm b -> {
                int channels = in instanceof Image image ? image.channels() : in.rows();
                BatchNorm norm = new BatchNorm(backend, name, channels, in.rows(), b.momentum(), b.epsilon(), capacity);
                InitialValues.fill(backend, norm.parameters().getFirst(), (float) b.scale());
                yield norm;
            }
            case Operation.Relu _ -> new Relu(backend, name, in.rows(), capacity);
            case Operation.MaxPool _ -> new MaxPool(backend, name, layer.window(), capacity);
            case Operation.AveragePool _, Operation.GlobalAveragePool _ -> new AveragePool(backend, name, layer.window(), capacity);
            case Operation.Dropout d -> new Dropout(backend, name, d.rate(), seed, dropouts++, in.rows(), capacity);
            case Operation.Add _ -> new Sum(backend, name, others, in.rows(), capacity);
            case Operation.LastStep _ -> new LastStep(backend, name, ((Sequence) in).steps(), ((Sequence) in).features(), capacity);
            case Operation.Flatten _ -> null;
        };
    }

    private MaskedWeight weight(String name, boolean masked, int[] shape, int rows, int columns) {
        return masked ? new MaskedWeight(backend, method, name, shape, rows, columns)
                : MaskedWeight.unmasked(backend, name, shape, rows, columns);
    }
}
