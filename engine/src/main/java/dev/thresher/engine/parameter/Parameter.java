package dev.thresher.engine.parameter;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;

/**
 * Something trained: a value and the gradient of the total loss with respect to it.
 *
 * @param name as PyTorch would name it: {@code fc1.weight}
 * @param shape as it is saved, in PyTorch's order; its product is the value's size
 * @param decays whether weight decay applies to it
 */
public record Parameter(String name, int[] shape, Tensor value, Tensor gradient, boolean decays) {
    public Parameter {
        shape = shape.clone();
    }

    /** A parameter stored as {@code rows × columns}, zero at first. */
    public static Parameter of(Backend backend, String name, int[] shape, int rows, int columns, boolean decays) {
        return new Parameter(name, shape, backend.matrix(rows, columns), backend.matrix(rows, columns), decays);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
