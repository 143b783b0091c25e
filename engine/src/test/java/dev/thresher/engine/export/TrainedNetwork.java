package dev.thresher.engine.export;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.parameter.Statistic;
import dev.thresher.engine.run.ParameterFile;
import java.nio.file.Path;
import java.util.Map;

/** A network of the engine as if trained: thresholds that mask about half, batch norms with statistics; and its parameters' file. */
final class TrainedNetwork {
    static final MethodConfig DST = Experiment.standard().method();
    private static final int CAPACITY = 4;

    private final Backend backend;
    private final ModelSpec spec;
    private final ImageShape input;
    private final int classes;
    private final MethodConfig method;
    private final Network network;
    private long draws;

    TrainedNetwork(ModelSpec spec, ImageShape input, int classes, MethodConfig method) {
        this(spec, input, classes, method, new EjmlBackend());
    }

    /** @param backend that computes it: the plain one takes minutes for a large network */
    TrainedNetwork(ModelSpec spec, ImageShape input, int classes, MethodConfig method, Backend backend) {
        this.backend = backend;
        this.spec = spec;
        this.input = input;
        this.classes = classes;
        this.method = method;
        network = Models.build(spec, backend, SparseMethod.of(method), input, classes, CAPACITY, 1);
        for (Parameter p : network.parameters()) {
            if (p.kind() == ParameterKind.NORMALISATION) {
                set(p.name(), random(-1, 1, Math.toIntExact(p.value().size())));
            } else if (p.kind() == ParameterKind.THRESHOLD) {
                set(p.name(), random(0, 2 * mean(p.name().replace(".threshold", ".weight")), Math.toIntExact(p.value().size())));
            }
        }
        for (Statistic s : network.statistics()) {
            boolean variance = s.name().endsWith("var");
            backend.upload(s.value(), random(variance ? 0.5 : -0.5, variance ? 2 : 0.5, s.value().rows()));
        }
    }

    TrainedNetwork(SmallNetworks small) {
        this(small.spec(), small.input(), 3, DST);
    }

    Network network() {
        return network;
    }

    ShapedModel model() {
        return ShapedModel.of(spec, input, classes);
    }

    MethodConfig method() {
        return method;
    }

    int classes() {
        return classes;
    }

    private float[] random(double low, double high, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (low + (high - low) * Randomness.uniform(7, Purpose.SYNTHESIS, 0, draws++));
        }
        return values;
    }

    private double mean(String name) {
        double sum = 0;
        float[] values = values(name);
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum / values.length;
    }

    float[] values(String name) {
        return backend.download(parameter(name).value());
    }

    void set(String name, float... values) {
        backend.upload(parameter(name).value(), values);
    }

    private Parameter parameter(String name) {
        return network.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** Values in [0, 1], {@code [count, C, H, W]}. */
    float[] images(int count) {
        return random(0, 1, count * input.features());
    }

    /** Logits of an evaluation, {@code [count, classes]}. */
    float[] evaluate(float[] images) {
        int features = input.features();
        int count = images.length / features;
        Batch batch = new Batch(features, CAPACITY);
        batch.reshape(features, count);
        for (int n = 0; n < count; n++) {
            for (int f = 0; f < features; f++) {
                batch.features()[f * batch.stride() + n] = images[n * features + f];
            }
        }
        Tensor tensor = backend.activation(features, CAPACITY);
        backend.load(batch, tensor);
        network.refreshMasksForEvaluation();
        float[] logits = backend.download(network.evaluate(tensor));
        float[] transposed = new float[logits.length];
        for (int n = 0; n < count; n++) {
            for (int c = 0; c < classes; c++) {
                transposed[n * classes + c] = logits[c * count + n];
            }
        }
        return transposed;
    }

    /** Writes the parameters as a run does. */
    Path write(Path folder) {
        Path file = folder.resolve("weights.safetensors");
        ParameterFile.write(file, network, Map.of());
        return file;
    }

    TrainedWeights weights(Path folder) {
        return TrainedWeights.read(write(folder), model(), method);
    }
}
