package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;

/** Convolutions with a masked weight P and their input gradients, over all entries or over the non-zeros, whichever is faster. */
final class MaskedConvolution {
    private final Convolution dense;
    private final SparseConvolution sparse;
    private final SparseOrders orders = new SparseOrders();

    MaskedConvolution(int threads) {
        dense = new Convolution(threads);
        sparse = new SparseConvolution(threads);
    }

    /** Y; {@code bias} may be null. */
    void forward(Workers workers, Window w, CpuTensor p, CpuTensor bias, CpuTensor x, CpuTensor y) {
        NonZeros nonZeros = p.nonZeros();
        Crossover crossover = nonZeros == null ? null : nonZeros.forward(x.stride());
        if (crossover != null && nonZeros.sparse(crossover)) {
            sparse.forward(workers, w, nonZeros, orders, bias == null ? null : bias.data(), x, y);
        } else {
            dense.forward(workers, w, p, bias, x, y);
        }
        if (crossover != null) {
            crossover.done();
        }
    }

    /** dX. */
    void inputGradient(Workers workers, Window w, CpuTensor p, CpuTensor dy, CpuTensor dx) {
        NonZeros nonZeros = p.nonZeros();
        Crossover crossover = nonZeros == null ? null : nonZeros.backward(dy.stride());
        if (crossover != null && nonZeros.sparse(crossover)) {
            sparse.inputGradient(workers, w, nonZeros, orders, dy, dx);
        } else {
            dense.inputGradient(workers, w, p, dy, dx);
        }
        if (crossover != null) {
            crossover.done();
        }
    }
}
