package dev.thresher.engine.model.spec;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import java.util.List;

/**
 * A network as a table for people and programs, one row a layer and the sums of its columns.
 *
 * @param name the network's
 * @param input shape of the images: {@code 3×32×32}
 * @param parameters weights, biases, γ and β; thresholds, which only some methods train, are left out
 * @param maskedParameters weights that a sparse method masks
 * @param multiplyAdds of one example's forward pass, nothing masked: products of linear, convolutional and LSTM layers
 */
public record ModelTable(String name, String input, int classes, List<Row> layers, long parameters, long maskedParameters,
                         long multiplyAdds) {
    /** @param output shape of an example behind the layer: {@code 20×24×24}, {@code 28 steps of 128}, {@code 300} */
    public record Row(String name, String type, String output, long parameters, long maskedParameters, long multiplyAdds) {
        static Row of(ShapedLayer layer) {
            LayerCost cost = LayerCost.of(layer);
            return new Row(layer.name(), layer.type(), layer.output().toString(), cost.parameters(), cost.maskedWeights(),
                    cost.multiplyAdds());
        }
    }

    public ModelTable {
        layers = List.copyOf(layers);
    }

    /** @throws UserError where the network does not fit images of this shape, or that many classes */
    public static ModelTable of(ModelSpec spec, ImageShape input, int classes) {
        List<Row> rows = ShapedModel.of(spec, input, classes).layers().stream().map(Row::of).toList();
        return new ModelTable(spec.name(), input.toString(), classes, rows, rows.stream().mapToLong(Row::parameters).sum(),
                rows.stream().mapToLong(Row::maskedParameters).sum(), rows.stream().mapToLong(Row::multiplyAdds).sum());
    }
}
