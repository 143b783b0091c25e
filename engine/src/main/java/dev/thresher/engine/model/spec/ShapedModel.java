package dev.thresher.engine.model.spec;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A network over images of one shape, with the shape of everything in it.
 *
 * @param layers in the order of the description; the last one's output is a vector of {@code classes}
 */
public record ShapedModel(ModelSpec spec, ImageShape input, int classes, List<ShapedLayer> layers) {
    public ShapedModel {
        layers = List.copyOf(layers);
    }

    /**
     * @throws UserError naming the model and every layer that does not fit what it is given, or the data set where it is not what the
     *     model was made for
     */
    public static ShapedModel of(ModelSpec spec, ImageShape input, int classes) {
        return new ShapedModel(spec, input, classes, new Shapes(spec, input, classes).infer());
    }

    /** @throws NoSuchElementException where there is no layer of this name */
    public ShapedLayer layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
    }
}
