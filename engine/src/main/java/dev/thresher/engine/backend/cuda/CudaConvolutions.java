package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

final class CudaConvolutions {
    private final Launcher launcher;
    private final Kernel forward;
    private final Kernel input;
    private final Kernel weight;

    CudaConvolutions(Launcher launcher) {
        this.launcher = launcher;
        forward = launcher.kernel("naive", "naive_forward");
        input = launcher.kernel("naive", "naive_input");
        weight = launcher.kernel("naive", "naive_weight");
    }

    private Args args(Window w, int filters, long p, long bias, long x, long y, int stride, int columns, boolean accumulate) {
        return launcher.args().int64(p).int64(bias).int64(x).int64(y).int32(filters).int32(w.channels()).int32(w.height()).int32(w.width())
                .int32(w.kernelHeight()).int32(w.kernelWidth()).int32(w.strideHeight()).int32(w.strideWidth()).int32(w.padHeight())
                .int32(w.padWidth()).int32(w.outHeight()).int32(w.outWidth()).int32(stride).int32(columns).int32(accumulate);
    }

    void convolution(Window w, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        CudaShapes.of("Y", y, p.rows() * w.positions(), x.columns());
        CudaShapes.of("P", p, p.rows(), w.filterSize());
        CudaShapes.of("X", x, w.inputs(), x.columns());
        forward(w, p, bias, x.address(), y.address(), x.stride(), x.columns(), false);
    }

    void forward(Window w, CudaTensor p, CudaTensor bias, long x, long y, int stride, int columns, boolean accumulate) {
        int rows = p.rows() * w.positions();
        launcher.launch(forward, stride / 32, Math.min(rows, 1024), (rows + 1023) / 1024, 32, 1, 0, args(w, p.rows(), p.address(),
                bias == null ? 0 : bias.address(), x, y, stride, columns, accumulate));
    }

    void convolutionInputGradient(Window w, CudaTensor p, CudaTensor dy, CudaTensor dx) {
        CudaShapes.of("dX", dx, w.inputs(), dy.columns());
        CudaShapes.of("dY", dy, p.rows() * w.positions(), dy.columns());
        inputGradient(w, p, dy.address(), dx.address(), dy.stride(), dy.columns());
    }

    void inputGradient(Window w, CudaTensor p, long dy, long dx, int stride, int columns) {
        int rows = w.inputs();
        launcher.launch(input, stride / 32, Math.min(rows, 1024), (rows + 1023) / 1024, 32, 1, 0,
                args(w, p.rows(), p.address(), 0, dy, dx, stride, columns, false));
    }

    void convolutionWeightGradient(Window w, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        CudaShapes.of("dP", dp, dp.rows(), w.filterSize());
        CudaShapes.of("dY", dy, dp.rows() * w.positions(), x.columns());
        CudaShapes.of("X", x, w.inputs(), x.columns());
        weightGradient(w, dy.address(), x.address(), dp, x.stride(), x.columns(), false);
    }

    void weightGradient(Window w, long dy, long x, CudaTensor dp, int stride, int columns, boolean accumulate) {
        launcher.launch(weight, (w.filterSize() + 31) / 32, dp.rows(), 1, 32, 1, 0, args(w, dp.rows(), dy, 0, x, dp.address(), stride, columns, accumulate));
    }
}
