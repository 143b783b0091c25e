package dev.thresher.engine.parameter;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;

/**
 * Something trained: a value and the gradient of the total loss with respect to it.
 *
 * @param name as PyTorch would name it: {@code fc1.weight}
 * @param kind what it is
 * @param shape as it is saved, in PyTorch's order; its product is the value's size
 */
public record Parameter(String name, ParameterKind kind, int[] shape, Tensor value, Tensor gradient) {
    public Parameter {
        shape = shape.clone();
    }

    /** A parameter stored as {@code rows × columns}, zero at first. */
    public static Parameter of(Backend backend, String name, ParameterKind kind, int[] shape, int rows, int columns) {
        return new Parameter(name, kind, shape, backend.matrix(rows, columns), backend.matrix(rows, columns));
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
