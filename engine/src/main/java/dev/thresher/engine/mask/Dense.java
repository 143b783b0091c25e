package dev.thresher.engine.mask;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.parameter.Parameter;

/** The baseline: P is W, dP is dW, everything remains. */
public final class Dense implements SparseMethod {
    @Override
    public boolean masks() {
        return false;
    }

    @Override
    public Parameter threshold(Backend backend, String name, int rows, int columns) {
        return null;
    }

    @Override
    public void refresh(MaskedWeight weight, Tensor threshold, MaskCount count) {
        count.set(count.total(), 0, 0);
    }

    @Override
    public void backward(MaskedWeight weight) {
        // dP is dW already
    }

    @Override
    public double alpha() {
        return 0;
    }

    @Override
    public void alpha(double value) {
        // nothing to weigh
    }
}
