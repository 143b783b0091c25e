package dev.thresher.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.mask.MaskedWeight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks as the engine's evaluation has them, and how files that do not fit are told. */
class TrainedWeightsTest {
    @TempDir
    Path temp;

    private static TrainedNetwork network(SmallNetworks small, MethodConfig method) {
        return new TrainedNetwork(small.spec(), small.input(), 3, method);
    }

    private void assertAsTheEngine(TrainedNetwork network) {
        TrainedWeights weights = network.weights(temp);
        network.evaluate(network.images(1)); // makes the masks
        long kept = 0;
        long total = 0;
        for (MaskedWeight expected : network.network().maskedWeights()) {
            TrainedWeight weight = weights.weight(expected.weight().name());
            assertThat(weight.product()).as(weight.name()).isEqualTo(expected.backend().download(expected.masked()));
            assertThat(weight.kept()).as(weight.name()).isEqualTo(expected.evaluationCount().kept());
            assertThat(weight.maskable()).as(weight.name()).isTrue();
            assertThat(weight.rows()).isEqualTo(expected.rows());
            assertThat(weight.columns()).isEqualTo(expected.columns());
            assertThat(weight.shape()).isEqualTo(expected.weight().shape());
            kept += weight.kept();
            total += weight.size();
        }
        assertThat(weights.weights()).filteredOn(TrainedWeight::maskable).hasSameSizeAs(network.network().maskedWeights());
        assertThat(weights.remaining()).isEqualTo((double) kept / total);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfThresholdMasksAsInAnEvaluation(ThresholdKind kind) {
        for (SmallNetworks small : SmallNetworks.values()) {
            TrainedNetwork network = network(small, TrainedNetwork.DST.withThreshold(kind));
            assertAsTheEngine(network);
            assertThat(network.weights(temp).remaining()).isBetween(0.1, 0.95);
        }
    }

    @Test
    void aLayerThatMeetsTheResetRuleCountsWithThresholdsOfZero() {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        float[] t = network.values("fc1.threshold");
        Arrays.fill(t, 100f);
        network.set("fc1.threshold", t);
        assertAsTheEngine(network);
        TrainedWeights weights = network.weights(temp);
        assertThat(weights.weight("fc1.weight").product()).isEqualTo(network.values("fc1.weight"));
        assertThat(weights.thresholds()).filteredOn(each -> each.name().equals("fc1.threshold")).singleElement()
                .satisfies(each -> assertThat(each.data()).as("as it is saved").isEqualTo(t));
    }

    @Test
    void anLstmKnowsNoResetRule() {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.SEQUENCE);
        network.set("lstm1.threshold_xf", 100f, 100f, 100f, 100f);
        assertAsTheEngine(network);
        assertThat(network.weights(temp).weight("lstm1.weight_xf").product()).containsOnly(0f);
    }

    @Test
    void aDenseRunHasNoThresholdsAndKeepsEverything() {
        TrainedNetwork network = network(SmallNetworks.RESIDUAL, TrainedNetwork.DST.withKind(MethodKind.DENSE));
        TrainedWeights weights = network.weights(temp);
        assertThat(weights.thresholds()).isEmpty();
        assertThat(weights.remaining()).isEqualTo(1);
        assertThat(weights.weight("conv1.weight").product()).isEqualTo(network.values("conv1.weight"));
    }

    @Test
    void aCheckpointIsReadToo() {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.VECTORS);
        Path file = changed(network, tensors -> tensors.add(new NamedTensor("fc1.weight.velocity", new int[] {1}, new float[1])));
        assertThat(TrainedWeights.read(file, network.model(), network.method()).remaining()).isEqualTo(network.weights(temp).remaining());
    }

    @Test
    void allMisfitsAreToldAtOnce() {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        Path file = changed(network, tensors -> {
            tensors.removeIf(each -> List.of("conv1.bias", "bn2.running_var", "fc1.threshold", "fc2.threshold", "fc2.weight").contains(each.name()));
            tensors.add(new NamedTensor("fc2.weight", new int[] {8, 3}, new float[24]));
            tensors.add(new NamedTensor("fc1.threshold", new int[] {1}, new float[1]));
        });
        assertThatThrownBy(() -> TrainedWeights.read(file, network.model(), network.method())).isInstanceOf(UserError.class).hasMessage(file
                + ": does not fit the model: conv1.bias is missing; bn2.running_var is missing; fc1.threshold is [1], expected [8]; "
                + "fc2.weight is [8, 3], expected [3, 8]; give parameters of the same model and method");
    }

    @Test
    void aSparseRunWithoutThresholdsIsNotTakenForDense() {
        TrainedNetwork network = network(SmallNetworks.VECTORS, TrainedNetwork.DST.withKind(MethodKind.DENSE));
        Path file = network.write(temp);
        assertThatThrownBy(() -> TrainedWeights.read(file, network.model(), TrainedNetwork.DST)).isInstanceOf(UserError.class)
                .hasMessageContaining("fc1.threshold is missing; fc2.threshold is missing");
    }

    private Path changed(TrainedNetwork network, Consumer<List<NamedTensor>> change) {
        TensorFile file = SafeTensors.read(network.write(temp));
        List<NamedTensor> tensors = new ArrayList<>();
        for (String name : file.names()) {
            tensors.add(new NamedTensor(name, file.shape(name), file.floats(name)));
        }
        change.accept(tensors);
        Path other = temp.resolve("other.safetensors");
        SafeTensors.write(other, Map.of(), tensors);
        return other;
    }
}
