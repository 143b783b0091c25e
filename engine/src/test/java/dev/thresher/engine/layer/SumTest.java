package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where branches meet. */
class SumTest {
    private final Backend backend = new EjmlBackend();

    private Relu branch(String name, float... values) {
        Relu relu = new Relu(backend, name, 2, 20);
        relu.forward(Activations.of(backend, 2, 2, values), Activations.training(1));
        return relu;
    }

    @Test
    void allBranchesAreAddedAndKeepWhatTheyHold() {
        Relu first = branch("relu1", 1, 2, 3, 4);
        Relu second = branch("relu2", 10, 20, 30, 40);
        Sum sum = new Sum(backend, "sum1", List.of(first, second), 2, 20);
        Tensor x = Activations.of(backend, 2, 2, 0.5f, 0.25f, -1, 0);
        assertThat(sum.forward(x, Activations.training(1))).isSameAs(sum.output());
        assertThat(backend.download(sum.output())).containsExactly(11.5f, 22.25f, 32, 44);
        assertThat(backend.download(x)).containsExactly(0.5f, 0.25f, -1, 0);
        assertThat(backend.download(first.output())).containsExactly(1, 2, 3, 4);
        assertThat(backend.download(second.output())).containsExactly(10, 20, 30, 40);
        Tensor dy = Activations.of(backend, 2, 2, 1, 2, 3, 4);
        assertThat(backend.download(sum.backward(dy))).as("of every summand").containsExactly(1, 2, 3, 4);
        assertThat(sum.name()).isEqualTo("sum1");
        assertThat(sum.parameters()).isEmpty();
    }
}
