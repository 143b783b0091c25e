package dev.thresher.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.testing.Tiny;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Initial parameters: uniform in ±1/√fan_in, a pure function of the seed and the place. */
class InitialValuesTest {
    private static Network network(MethodKind kind, long seed, int capacity) {
        return Models.build(Models.spec("lenet-300-100"), new EjmlBackend(),
                SparseMethod.of(Tiny.experiment().method().withKind(kind)), Tiny.SHAPE, Tiny.CLASSES, capacity, seed);
    }

    @Test
    void boundsMeanAndSpread() {
        Network network = network(MethodKind.DST, 1, 4);
        for (Parameter p : network.parameters()) {
            float[] values = network.backend().download(p.value());
            int fanIn = switch (p.name().substring(0, 3)) {
                case "fc1" -> Tiny.SHAPE.features();
                case "fc2" -> 300;
                default -> 100;
            };
            double bound = 1 / Math.sqrt(fanIn);
            if (p.name().endsWith(".threshold")) {
                assertThat(values).as(p.name()).containsOnly(0f);
                continue;
            }
            double sum = 0;
            double squares = 0;
            double largest = 0;
            for (float value : values) {
                sum += value;
                squares += value * value;
                largest = Math.max(largest, Math.abs(value));
            }
            // six standard errors of the mean and of the variance of as many uniform values
            double error = 6 / Math.sqrt(values.length);
            assertThat(largest).as(p.name()).isLessThanOrEqualTo((float) bound);
            assertThat(sum / values.length).as("mean of " + p.name()).isCloseTo(0, within(error * bound / Math.sqrt(3)));
            assertThat(squares / values.length).as("variance of " + p.name())
                    .isCloseTo(bound * bound / 3, within(error * bound * bound * 0.3));
            if (values.length > 1000) {
                assertThat(largest).as("the whole range of " + p.name() + " is used").isGreaterThan(0.99 * bound);
            }
        }
    }

    @Test
    void aNetworkIsAPureFunctionOfItsSeed() {
        Map<String, float[]> one = Tiny.parameters(network(MethodKind.DST, 7, 4));
        network(MethodKind.DST, 8, 4);
        Map<String, float[]> again = Tiny.parameters(network(MethodKind.DST, 7, 99));
        one.forEach((name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
        Map<String, float[]> dense = Tiny.parameters(network(MethodKind.DENSE, 7, 4));
        dense.forEach((name, values) -> assertThat(values).as(name + " is the same for every method").isEqualTo(one.get(name)));
        assertThat(Tiny.parameters(network(MethodKind.DST, 8, 4)).get("fc1.weight")).isNotEqualTo(one.get("fc1.weight"));
    }

    @Test
    void noTwoParametersShareTheirDraws() {
        Map<String, float[]> p = Tiny.parameters(network(MethodKind.DST, 7, 4));
        float scale = (float) Math.sqrt(300.0 / Tiny.SHAPE.features()); // to the bound of fc2
        assertThat(p.get("fc1.weight")[0] / scale).isNotCloseTo(p.get("fc2.weight")[0], within(1e-6f));
        assertThat(p.get("fc1.weight")[0]).isNotCloseTo(p.get("fc1.bias")[0], within(1e-6f));
    }

    /** Runs recorded before must start from the same bits: the order of the ordinals may not change. */
    @Test
    void everyParameterIsDrawnByItsOrdinal() {
        Map<String, float[]> p = Tiny.parameters(network(MethodKind.DST, 7, 4));
        String[] names = {"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"};
        int[] fanIns = {Tiny.SHAPE.features(), 300, 100};
        for (int ordinal = 0; ordinal < names.length; ordinal++) {
            double bound = 1 / Math.sqrt(fanIns[ordinal / 2]);
            for (int i = 0; i < Tiny.CLASSES; i++) {
                double drawn = Randomness.uniform(7, Purpose.INITIAL_WEIGHT, ordinal, i);
                assertThat(p.get(names[ordinal])[i]).as(names[ordinal]).isEqualTo((float) ((2 * drawn - 1) * bound));
            }
        }
    }
}
