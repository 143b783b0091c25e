package dev.thresher.engine.export;

import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Shape.Image;
import dev.thresher.engine.model.spec.ShapedLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The linear and convolutional layers of a model with W ⊙ M, and on demand with the batch norms that can be folded into them. An
 * evaluation's batch norm is a scale and a shift of each channel: it becomes a part of the layer before it, where nothing else takes from
 * that layer, or of the one behind it, where nothing else takes from the batch norm and no padding, which is never shifted, lies between.
 */
final class AffineLayers {
    private final TrainedWeights weights;
    private final Map<String, List<ShapedLayer>> consumers = new HashMap<>();
    private final Map<String, Affine> affine = new HashMap<>();
    private final Set<String> folded = new HashSet<>();

    AffineLayers(TrainedWeights weights, boolean foldBatchNorm) {
        this.weights = weights;
        for (ShapedLayer layer : weights.model().layers()) {
            layer.layer().inputs().forEach(from -> consumers.computeIfAbsent(from, _ -> new ArrayList<>()).add(layer));
            if (layer.operation() instanceof Linear || layer.operation() instanceof Conv) {
                affine.put(layer.name(), affine(layer));
            }
        }
        if (foldBatchNorm) {
            for (ShapedLayer layer : weights.model().layers()) {
                if (layer.operation() instanceof BatchNorm norm) {
                    fold(layer, norm.epsilon());
                }
            }
        }
    }

    /** The layer of this name. */
    Affine get(String name) {
        return affine.get(name);
    }

    /** Whether a layer is a batch norm that has become a part of another layer: its output is its input. */
    boolean folded(String name) {
        return folded.contains(name);
    }

    private Affine affine(ShapedLayer layer) {
        TrainedWeight weight = weights.weight(layer.name() + ".weight");
        String bias = layer.name() + ".bias";
        int channels = layer.input() instanceof Image image ? image.channels() : layer.input().size();
        return new Affine(weight.product(), weights.has(bias) ? weights.other(bias).clone() : null, weight.rows(), channels);
    }

    private void fold(ShapedLayer norm, double epsilon) {
        String from = norm.layer().inputs().getFirst();
        Affine before = affine.get(from);
        List<ShapedLayer> next = consumers.getOrDefault(norm.name(), List.of());
        boolean intoBefore = before != null && consumers.get(from).size() == 1;
        boolean intoNext = next.size() == 1 && unpadded(next.getFirst().operation());
        if (!intoBefore && !intoNext) {
            return;
        }
        float[] gamma = weights.other(norm.name() + ".weight");
        float[] beta = weights.other(norm.name() + ".bias");
        float[] mean = weights.other(norm.name() + ".running_mean");
        float[] variance = weights.other(norm.name() + ".running_var");
        double[] scale = new double[gamma.length];
        double[] shift = new double[gamma.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
            shift[c] = beta[c] - mean[c] * scale[c];
        }
        if (intoBefore) {
            before.scaleOutput(scale, shift);
        } else {
            affine.get(next.getFirst().name()).scaleInput(scale, shift);
        }
        folded.add(norm.name());
    }

    private static boolean unpadded(Operation operation) {
        return operation instanceof Linear || operation instanceof Conv c && c.padHeight() == 0 && c.padWidth() == 0;
    }
}
