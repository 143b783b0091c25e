package dev.thresher.engine.parameter;

import dev.thresher.engine.backend.Tensor;

/**
 * Something that is saved with the parameters but not trained by gradients: a running mean or variance.
 *
 * @param name as PyTorch would name it: {@code bn1.running_mean}
 * @param value {@code size × 1}; saved with the shape {@code [size]}
 */
public record Statistic(String name, Tensor value) {
}
