package dev.thresher.engine.model.spec;

import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import dev.thresher.engine.model.spec.Shape.Image;
import dev.thresher.engine.model.spec.Shape.Sequence;
import java.util.List;

/**
 * A layer with what goes in and comes out.
 *
 * @param inputs one shape an input, in their order
 */
public record ShapedLayer(LayerSpec layer, List<Shape> inputs, Shape output) {
    public ShapedLayer {
        inputs = List.copyOf(inputs);
    }

    public String name() {
        return layer.name();
    }

    /** As files and tables call it: {@code batch-norm}. */
    public String type() {
        return LayerType.of(layer.operation()).id();
    }

    public Operation operation() {
        return layer.operation();
    }

    /** The first input, the only one of all layers but an add. */
    public Shape input() {
        return inputs.getFirst();
    }

    /**
     * The window of a convolution or a pooling over its input.
     *
     * @throws IllegalStateException for another layer
     */
    public Window window() {
        return switch (operation()) {
            case Conv o -> over((Image) input(), o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(), o.padHeight(), o.padWidth());
            case MaxPool o -> over((Image) input(), o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(), o.padHeight(), o.padWidth());
            case AveragePool o -> over((Image) input(), o.kernelHeight(), o.kernelWidth(), o.strideHeight(), o.strideWidth(), o.padHeight(), o.padWidth());
            case Operation.GlobalAveragePool _ -> {
                Image image = (Image) input();
                yield over(image, image.height(), image.width(), image.height(), image.width(), 0, 0);
            }
            default -> throw new IllegalStateException(name() + " has no window");
        };
    }

    private static Window over(Image image, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padHeight, int padWidth) {
        return new Window(image.channels(), image.height(), image.width(), kernelHeight, kernelWidth, strideHeight, strideWidth,
                padHeight, padWidth);
    }

    /** What an LSTM or a last step takes its input for: a grey image is a sequence of its rows. */
    public Sequence sequence() {
        return Shapes.sequence(input());
    }

    /** Channels that a batch norm has a mean of: those of an image, or the entries of a vector. */
    public int channels() {
        return input() instanceof Image image ? image.channels() : input().size();
    }
}
