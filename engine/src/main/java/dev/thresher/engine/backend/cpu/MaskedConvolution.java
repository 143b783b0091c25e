package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Window;

/** Convolutions with a masked weight P and their input gradients, over all entries or over the non-zeros, whichever is faster. */
final class MaskedConvolution {
    private final Convolution dense;
    private final SparseConvolution sparse;
    private final SparseOrders orders = new SparseOrders();
    private final EpilogueLanes epilogue;

    MaskedConvolution(int threads, EpilogueLanes epilogue) {
        this.epilogue = epilogue;
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

    /** What an evaluation makes of Y; {@code bias} may be null. */
    void evaluate(Workers workers, Window w, CpuTensor p, CpuTensor bias, CpuTensor x, Epilogue then) {
        NonZeros nonZeros = p.nonZeros();
        Crossover crossover = nonZeros == null ? null : nonZeros.evaluation(x.stride());
        float[] b = bias == null ? null : bias.data();
        CpuTensor sums = (CpuTensor) then.sums();
        if (crossover == null || !nonZeros.sparse(crossover)) {
            dense.forward(workers, w, p, bias, x, sums);
            epilogue.run(workers, then, p.rows());
        } else if (epilogue.fits(then, p.rows()) && sparse.evaluates(w, epilogue)) {
            sparse.evaluate(workers, w, nonZeros, orders, b, x, epilogue, (CpuTensor) then.result());
        } else {
            sparse.forward(workers, w, nonZeros, orders, b, x, sums);
            epilogue.run(workers, then, p.rows());
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
