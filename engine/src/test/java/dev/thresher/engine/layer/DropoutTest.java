package dev.thresher.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Dropout as a layer: one mask a step for both directions, and none in an evaluation. */
class DropoutTest {
    private static final int FEATURES = 10;
    private static final int BATCH = 6;

    private final Backend backend = new EjmlBackend();
    private final Dropout layer = new Dropout(backend, "dropout1", 0.5, 1, 0, FEATURES, 20);

    private Tensor filled(float value) {
        float[] values = new float[FEATURES * BATCH];
        Arrays.fill(values, value);
        return Activations.of(backend, FEATURES, BATCH, values);
    }

    @Test
    void anEvaluationPassesItsInputOn() {
        Tensor x = filled(3);
        assertThat(layer.forward(x, Activations.evaluation())).isSameAs(x);
        assertThat(layer.output()).isSameAs(x);
        assertThat(layer.forward(x, Activations.training(1))).isNotSameAs(x).isSameAs(layer.output());
        assertThat(layer.parameters()).isEmpty();
    }

    @Test
    void theGradientIsDroppedWhereTheInputWas() {
        float[] y = backend.download(layer.forward(filled(1), Activations.training(5)));
        assertThat(y).contains(0f, 2f).doesNotContain(1f);
        float[] dx = backend.download(layer.backward(filled(3)));
        for (int i = 0; i < y.length; i++) {
            assertThat(dx[i]).isEqualTo(3 * y[i]);
        }
        assertThat(backend.download(layer.forward(filled(1), Activations.training(6)))).as("another step").isNotEqualTo(y);
        assertThat(backend.download(layer.forward(filled(1), Activations.training(5)))).as("the step again").isEqualTo(y);
    }
}
