package dev.thresher.engine.bench;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.ShapedLayer;
import dev.thresher.engine.model.spec.ShapedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dense products of a network's layers, each shape once, and one large product for comparison. */
final class LayerProducts {
    private static final int LARGE = 1024;

    /**
     * Layers whose products have one shape.
     *
     * @param window of a convolution; null for a fully connected product
     * @param rows c_o: filters, neurons or, of an LSTM, those of its four gates together
     * @param columns z: entries of a filter or neuron
     * @param batch examples
     * @param inputGradient whether training needs dX
     */
    record Shape(Window window, int rows, int columns, int batch, boolean inputGradient) {
    }

    /**
     * One of a shape's three products, ready to be called. {@code rows × inner × columns}.
     *
     * @param operations floating-point operations that it needs: two a multiply-add, taps in the padding of images not counted
     */
    record Multiplication(String what, int rows, int inner, int columns, double operations, Turns.Turn turn) {

        String size() {
            return rows + "×" + inner + "×" + columns;
        }
    }

    private LayerProducts() {
    }

    /** The shapes of a network, with the names of the layers that have them, in the order of the layers; the large product last. */
    static Map<Shape, List<String>> shapes(ShapedModel model, int batch) {
        Map<Shape, List<String>> shapes = new LinkedHashMap<>();
        for (ShapedLayer layer : model.layers()) {
            boolean inner = !takesImages(model, layer);
            switch (layer.operation()) {
                case Operation.Conv o -> add(shapes, new Shape(layer.window(), o.filters(), layer.window().filterSize(), batch, inner), layer.name());
                case Operation.Linear _ -> add(shapes, new Shape(null, layer.output().size(), layer.input().size(), batch, inner), layer.name());
                case Operation.Lstm o -> {
                    add(shapes, new Shape(null, 4 * o.hidden(), layer.sequence().features(), batch, inner), layer.name() + " x");
                    add(shapes, new Shape(null, 4 * o.hidden(), o.hidden(), batch, true), layer.name() + " h");
                }
                default -> {
                    // no product
                }
            }
        }
        add(shapes, new Shape(null, LARGE, LARGE, LARGE, false), LARGE + "³");
        return shapes;
    }

    private static void add(Map<Shape, List<String>> shapes, Shape shape, String layer) {
        shapes.computeIfAbsent(shape, _ -> new ArrayList<>()).add(layer);
    }

    /** Whether a layer's input is the images, as they are or laid out flat: then nobody wants its gradient. */
    private static boolean takesImages(ShapedModel model, ShapedLayer layer) {
        String input = layer.layer().inputs().getFirst();
        return input.equals(LayerSpec.IMAGES) || model.layer(input).operation() instanceof Operation.Flatten && takesImages(model, model.layer(input));
    }

    /** Makes the operands of a shape, and its products; the large product is a forward one alone. */
    static List<Multiplication> of(Backend backend, Shape shape) {
        List<Multiplication> products = new ArrayList<>();
        int positions = shape.window() == null ? 1 : shape.window().positions();
        int columns = positions * shape.batch();
        Tensor p = backend.matrix(shape.rows(), shape.columns());
        Tensor dp = backend.matrix(shape.rows(), shape.columns());
        Tensor x = backend.activation(shape.window() == null ? shape.columns() : shape.window().inputs(), shape.batch());
        Tensor y = backend.activation(shape.rows() * positions, shape.batch());
        Tensor bias = backend.matrix(shape.rows(), 1);
        fill(backend, p);
        double operations = 2.0 * shape.rows() * shape.columns() * columns * (shape.window() == null ? 1 : tapsInside(shape.window()));
        products.add(new Multiplication("forward", shape.rows(), shape.columns(), columns, operations, shape.window() == null
                ? done(backend, () -> backend.linear(p, bias, x, y)) : done(backend, () -> backend.convolution(shape.window(), p, bias, x, y))));
        if (shape.batch() == LARGE && shape.rows() == LARGE) {
            return products;
        }
        products.add(new Multiplication("weight gradient", shape.rows(), columns, shape.columns(), operations, shape.window() == null
                ? done(backend, () -> backend.linearWeightGradient(y, x, dp))
                : done(backend, () -> backend.convolutionWeightGradient(shape.window(), y, x, dp))));
        if (shape.inputGradient()) {
            products.add(new Multiplication("input gradient", shape.columns(), shape.rows(), columns, operations, shape.window() == null
                    ? done(backend, () -> backend.linearInputGradient(p, y, x))
                    : done(backend, () -> backend.convolutionInputGradient(shape.window(), p, y, x))));
        }
        return products;
    }

    /** Until it is done, where the backend runs behind. */
    private static Turns.Turn done(Backend backend, Runnable product) {
        return () -> {
            product.run();
            backend.await();
        };
    }

    /** Share of a window's taps, over all its positions, that lie in the image and not in its padding. */
    static double tapsInside(Window window) {
        return inside(window.height(), window.kernelHeight(), window.strideHeight(), window.padHeight(), window.outHeight())
                * inside(window.width(), window.kernelWidth(), window.strideWidth(), window.padWidth(), window.outWidth());
    }

    private static double inside(int size, int kernel, int stride, int pad, int outputs) {
        int taps = 0;
        for (int out = 0; out < outputs; out++) {
            for (int k = 0; k < kernel; k++) {
                int at = out * stride + k - pad;
                taps += at >= 0 && at < size ? 1 : 0;
            }
        }
        return (double) taps / (outputs * kernel);
    }

    /** Numbers of which none is zero: a kernel that looks for zeros finds none. */
    private static void fill(Backend backend, Tensor p) {
        float[] values = new float[Math.toIntExact(p.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13 - 6.5f) / 100;
        }
        backend.upload(p, values);
    }
}
