package dev.thresher.engine.model.spec;

import dev.thresher.engine.backend.Window;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.Lstm;
import dev.thresher.engine.model.spec.Shape.Sequence;

/**
 * What a layer holds and computes.
 *
 * @param weights entries of its weights
 * @param others entries of biases, and of γ and β
 * @param masked whether its weights are masked
 * @param multiplyAdds of its products, for one example in the forward pass, nothing masked; additions of biases, pooling and
 *     functions of single numbers are not counted
 */
record LayerCost(long weights, long others, boolean masked, long multiplyAdds) {
    private static final LayerCost NONE = new LayerCost(0, 0, false, 0);

    static LayerCost of(ShapedLayer layer) {
        return switch (layer.operation()) {
            case Linear o -> {
                long outputs = layer.output().size();
                long weights = outputs * layer.input().size();
                yield new LayerCost(weights, o.bias() ? outputs : 0, o.masked(), weights);
            }
            case Conv o -> {
                Window window = layer.window();
                long weights = (long) o.filters() * window.channels() * window.kernelHeight() * window.kernelWidth();
                yield new LayerCost(weights, o.bias() ? o.filters() : 0, o.masked(), weights * window.positions());
            }
            case BatchNorm _ -> new LayerCost(0, 2L * layer.channels(), false, 0);
            case Lstm o -> {
                Sequence in = layer.sequence();
                long weights = 4L * o.hidden() * ((long) in.features() + o.hidden());
                yield new LayerCost(weights, 4L * o.hidden(), true, weights * in.steps());
            }
            default -> NONE;
        };
    }

    /** All that is trained but thresholds. */
    long parameters() {
        return weights + others;
    }

    long maskedWeights() {
        return masked ? weights : 0;
    }
}
