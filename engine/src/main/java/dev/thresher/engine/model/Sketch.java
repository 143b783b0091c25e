package dev.thresher.engine.model;

import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import java.util.ArrayList;
import java.util.List;

/** A description under way: each layer takes from the one added before it, unless told otherwise. */
final class Sketch {
    private final List<LayerSpec> layers = new ArrayList<>();
    private String last = LayerSpec.IMAGES;

    /** @return the layer's name, for others to take from */
    String add(String name, Operation operation) {
        return add(name, operation, last);
    }

    String add(String name, Operation operation, String... inputs) {
        layers.add(new LayerSpec(name, List.of(inputs), operation));
        last = name;
        return name;
    }

    /** Number of layers so far. */
    int size() {
        return layers.size();
    }

    /** The layer added last, or the images. */
    String last() {
        return last;
    }

    ModelSpec named(String name) {
        return new ModelSpec(name, null, layers);
    }

    static Operation linear(int outputs) {
        return new Linear(outputs, true, true, Double.NaN);
    }

    /** Square, with a bias. */
    static Operation conv(int filters, int kernel) {
        return new Conv(filters, kernel, kernel, 1, 1, 0, 0, true, true, Double.NaN);
    }

    /** Square, without a bias: a batch norm follows, which has one. */
    static Operation conv(int filters, int kernel, int stride, int padding) {
        return new Conv(filters, kernel, kernel, stride, stride, padding, padding, false, true, Double.NaN);
    }

    static Operation batchNorm(double scale) {
        return new BatchNorm(BatchNorm.MOMENTUM, BatchNorm.EPSILON, scale);
    }

    static Operation relu() {
        return new Operation.Relu();
    }

    /** The greatest of 2×2. */
    static Operation maxPool() {
        return new MaxPool(2, 2, 2, 2, 0, 0);
    }

    /** The mean of 2×2. */
    static Operation averagePool() {
        return new AveragePool(2, 2, 2, 2, 0, 0);
    }
}
