package dev.thresher.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fits a network, and how misfits are told. */
class ParameterFileTest {
    @TempDir
    Path temp;

    private static Network network(long seed) {
        return Models.build(Models.spec("lenet-300-100"), new EjmlBackend(), SparseMethod.of(Tiny.experiment().method()), Tiny.SHAPE,
                Tiny.CLASSES, 4, seed);
    }

    private Path write(List<NamedTensor> tensors) {
        Path file = temp.resolve("parameters.safetensors");
        SafeTensors.write(file, Map.of(), tensors);
        return file;
    }

    @Test
    void thresholdsMayBeMissing() {
        Network from = network(1);
        Network to = network(2);
        to.parameters().stream().filter(p -> p.name().equals("fc2.threshold")).forEach(p -> {
            float[] t = new float[100];
            java.util.Arrays.fill(t, 0.5f);
            to.backend().upload(p.value(), t);
        });
        ParameterFile.read(write(ParameterFile.tensors(from).stream().filter(t -> !t.name().endsWith("threshold")).toList()), to);
        Map<String, float[]> read = Tiny.parameters(to);
        assertThat(read.get("fc1.weight")).isEqualTo(Tiny.parameters(from).get("fc1.weight"));
        assertThat(read.get("fc3.bias")).isEqualTo(Tiny.parameters(from).get("fc3.bias"));
        assertThat(read.get("fc2.threshold")).as("stays as it was").containsOnly(0.5f);
    }

    @Test
    void allMisfitsAreToldAtOnceAndNothingIsRead() {
        List<NamedTensor> tensors = new ArrayList<>(ParameterFile.tensors(network(1)));
        tensors.removeIf(t -> t.name().equals("fc1.bias") || t.name().equals("fc3.weight") || t.name().equals("fc2.threshold"));
        tensors.add(new NamedTensor("fc3.weight", new int[] {100, 3}, new float[300]));
        tensors.add(new NamedTensor("fc2.threshold", new int[] {1}, new float[1]));
        Path file = write(tensors);
        Network to = network(2);
        Map<String, float[]> before = Tiny.parameters(to);
        assertThatThrownBy(() -> ParameterFile.read(file, to)).isInstanceOf(UserError.class).hasMessage(file
                + ": does not fit the model: fc1.bias is missing; fc2.threshold is [1], expected [100]; "
                + "fc3.weight is [100, 3], expected [3, 100]; give parameters of the same model");
        Logs.assertSameParameters(Tiny.parameters(to), before);
    }

    @Test
    void aCheckpointIsAStartToo() {
        Network from = network(1);
        Network to = network(2);
        List<NamedTensor> tensors = new ArrayList<>(ParameterFile.tensors(from));
        tensors.add(new NamedTensor("fc1.weight.velocity", new int[] {1}, new float[1]));
        ParameterFile.read(write(tensors), to);
        Logs.assertSameParameters(Tiny.parameters(to), Tiny.parameters(from));
    }

    @Test
    void aFileThatIsNoTensorFile() throws Exception {
        Path file = java.nio.file.Files.writeString(temp.resolve("notes.txt"), "no tensors at all");
        assertThatThrownBy(() -> ParameterFile.read(file, network(1))).isInstanceOf(UserError.class)
                .hasMessageStartingWith(file.toString());
    }
}
