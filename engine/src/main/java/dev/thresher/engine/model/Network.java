package dev.thresher.engine.model;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layers in sequence, from images to logits. */
public final class Network {
    private final Backend backend;
    private final List<Layer> layers;
    private final List<MaskedWeight> maskedWeights;
    private final List<Parameter> parameters;

    public Network(Backend backend, List<Layer> layers) {
        this.backend = backend;
        this.layers = List.copyOf(layers);
        this.maskedWeights = layers.stream().flatMap(l -> l.maskedWeights().stream()).toList();
        List<Parameter> all = new ArrayList<>();
        for (Layer layer : layers) {
            layer.maskedWeights().forEach(w -> all.add(w.weight()));
            all.addAll(layer.parameters());
            layer.maskedWeights().stream().filter(w -> w.threshold() != null).forEach(w -> all.add(w.threshold()));
        }
        this.parameters = List.copyOf(all);
    }

    public Backend backend() {
        return backend;
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Every masked weight, in the order of the layers. */
    public List<MaskedWeight> maskedWeights() {
        return maskedWeights;
    }

    /** Everything trained: weight, bias, threshold of each layer, in the order of the layers. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Makes all masks anew; before the forward pass of every step. */
    public void refreshMasks() {
        for (int i = 0; i < maskedWeights.size(); i++) {
            maskedWeights.get(i).refresh();
        }
    }

    /** Makes all masks for an evaluation, which changes no threshold. */
    public void refreshMasksForEvaluation() {
        for (int i = 0; i < maskedWeights.size(); i++) {
            maskedWeights.get(i).refreshForEvaluation();
        }
    }

    /** Logits (classes × n) of a batch of images (C·H·W × n). */
    public Tensor forward(Tensor images) {
        Tensor x = images;
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).forward(x);
        }
        return x;
    }

    /** Gradients of all parameters from that of the logits. */
    public void backward(Tensor gradient) {
        Tensor d = gradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            d = layers.get(i).backward(d);
        }
    }

    /** L_s = Σ_l Σ exp(−t) as of the last backward pass, without α. */
    public double sparseLoss() {
        double sum = 0;
        for (int i = 0; i < maskedWeights.size(); i++) {
            sum += maskedWeights.get(i).sparseLoss();
        }
        return sum;
    }

    /** k_m, the kept fraction over all masked weights in the last step, in 0 … 1. */
    public double remainingRatio() {
        long kept = 0;
        long total = 0;
        for (int i = 0; i < maskedWeights.size(); i++) {
            kept += maskedWeights.get(i).count().kept();
            total += maskedWeights.get(i).count().total();
        }
        return total == 0 ? 1 : (double) kept / total;
    }

    /** Where the first number that is not finite stands after a forward pass: a parameter or a layer's output, in order. */
    public Optional<String> firstNotFinite() {
        for (Layer layer : layers) {
            for (MaskedWeight w : layer.maskedWeights()) {
                for (Parameter p : w.parameters()) {
                    if (!backend.finite(p.value())) {
                        return Optional.of(p.name());
                    }
                }
            }
            for (Parameter p : layer.parameters()) {
                if (!backend.finite(p.value())) {
                    return Optional.of(p.name());
                }
            }
            if (!backend.finite(layer.output())) {
                return Optional.of("the output of " + layer.name());
            }
        }
        return Optional.empty();
    }
}
