package dev.thresher.engine.model;

import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.FeatureShape;
import dev.thresher.engine.model.spec.FeatureShape.Image;
import dev.thresher.engine.model.spec.FeatureShape.Sequence;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.List;

/**
 * A network as a table.
 *
 * @param input shape of an example, as text
 * @param layers its layers, in order
 * @param parameters of all layers; running statistics and thresholds are not counted
 * @param maskedParameters weights that masks can remove
 * @param multiplyAdds of one example's forward pass, nothing masked
 */
public record ModelTable(String name, String input, int classes, List<Row> layers, long parameters, long maskedParameters,
                         long multiplyAdds) {
    /** @param output shape of what the layer gives, as text */
    public record Row(String name, String type, String output, long parameters, long maskedParameters, long multiplyAdds) {
    }

    /** @throws dev.thresher.datasets.UserError where a layer does not fit what comes in */
    public static ModelTable of(ModelSpec spec, ImageShape images, int classes) {
        ShapedModel shaped = ShapedModel.of(spec, images, classes);
        List<Row> rows = shaped.layers().stream().map(layer -> row(layer)).toList();
        return new ModelTable(spec.name(), new Image(images.channels(), images.height(), images.width()).text(), classes, rows,
                rows.stream().mapToLong(Row::parameters).sum(), rows.stream().mapToLong(Row::maskedParameters).sum(),
                rows.stream().mapToLong(Row::multiplyAdds).sum());
    }

    private static Row row(ShapedModel.Layer layer) {
        FeatureShape in = layer.input();
        FeatureShape out = layer.output();
        return switch (layer.spec().operation()) {
            case Operation.Linear l -> {
                long weights = (long) in.rows() * out.rows();
                yield row(layer, weights + (l.bias() ? out.rows() : 0), l.masked() ? weights : 0, weights);
            }
            case Operation.Conv c -> {
                Window window = layer.window();
                long weights = (long) c.filters() * window.filterSize();
                yield row(layer, weights + (c.bias() ? c.filters() : 0), c.masked() ? weights : 0, weights * window.positions());
            }
            case Operation.Lstm l -> {
                int steps = ((Sequence) out).steps();
                long weights = 4L * l.hidden() * (in.rows() / steps + l.hidden());
                yield row(layer, weights + 4L * l.hidden(), weights, weights * steps);
            }
            case Operation.BatchNorm _ -> row(layer, 2L * (in instanceof Image image ? image.channels() : in.rows()), 0, 0);
            default -> row(layer, 0, 0, 0);
        };
    }

    private static Row row(ShapedModel.Layer layer, long parameters, long masked, long multiplyAdds) {
        return new Row(layer.spec().name(), ModelJson.type(layer.spec().operation()), layer.output().text(), parameters, masked, multiplyAdds);
    }
}
