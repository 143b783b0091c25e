package dev.thresher.engine.export;

import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Shape.Sequence;
import dev.thresher.engine.model.spec.ShapedLayer;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that a network's parameter file holds beside thresholds.
 *
 * @param name by PyTorch's names
 * @param threshold name of the thresholds of a weight that a sparse method masks; null for all else
 * @param resets whether the reset rule applies to them
 */
record SavedTensor(String name, Role role, int[] shape, String threshold, boolean resets) {
    /** What a tensor is. */
    enum Role {
        /** W of a linear, convolutional or LSTM layer. */
        WEIGHT,
        /** A bias, γ, β, or a running statistic. */
        OTHER
    }

    /** An LSTM's gates in the order of its layer: input, forget, candidate, output. */
    static final List<String> GATES = List.of("i", "f", "u", "o");

    /** Whether masking it is up to the method. */
    boolean maskable() {
        return threshold != null;
    }

    /** All of a model, in the order of its layers. */
    static List<SavedTensor> of(ShapedModel model) {
        List<SavedTensor> all = new ArrayList<>();
        model.layers().forEach(layer -> add(all, layer));
        return all;
    }

    private static void add(List<SavedTensor> all, ShapedLayer layer) {
        String name = layer.name();
        switch (layer.operation()) {
            case Operation.Linear o -> {
                int outputs = layer.output().size();
                all.add(weight(name, o.masked(), outputs, layer.input().size()));
                bias(all, name, o.bias(), outputs);
            }
            case Operation.Conv o -> {
                Window window = layer.window();
                all.add(weight(name, o.masked(), o.filters(), window.channels(), window.kernelHeight(), window.kernelWidth()));
                bias(all, name, o.bias(), o.filters());
            }
            case Operation.BatchNorm _ -> {
                for (String each : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
                    all.add(other(name + each, layer.channels()));
                }
            }
            case Operation.Lstm o -> lstm(all, name, layer.sequence(), o.hidden());
            case Operation.Relu _, Operation.MaxPool _, Operation.AveragePool _, Operation.GlobalAveragePool _, Operation.Flatten _,
                 Operation.Dropout _, Operation.Add _, Operation.LastStep _ -> {
                // nothing is saved of these
            }
        }
    }

    private static void lstm(List<SavedTensor> all, String name, Sequence in, int hidden) {
        for (String gate : GATES) {
            all.add(gate(name, "x" + gate, hidden, in.features()));
            all.add(gate(name, "h" + gate, hidden, hidden));
        }
        for (String gate : GATES) {
            all.add(other(name + ".bias_" + gate, hidden));
        }
    }

    private static SavedTensor gate(String name, String which, int hidden, int columns) {
        return new SavedTensor(name + ".weight_" + which, Role.WEIGHT, new int[] {hidden, columns}, name + ".threshold_" + which, false);
    }

    private static SavedTensor weight(String name, boolean masked, int... shape) {
        return new SavedTensor(name + ".weight", Role.WEIGHT, shape, masked ? name + ".threshold" : null, true);
    }

    private static void bias(List<SavedTensor> all, String name, boolean present, int size) {
        if (present) {
            all.add(other(name + ".bias", size));
        }
    }

    private static SavedTensor other(String name, int size) {
        return new SavedTensor(name, Role.OTHER, new int[] {size}, null, false);
    }
}
