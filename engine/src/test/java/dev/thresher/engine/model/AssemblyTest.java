package dev.thresher.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.testing.Tiny;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks built from descriptions: how their layers are connected, what is masked, where they start. */
class AssemblyTest {
    private static final int BATCH = 4;
    private final Backend backend = new EjmlBackend();

    private Network build(MethodKind kind, LayerSpec... layers) {
        return Models.build(new ModelSpec("net", null, List.of(layers)), backend,
                SparseMethod.of(Tiny.experiment().method().withKind(kind)), Tiny.SHAPE, Tiny.CLASSES, BATCH, 7);
    }

    private static LayerSpec layer(String name, Operation operation, String... inputs) {
        return new LayerSpec(name, List.of(inputs), operation);
    }

    private static Operation linear(int outputs) {
        return new Operation.Linear(outputs, true, true, Double.NaN);
    }

    private Tensor images() {
        return loaded(Tiny.SHAPE.features(), Tiny.values(BATCH, 3));
    }

    private Tensor gradient() {
        return loaded(Tiny.CLASSES, new float[] {1, -1, 2, 0.5f, 0, 1, 1, -2, 0.25f, 3, -1, 1});
    }

    /** @param values example by example */
    private Tensor loaded(int features, float[] values) {
        Batch batch = new Batch(features, BATCH);
        batch.reshape(features, BATCH);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i % features * batch.stride() + i / features] = values[i];
        }
        Tensor tensor = backend.activation(features, BATCH);
        backend.load(batch, tensor);
        return tensor;
    }

    /** x + x through two roads is 2x: so the branches meet, and their gradients too. */
    @Test
    void branchesAndTheirGradientsMeet() {
        Network once = build(MethodKind.DENSE, layer("flat", new Operation.Flatten(), "images"), layer("a", linear(5), "flat"),
                layer("fc", linear(Operation.CLASSES), "a"));
        Network twice = build(MethodKind.DENSE, layer("flat", new Operation.Flatten(), "images"), layer("a", linear(5), "flat"),
                layer("sum", new Operation.Add(), "a", "a"), layer("fc", linear(Operation.CLASSES), "sum"));
        Map<String, float[]> logits = Map.of("once", run(once), "twice", run(twice));
        float[] bias = backend.download(parameter(once, "fc.bias").value());
        for (int i = 0; i < Tiny.CLASSES * BATCH; i++) {
            float b = bias[i / BATCH];
            assertThat(logits.get("twice")[i] - b).isCloseTo(2 * (logits.get("once")[i] - b), within(1e-5f));
        }
        float[] single = backend.download(parameter(once, "a.weight").gradient());
        float[] doubled = backend.download(parameter(twice, "a.weight").gradient());
        for (int i = 0; i < single.length; i++) {
            assertThat(doubled[i]).isCloseTo(2 * single[i], within(1e-5f));
        }
    }

    private float[] run(Network network) {
        network.refreshMasks();
        Tensor logits = network.forward(images(), 1);
        network.backward(gradient());
        return backend.download(logits);
    }

    private static Parameter parameter(Network network, String name) {
        return network.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** The images are no layer; a sum is given them first, wherever the description names them. */
    @Test
    void imagesInASum() {
        Network network = build(MethodKind.DENSE, layer("relu", new Operation.Relu(), "images"),
                layer("sum", new Operation.Add(), "relu", "images"), layer("flat", new Operation.Flatten(), "sum"),
                layer("fc", linear(Operation.CLASSES), "flat"));
        run(network);
        float[] sum = backend.download(network.layers().get(1).output());
        float[] values = backend.download(images()); // all positive
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isEqualTo(2 * values[i]);
        }
    }

    @Test
    void aFlattenIsNoLayerAndMayEndANetwork() {
        Network network = build(MethodKind.DST, layer("one", new Operation.Flatten(), "images"), layer("two", new Operation.Flatten(), "one"),
                layer("fc", linear(Operation.CLASSES), "two"), layer("end", new Operation.Flatten(), "fc"));
        assertThat(network.layers()).extracting(l -> l.name()).containsExactly("fc");
        assertThat(run(network)).hasSize(Tiny.CLASSES * BATCH);
    }

    /** With the baseline, too, a weight that is never masked is left out, so that columns of methods can be compared. */
    @ParameterizedTest
    @EnumSource(MethodKind.class)
    void anUnmaskedWeightIsAParameterOnly(MethodKind kind) {
        Network network = build(kind, layer("flat", new Operation.Flatten(), "images"), layer("fc1", linear(5), "flat"),
                layer("fc2", new Operation.Linear(Operation.CLASSES, true, false, Double.NaN), "fc1"));
        assertThat(network.maskedWeights()).extracting(MaskedWeight::layer).containsExactly("fc1");
        assertThat(network.parameters()).extracting(Parameter::name).contains("fc2.weight", "fc2.bias").doesNotContain("fc2.threshold");
        run(network);
        backend.await();
        assertThat(network.maskedWeights().getFirst().count().total()).isEqualTo(5L * Tiny.SHAPE.features());
        assertThat(backend.download(parameter(network, "fc2.weight").gradient())).doesNotContain(Float.NaN);
        assertThat(sumOfMagnitudes(parameter(network, "fc2.weight"))).isPositive();
    }

    private float sumOfMagnitudes(Parameter p) {
        float sum = 0;
        for (float g : backend.download(p.gradient())) {
            sum += Math.abs(g);
        }
        return sum;
    }

    @Test
    void onlyUnmaskedWeights() {
        Network network = build(MethodKind.DST, layer("flat", new Operation.Flatten(), "images"),
                layer("fc", new Operation.Linear(Operation.CLASSES, true, false, Double.NaN), "flat"));
        run(network);
        assertThat(network.remainingRatio()).isEqualTo(1);
        assertThat(network.sparseLoss()).isZero();
    }

    @Test
    void aLinearWithoutABias() {
        Network network = build(MethodKind.DST, layer("flat", new Operation.Flatten(), "images"),
                layer("fc", new Operation.Linear(Operation.CLASSES, false, true, Double.NaN), "flat"));
        assertThat(network.parameters()).extracting(Parameter::name).containsExactly("fc.weight", "fc.threshold");
        float[] w = backend.download(parameter(network, "fc.weight").value());
        float[] logits = run(network);
        float[] x = backend.download(images());
        for (int n = 0; n < BATCH; n++) {
            float expected = 0;
            for (int f = 0; f < Tiny.SHAPE.features(); f++) {
                expected += w[f] * x[f * BATCH + n];
            }
            assertThat(logits[n]).isCloseTo(expected, within(1e-5f));
        }
    }

    @Test
    void aNamedBoundReplacesTheUsualOne() {
        Network network = build(MethodKind.DENSE, layer("flat", new Operation.Flatten(), "images"), layer("fc1", linear(200), "flat"),
                layer("fc2", new Operation.Linear(Operation.CLASSES, true, true, 3), "fc1"));
        float[] values = backend.download(parameter(network, "fc2.weight").value());
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isBetween(2.9f, 3f);
        assertThat(backend.download(parameter(network, "fc2.bias").value())).containsOnly(0f);
        assertThat(backend.download(parameter(network, "fc1.bias").value())).doesNotContain(0f);
    }

    @Test
    void aBatchThatCannotBeHeld() {
        ModelSpec spec = new ModelSpec("net", null, List.of(layer("flat", new Operation.Flatten(), "images"),
                layer("wide", linear(1_000_000), "flat"), layer("fc", linear(Operation.CLASSES), "wide")));
        assertThatThrownBy(() -> Models.build(spec, backend, SparseMethod.of(Tiny.experiment().method()), Tiny.SHAPE, Tiny.CLASSES, 4096, 7))
                .isInstanceOf(UserError.class).hasMessage("model 'net', layer 'wide': 1,000,000 numbers an example and batches of up to 4,096 "
                        + "are more than can be held; choose a smaller batch or model");
    }
}
