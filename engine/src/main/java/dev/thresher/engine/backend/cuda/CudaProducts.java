package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/** Products of linear layers and of sequences by own kernels: each is a window of one tap, which stands at one position or at every step. */
final class CudaProducts implements SequenceProducts {
    private final Launcher launcher;
    private final TapProducts products;
    private final Kernel sums;

    CudaProducts(Launcher launcher, TapProducts products) {
        this.launcher = launcher;
        this.products = products;
        sums = launcher.kernel("products", "channelSums");
    }

    private static Window steps(int features, int steps) {
        return Window.square(features, steps, 1, 1, 1, 0);
    }

    private static long row(CudaTensor tensor, int row) {
        return tensor.address() + 4L * row * tensor.stride();
    }

    /** Whether P X of so many steps, or Pᵀ dY, may go over the non-zeros of P: the device decides it at every launch. */
    boolean overNonZeros(CudaTensor p, boolean ofTranspose, int steps, int stride) {
        return products.overNonZeros(p, ofTranspose, steps(p.columns(), steps), p.rows(), stride);
    }

    /** sums_i = Σ dY over the rows of channel i and the batch. */
    void channelSums(CudaTensor dy, CudaTensor to) {
        CudaShapes.channels("sums", to, dy);
        launcher.launch(sums, to.rows(), 1, 1, 256, 1, 0,
                launcher.args().pointer(dy).pointer(to).int32(dy.rows() / to.rows()).int32(dy.columns()).int32(dy.stride()));
    }

    @Override
    public void sequence(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        int n = x.stride();
        products.forward(steps(p.columns(), steps), p, bias, p.rows(), x.address(), p.columns() * n, n, y.address(), p.rows() * n, n, n, false);
    }

    @Override
    public void accumulate(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow) {
        int n = x.stride();
        products.forward(steps(p.columns(), 1), p, null, p.rows(), row(x, xRow), 0, n, row(y, yRow), 0, n, n, true);
    }

    @Override
    public void sequenceInputGradient(int steps, CudaTensor p, CudaTensor dy, CudaTensor dx) {
        int n = dy.stride();
        products.backward(steps(p.columns(), steps), p, p.rows(), dy.address(), p.rows() * n, n, dx.address(), p.columns() * n, n, n);
    }

    @Override
    public void stepInputGradient(CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx) {
        int n = dy.stride();
        products.backward(steps(p.columns(), 1), p, p.rows(), row(dy, dyRow), 0, n, dx.address(), 0, n, n);
    }

    @Override
    public void sequenceWeightGradient(int steps, int lag, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        int n = x.stride();
        if (steps <= lag) {
            products.clear(dp);
            return;
        }
        products.gradient(steps(dp.columns(), steps - lag), dp, row(dy, lag * dp.rows()), dp.rows() * n, n, x.address(), dp.columns() * n, n,
                x.columns());
    }
}
