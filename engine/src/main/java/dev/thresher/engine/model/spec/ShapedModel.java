package dev.thresher.engine.model.spec;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.FeatureShape.Image;
import dev.thresher.engine.model.spec.FeatureShape.Sequence;
import dev.thresher.engine.model.spec.FeatureShape.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with the shapes that images of one kind have on their way through it.
 *
 * @param spec the network
 * @param classes number of logits
 * @param layers its layers in their order, with shapes
 */
public record ShapedModel(ModelSpec spec, int classes, List<Layer> layers) {
    /**
     * A layer with its shapes.
     *
     * @param input what comes in; of an {@code add}, each of its inputs has this shape
     */
    public record Layer(LayerSpec spec, FeatureShape input, FeatureShape output) {
        /** Where the window of a convolution or pooling slides. @throws ClassCastException for any other layer */
        public Window window() {
            Image in = (Image) input;
            return switch (spec.operation()) {
                case Operation.Conv c -> new Window(in.channels(), in.height(), in.width(), c.kernelHeight(), c.kernelWidth(),
                        c.strideHeight(), c.strideWidth(), c.padHeight(), c.padWidth());
                case Operation.MaxPool p -> new Window(in.channels(), in.height(), in.width(), p.kernelHeight(), p.kernelWidth(),
                        p.strideHeight(), p.strideWidth(), p.padHeight(), p.padWidth());
                case Operation.AveragePool p -> new Window(in.channels(), in.height(), in.width(), p.kernelHeight(), p.kernelWidth(),
                        p.strideHeight(), p.strideWidth(), p.padHeight(), p.padWidth());
                default -> new Window(in.channels(), in.height(), in.width(), in.height(), in.width(), 1, 1, 0, 0);
            };
        }
    }

    /**
     * Works out every shape.
     *
     * @throws UserError naming the first layer that does not fit what comes in, what that is, and what was expected
     */
    public static ShapedModel of(ModelSpec spec, ImageShape images, int classes) {
        List<Integer> given = List.of(images.channels(), images.height(), images.width());
        if (spec.input() != null && !spec.input().equals(given)) {
            throw new UserError("model '" + spec.name() + "': was made for images of " + text(spec.input()) + ", but the data set's are "
                    + text(given) + "; choose another data set, or change its \"input\"");
        }
        Map<String, FeatureShape> shapes = new HashMap<>();
        shapes.put(LayerSpec.IMAGES, new Image(images.channels(), images.height(), images.width()));
        List<Layer> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            FeatureShape in = shapes.get(layer.inputs().getFirst());
            Layer shaped = new Layer(layer, in, output(spec, layer, shapes, in, classes));
            layers.add(shaped);
            shapes.put(layer.name(), shaped.output());
        }
        Layer last = layers.getLast();
        if (!last.output().equals(new Vector(classes))) {
            throw wrong(spec, last.spec(), "gives " + last.output().text() + " where the data set has " + classes
                    + " classes; end with a linear layer of \"outputs\": \"classes\"");
        }
        return new ShapedModel(spec, classes, List.copyOf(layers));
    }

    private static FeatureShape output(ModelSpec spec, LayerSpec layer, Map<String, FeatureShape> shapes, FeatureShape in, int classes) {
        return switch (layer.operation()) {
            case Operation.Linear l when in instanceof Vector -> new Vector(l.outputs() == Operation.CLASSES ? classes : l.outputs());
            case Operation.Linear _ -> throw wrong(spec, layer, "takes vectors, but gets " + in.text()
                    + (in instanceof Sequence ? "; put a last-step before it" : "; put a flatten or a global-average-pool before it"));
            case Operation.Conv c -> slide(spec, layer, in, c.filters());
            case Operation.MaxPool _, Operation.AveragePool _ -> slide(spec, layer, in, 0);
            case Operation.GlobalAveragePool _ when in instanceof Image image -> new Vector(image.channels());
            case Operation.GlobalAveragePool _ -> throw wrong(spec, layer, "takes images, but gets " + in.text());
            case Operation.BatchNorm _ when in instanceof Sequence -> throw wrong(spec, layer, "takes images or vectors, but gets " + in.text());
            case Operation.BatchNorm _, Operation.Relu _, Operation.Dropout _ -> in;
            case Operation.Flatten _ -> new Vector(in.rows());
            case Operation.Add _ -> add(spec, layer, shapes, in);
            case Operation.Lstm l when in instanceof Image(int channels, int height, int _) && channels == 1 -> new Sequence(height, l.hidden());
            case Operation.Lstm l when in instanceof Sequence(int steps, int _) -> new Sequence(steps, l.hidden());
            case Operation.Lstm _ -> throw wrong(spec, layer, "takes a sequence, or images of one channel whose rows are its steps, but gets "
                    + in.text());
            case Operation.LastStep _ when in instanceof Sequence sequence -> new Vector(sequence.features());
            case Operation.LastStep _ -> throw wrong(spec, layer, "takes a sequence, but gets " + in.text());
        };
    }

    private static FeatureShape slide(ModelSpec spec, LayerSpec layer, FeatureShape in, int filters) {
        if (!(in instanceof Image image)) {
            throw wrong(spec, layer, "takes images, but gets " + in.text());
        }
        try {
            Window window = new Layer(layer, in, null).window();
            return new Image(filters == 0 ? image.channels() : filters, window.outHeight(), window.outWidth());
        } catch (IllegalArgumentException e) {
            throw wrong(spec, layer, e.getMessage() + "; make its kernel smaller or its padding larger");
        }
    }

    private static FeatureShape add(ModelSpec spec, LayerSpec layer, Map<String, FeatureShape> shapes, FeatureShape in) {
        for (String name : layer.inputs()) {
            if (name.equals(LayerSpec.IMAGES)) {
                throw wrong(spec, layer, "cannot add the images themselves; add the output of a layer");
            }
            if (!shapes.get(name).equals(in)) {
                throw wrong(spec, layer, "adds what has one shape, but '" + layer.inputs().getFirst() + "' gives " + in.text() + " and '"
                        + name + "' gives " + shapes.get(name).text());
            }
        }
        return in;
    }

    private static UserError wrong(ModelSpec spec, LayerSpec layer, String what) {
        return new UserError("model '" + spec.name() + "', layers[" + spec.layers().indexOf(layer) + "] '" + layer.name() + "': " + what);
    }

    private static String text(List<Integer> shape) {
        return shape.get(0) + "×" + shape.get(1) + "×" + shape.get(2);
    }
}
