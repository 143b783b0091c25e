package dev.thresher.engine.model.spec;

import java.util.ArrayList;
import java.util.List;

/** Writes a network down, layer after layer; each takes from the one before unless told otherwise. */
public final class Chain {
    private final List<LayerSpec> layers = new ArrayList<>();
    private String last = LayerSpec.IMAGES;

    /** Adds a layer that takes from the last one. */
    public Chain then(String name, Operation operation) {
        return from(last, name, operation);
    }

    /** Adds a layer that takes from another one. */
    public Chain from(String input, String name, Operation operation) {
        layers.add(new LayerSpec(name, List.of(input), operation));
        last = name;
        return this;
    }

    /** Adds the sum of two layers. */
    public Chain add(String name, String one, String other) {
        layers.add(new LayerSpec(name, List.of(one, other), new Operation.Add()));
        last = name;
        return this;
    }

    /** Name of the last layer. */
    public String last() {
        return last;
    }

    public ModelSpec as(String name) {
        return new ModelSpec(name, null, layers);
    }

    /** A square convolution, masked, with 1/√fan_in. */
    public static Operation conv(int filters, int kernel, int stride, int padding, boolean bias) {
        return new Operation.Conv(filters, kernel, kernel, stride, stride, padding, padding, bias, true, Double.NaN);
    }

    /** A masked linear layer with a bias. */
    public static Operation linear(int outputs) {
        return new Operation.Linear(outputs, true, true, Double.NaN);
    }

    /** PyTorch's batch norm, γ starting at {@code scale}. */
    public static Operation norm(double scale) {
        return new Operation.BatchNorm(0.1, 1e-5, scale);
    }

    public static Operation maxPool(int kernel, int stride, int padding) {
        return new Operation.MaxPool(kernel, kernel, stride, stride, padding, padding);
    }
}
