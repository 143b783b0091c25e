package dev.thresher.engine.model.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.model.spec.ModelTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a network holds and computes, layer by layer, counted by hand. */
class ModelTableTest {
    private static ModelTable table(Operation... operations) {
        List<LayerSpec> layers = new java.util.ArrayList<>();
        String previous = LayerSpec.IMAGES;
        for (Operation operation : operations) {
            layers.add(new LayerSpec("l" + layers.size(), List.of(previous), operation));
            previous = layers.getLast().name();
        }
        return ModelTable.of(new ModelSpec("net", null, layers), new ImageShape(1, 6, 5), 3);
    }

    @Test
    void convolutions() {
        ModelTable table = table(new Operation.Conv(4, 3, 2, 1, 1, 0, 0, true, true, Double.NaN), new Operation.BatchNorm(0.1, 1e-5, 1),
                new Operation.AveragePool(2, 2, 2, 2, 0, 0), new Operation.Flatten(), new Operation.Linear(0, false, false, Double.NaN));
        assertThat(table.layers()).containsExactly(new Row("l0", "conv", "4×4×4", 24 + 4, 24, 24 * 16), new Row("l1", "batch-norm", "4×4×4", 8, 0, 0),
                new Row("l2", "average-pool", "4×2×2", 0, 0, 0), new Row("l3", "flatten", "16", 0, 0, 0), new Row("l4", "linear", "3", 48, 0, 48));
        assertThat(table).extracting(ModelTable::name, ModelTable::input, ModelTable::classes, ModelTable::parameters,
                ModelTable::maskedParameters, ModelTable::multiplyAdds).containsExactly("net", "1×6×5", 3, 84L, 24L, 432L);
    }

    @Test
    void sequences() {
        ModelTable table = table(new Operation.Lstm(7), new Operation.LastStep(), new Operation.Linear(0, true, true, Double.NaN));
        long weights = 4 * (5 * 7 + 7 * 7);
        assertThat(table.layers().getFirst()).isEqualTo(new Row("l0", "lstm", "6 steps of 7", weights + 28, weights, 6 * weights));
    }

    @Test
    void isJson() throws JsonProcessingException {
        assertThat(JsonMapper.builder().build().writeValueAsString(table(new Operation.LastStep(), new Operation.Linear(0, true, true, 1))))
                .isEqualTo("{\"name\":\"net\",\"input\":\"1×6×5\",\"classes\":3,\"layers\":[{\"name\":\"l0\",\"type\":\"last-step\",\"output\":\"5\","
                        + "\"parameters\":0,\"maskedParameters\":0,\"multiplyAdds\":0},{\"name\":\"l1\",\"type\":\"linear\",\"output\":\"3\","
                        + "\"parameters\":18,\"maskedParameters\":15,\"multiplyAdds\":15}],\"parameters\":18,\"maskedParameters\":15,"
                        + "\"multiplyAdds\":15}");
    }
}
