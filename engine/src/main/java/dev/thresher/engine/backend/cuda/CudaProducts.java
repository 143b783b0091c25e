package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

final class CudaProducts implements SequenceProducts {
    private final Launcher launcher;
    private final CudaConvolutions convolutions;
    private final Kernel sums;
    private final Kernel clear;

    CudaProducts(Launcher launcher) {
        this.launcher = launcher;
        convolutions = new CudaConvolutions(launcher);
        sums = launcher.kernel("naive", "naive_sums");
        clear = launcher.kernel("transfer", "copy_numbers");
    }

    private static Window window(int columns) {
        return Window.square(columns, 1, 1, 1, 1, 0);
    }

    void linear(CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        convolutions.convolution(window(p.columns()), p, bias, x, y);
    }

    void linearInputGradient(CudaTensor p, CudaTensor dy, CudaTensor dx) {
        convolutions.convolutionInputGradient(window(p.columns()), p, dy, dx);
    }

    void linearWeightGradient(CudaTensor dy, CudaTensor x, CudaTensor dp) {
        convolutions.convolutionWeightGradient(window(dp.columns()), dy, x, dp);
    }

    void channelSums(CudaTensor dy, CudaTensor to) {
        launcher.launch(sums, (to.rows() + 31) / 32, 1, 1, 32, 1, 0, launcher.args().pointer(dy).pointer(to).int32(to.rows())
                .int32(dy.rows() / to.rows()).int32(dy.columns()).int32(dy.stride()));
    }

    private static long row(CudaTensor tensor, int row) {
        return tensor.address() + 4L * row * tensor.stride();
    }

    @Override
    public void sequence(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        for (int t = 0; t < steps; t++) {
            convolutions.forward(window(p.columns()), p, bias, row(x, t * p.columns()), row(y, t * p.rows()), x.stride(), x.columns(), false);
        }
    }

    @Override
    public void accumulate(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow) {
        convolutions.forward(window(p.columns()), p, null, row(x, xRow), row(y, yRow), x.stride(), x.columns(), true);
    }

    @Override
    public void sequenceInputGradient(int steps, CudaTensor p, CudaTensor dy, CudaTensor dx) {
        for (int t = 0; t < steps; t++) {
            convolutions.inputGradient(window(p.columns()), p, row(dy, t * p.rows()), row(dx, t * p.columns()), dy.stride(), dy.columns());
        }
    }

    @Override
    public void stepInputGradient(CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx) {
        convolutions.inputGradient(window(p.columns()), p, row(dy, dyRow), dx.address(), dy.stride(), dy.columns());
    }

    @Override
    public void sequenceWeightGradient(int steps, int lag, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        launcher.launch(clear, 4, 1, 1, 256, 1, 0, launcher.args().int64(0).pointer(dp).int64(dp.size()));
        for (int t = lag; t < steps; t++) {
            convolutions.weightGradient(window(dp.columns()), row(dy, t * dp.rows()), row(x, (t - lag) * dp.columns()), dp, x.stride(), x.columns(), true);
        }
    }
}
