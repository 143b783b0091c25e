package dev.thresher.engine.model;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Pass;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Layers from images to logits: a graph without circles, each layer after all that it takes from. */
public final class Network {
    /** The input of a layer that takes the images. */
    public static final int IMAGES = -1;

    /**
     * A layer and where its input comes from.
     *
     * @param inputs positions of earlier nodes, or {@link #IMAGES}: the first is what {@link Layer#forward} is given; the gradient
     *     that {@link Layer#backward} answers with goes to all of them
     */
    public record Node(Layer layer, List<Integer> inputs) {
        public Node {
            inputs = List.copyOf(inputs);
        }
    }

    private final Backend backend;
    private final Layer[] layers;
    private final int[][] inputs;
    private final Tensor[] gradients;     // of each node's output, as the backward pass finds it
    private final Tensor[] accumulators;  // where gradients of several consumers are added up; null where there is one
    private final Pass pass = new Pass();
    private final EvaluationPlan evaluation;
    private final List<MaskedWeight> maskedWeights;
    private final List<Parameter> parameters;
    private final List<Statistic> statistics;

    /**
     * @param nodes in an order in which they can be computed; the last gives the logits
     * @param capacity greatest number of examples of a batch
     */
    public Network(Backend backend, List<Node> nodes, int capacity) {
        this.backend = backend;
        layers = nodes.stream().map(Node::layer).toArray(Layer[]::new);
        inputs = nodes.stream().map(n -> n.inputs().stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
        gradients = new Tensor[layers.length];
        accumulators = accumulators(capacity);
        evaluation = new EvaluationPlan(backend, nodes);
        maskedWeights = nodes.stream().flatMap(n -> n.layer().maskedWeights().stream()).filter(MaskedWeight::maskable).toList();
        statistics = nodes.stream().flatMap(n -> n.layer().statistics().stream()).toList();
        List<Parameter> all = new ArrayList<>();
        for (Layer layer : layers) {
            layer.maskedWeights().forEach(w -> all.add(w.weight()));
            all.addAll(layer.parameters());
            layer.maskedWeights().stream().filter(w -> w.threshold() != null).forEach(w -> all.add(w.threshold()));
        }
        parameters = List.copyOf(all);
    }

    private Tensor[] accumulators(int capacity) {
        int[] consumers = new int[layers.length];
        for (int i = 0; i < layers.length; i++) {
            for (int from : inputs[i]) {
                if (from >= i) {
                    throw new IllegalArgumentException(layers[i].name() + " takes from a layer that comes after it");
                }
                if (from != IMAGES) {
                    consumers[from]++;
                }
            }
        }
        Tensor[] made = new Tensor[layers.length];
        for (int i = 0; i < layers.length; i++) {
            made[i] = consumers[i] > 1 ? backend.activation(layers[i].output().rows(), capacity) : null;
        }
        return made;
    }

    public Backend backend() {
        return backend;
    }

    public List<Layer> layers() {
        return List.of(layers);
    }

    /** Every weight whose masks are up to the method, in the order of the layers; those that stay dense are parameters only. */
    public List<MaskedWeight> maskedWeights() {
        return maskedWeights;
    }

    /** Everything trained: weights, what else a layer has, and thresholds, in the order of the layers. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** What is saved with the parameters but not trained, in the order of the layers. */
    public List<Statistic> statistics() {
        return statistics;
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

    /** Makes all P as the next step will; see {@link MaskedWeight#lookAhead()}. */
    public void lookAhead() {
        for (int i = 0; i < maskedWeights.size(); i++) {
            maskedWeights.get(i).lookAhead();
        }
    }

    /** Freezes all masks, or lets them go; see {@link MaskedWeight#freeze(boolean)}. */
    public void freezeMasks(boolean on) {
        maskedWeights.forEach(weight -> weight.freeze(on));
    }

    /** Entries of all masked weights that left P since the network was made. */
    public long pruned() {
        long sum = 0;
        for (int i = 0; i < maskedWeights.size(); i++) {
            sum += maskedWeights.get(i).pruned();
        }
        return sum;
    }

    /** Entries of all masked weights that came into P since the network was made. */
    public long recovered() {
        long sum = 0;
        for (int i = 0; i < maskedWeights.size(); i++) {
            sum += maskedWeights.get(i).recovered();
        }
        return sum;
    }

    /** Logits (classes × n) of a batch of images (C·H·W × n) in training step {@code step}, counted from 1. */
    public Tensor forward(Tensor images, long step) {
        pass.train(step);
        Tensor y = images;
        for (int i = 0; i < layers.length; i++) {
            y = layers[i].forward(input(i, images), pass);
        }
        return y;
    }

    /** What {@link Layer#forward} of a layer is given. */
    Tensor input(int layer, Tensor images) {
        int from = inputs[layer][0];
        return from == IMAGES ? images : layers[from].output();
    }

    /**
     * Logits as an evaluation has them: running statistics, nothing dropped. Outputs of layers that only one other takes from may be left
     * as they were.
     */
    public Tensor evaluate(Tensor images) {
        return evaluation.evaluate(images);
    }

    /** Gradients of all parameters from that of the logits. */
    public void backward(Tensor gradient) {
        Arrays.fill(gradients, null);
        gradients[layers.length - 1] = gradient;
        for (int i = layers.length - 1; i >= 0; i--) {
            Tensor dx = layers[i].backward(gradients[i]);
            for (int from : inputs[i]) {
                if (from != IMAGES) {
                    pass(from, dx);
                }
            }
        }
    }

    private void pass(int to, Tensor dx) {
        Tensor before = gradients[to];
        if (before == null) {
            gradients[to] = dx;
        } else {
            accumulators[to].resize(dx.columns());
            backend.add(before, dx, accumulators[to]);
            gradients[to] = accumulators[to];
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
