package dev.thresher.engine.model.spec;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.Lstm;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import dev.thresher.engine.model.spec.Shape.Image;
import dev.thresher.engine.model.spec.Shape.Sequence;
import dev.thresher.engine.model.spec.Shape.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the shape of each layer's output. A layer behind a faulty one is not judged. */
final class Shapes {
    private final ModelSpec spec;
    private final int classes;
    private final Mistakes mistakes = new Mistakes();
    private final Map<String, Shape> known = new HashMap<>();

    /** @throws UserError where the model was made for another input */
    Shapes(ModelSpec spec, ImageShape input, int classes) {
        this.spec = spec;
        this.classes = classes;
        List<Integer> sides = List.of(input.channels(), input.height(), input.width());
        if (spec.input() != null && !spec.input().equals(sides)) {
            throw new UserError(subject() + " takes images of " + String.join("×", spec.input().stream().map(String::valueOf).toList())
                    + ", but the data set has " + input + "; choose another data set, or change the model's \"input\" and layers");
        }
        known.put(LayerSpec.IMAGES, new Image(input.channels(), input.height(), input.width()));
    }

    private String subject() {
        return "model '" + spec.name() + "'";
    }

    List<ShapedLayer> infer() {
        List<ShapedLayer> layers = new ArrayList<>();
        for (LayerSpec layer : spec.layers()) {
            List<Shape> inputs = layer.inputs().stream().filter(known::containsKey).map(known::get).toList();
            if (inputs.size() == layer.inputs().size()) {
                Shape output = output(layer, inputs);
                if (output != null) {
                    known.put(layer.name(), output);
                    layers.add(new ShapedLayer(layer, inputs, output));
                }
            }
        }
        if (mistakes.none()) {
            end();
            new Limits(mistakes).check(layers);
        }
        mistakes.report(subject());
        return layers;
    }

    private Shape output(LayerSpec layer, List<Shape> inputs) {
        Shape in = inputs.getFirst();
        return switch (layer.operation()) {
            case Linear o -> in instanceof Vector ? new Vector(o.outputs() == Operation.CLASSES ? classes : o.outputs())
                    : wrong(layer, "takes a vector, but " + given(layer, in) + "; put a flatten" + (in instanceof Sequence ? " or a last-step" : "")
                            + " before it");
            case Conv o -> slide(layer, in, o.filters(), o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(),
                    o.padHeight(), o.padWidth());
            case MaxPool o -> slide(layer, in, 0, o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(), o.padHeight(),
                    o.padWidth());
            case AveragePool o -> slide(layer, in, 0, o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(),
                    o.padHeight(), o.padWidth());
            case Operation.GlobalAveragePool _ -> in instanceof Image image ? new Vector(image.channels()) : noImage(layer, in);
            case Operation.BatchNorm _ -> in instanceof Sequence
                    ? wrong(layer, "takes images or a vector, but " + given(layer, in) + "; put it before the lstm or after a last-step") : in;
            case Operation.Flatten _ -> new Vector(in.size());
            case Operation.Relu _, Operation.Dropout _ -> in;
            case Operation.Add _ -> sum(layer, inputs);
            case Lstm o -> lstm(layer, in, o.hidden());
            case Operation.LastStep _ -> sequence(in) == null
                    ? wrong(layer, "takes a sequence, but " + given(layer, in) + "; put it after an lstm") : new Vector(sequence(in).features());
        };
    }

    private Shape lstm(LayerSpec layer, Shape in, int hidden) {
        Sequence sequence = sequence(in);
        if (sequence == null) {
            return wrong(layer, "takes a sequence, or an image of one channel as the sequence of its rows, but " + given(layer, in)
                    + "; choose a grey data set, or give it what an lstm gives");
        }
        return countable(layer, sequence.steps(), hidden) ? new Sequence(sequence.steps(), hidden) : null;
    }

    /** A shape as a sequence: itself, or the rows of a grey image; null where it is none. */
    static Sequence sequence(Shape shape) {
        return switch (shape) {
            case Sequence sequence -> sequence;
            case Image(int channels, int height, int width) when channels == 1 -> new Sequence(height, width);
            case Image _, Vector _ -> null;
        };
    }

    /** @param filters channels of the output; 0 for as many as there are */
    private Shape slide(LayerSpec layer, Shape in, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
                        int padHeight, int padWidth) {
        if (!(in instanceof Image image)) {
            return noImage(layer, in);
        }
        long free = image.height() + 2L * padHeight - kernelHeight;
        long freeWidth = image.width() + 2L * padWidth - kernelWidth;
        if (free < 0 || freeWidth < 0) {
            return wrong(layer, String.format(Locale.ROOT, "its window of %d×%d is larger than the image of %d×%d%s; choose a smaller kernel,"
                    + " more padding, or larger images", kernelHeight, kernelWidth, image.height(), image.width(),
                    padHeight + padWidth == 0 ? "" : " with its padding of " + padHeight + "×" + padWidth));
        }
        int channels = filters == 0 ? image.channels() : filters;
        long height = free / strideHeight + 1;
        long width = freeWidth / strideWidth + 1;
        return countable(layer, height * width, channels) ? new Image(channels, (int) height, (int) width) : null;
    }

    /** Whether a · b numbers an example can be counted; both are far below 2⁴². */
    private boolean countable(LayerSpec layer, long a, long b) {
        boolean countable = a <= Integer.MAX_VALUE && a * b <= Integer.MAX_VALUE;
        if (!countable) {
            wrong(layer, "gives more numbers an example than can be held; make it smaller");
        }
        return countable;
    }

    private Shape sum(LayerSpec layer, List<Shape> inputs) {
        if (inputs.stream().distinct().count() > 1) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                parts.add("'" + layer.inputs().get(i) + "' " + inputs.get(i));
            }
            return wrong(layer, "adds outputs of different shapes: " + String.join(", ", parts)
                    + "; bring them to one shape, with a conv of kernel 1 for instance");
        }
        return inputs.getFirst();
    }

    private Shape noImage(LayerSpec layer, Shape in) {
        return wrong(layer, "takes images, but " + given(layer, in) + "; move it before what makes that of them");
    }

    private void end() {
        LayerSpec last = spec.layers().getLast();
        Shape output = known.get(last.name());
        if (!(output instanceof Vector)) {
            wrong(last, "is the last layer and gives " + kind(output) + ", where a vector of " + classes
                    + " logits is expected; end with a linear layer of \"outputs\": \"classes\"");
        } else if (output.size() != classes) {
            wrong(last, "is the last layer and gives " + output + " logits, but the data set has " + classes
                    + " classes; give it \"outputs\": \"classes\"");
        }
    }

    private String given(LayerSpec layer, Shape in) {
        return "'" + layer.inputs().getFirst() + "' gives " + kind(in);
    }

    private static String kind(Shape shape) {
        return switch (shape) {
            case Vector _ -> "a vector of " + shape;
            case Image _ -> "images of " + shape;
            case Sequence _ -> "a sequence, " + shape;
        };
    }

    /** Notes a mistake. @return null, as the output of a layer that has none */
    private Shape wrong(LayerSpec layer, String what) {
        mistakes.add("layer '" + layer.name() + "'", what);
        return null;
    }
}
