package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/** Convolutions and their gradients. Windows of more taps than tables have room for take kernels that go over everything plainly. */
final class CudaConvolutions {
    private final Launcher launcher;
    private final TapProducts products;
    private final Kernel plainForward;
    private final Kernel plainBackward;
    private final Kernel plainGradient;

    CudaConvolutions(Launcher launcher, TapProducts products) {
        this.launcher = launcher;
        this.products = products;
        plainForward = launcher.kernel("convolution", "plainConvolution");
        plainBackward = launcher.kernel("convolution", "plainConvolutionInputGradient");
        plainGradient = launcher.kernel("convolution", "plainConvolutionWeightGradient");
    }

    private static boolean tiled(Window w) {
        return w.kernelHeight() * w.kernelWidth() <= TapProducts.MOST_TAPS;
    }

    /** Y_o(p) = Σ_z P_oz X_z(p) + bias_o; {@code bias} may be null. */
    void convolution(Window w, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        CudaShapes.of("P", p, p.rows(), w.filterSize());
        CudaShapes.of("X", x, w.inputs(), x.columns());
        CudaShapes.distinct("Y", CudaShapes.of("Y", y, p.rows() * w.positions(), x.columns()), p, x);
        if (bias != null) {
            CudaShapes.of("bias", bias, p.rows(), 1);
        }
        int n = x.stride();
        if (tiled(w)) {
            products.forward(w, p, bias, p.rows(), x.address(), n, inPlane(w, n), y.address(), n, outPlane(w, n), n, false);
        } else {
            Args args = launcher.args().pointer(p).pointer(bias).pointer(x).pointer(y);
            launcher.launch(plainForward, Grid.blocks((long) y.rows() * n), 1, 1, Grid.BLOCK, 1, 0, plain(args, w, p.rows(), x));
        }
    }

    /** dX: every entry of dY goes back, times P, to the entries of X that it came from. */
    void convolutionInputGradient(Window w, CudaTensor p, CudaTensor dy, CudaTensor dx) {
        CudaShapes.of("P", p, p.rows(), w.filterSize());
        CudaShapes.of("dY", dy, p.rows() * w.positions(), dy.columns());
        CudaShapes.distinct("dX", CudaShapes.of("dX", dx, w.inputs(), dy.columns()), p, dy);
        int n = dy.stride();
        if (tiled(w)) {
            products.backward(w, p, p.rows(), dy.address(), n, outPlane(w, n), dx.address(), n, inPlane(w, n), n);
        } else {
            Args args = launcher.args().pointer(p).int64(0).pointer(dy).pointer(dx);
            launcher.launch(plainBackward, Grid.blocks((long) dx.rows() * n), 1, 1, Grid.BLOCK, 1, 0, plain(args, w, p.rows(), dy));
        }
    }

    /** dP_oz = Σ_p Σ_n dY_o(p)_n X_z(p)_n. */
    void convolutionWeightGradient(Window w, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        CudaShapes.of("X", x, w.inputs(), x.columns());
        CudaShapes.of("dY", dy, dp.rows() * w.positions(), x.columns());
        CudaShapes.distinct("dP", CudaShapes.of("dP", dp, dp.rows(), w.filterSize()), dy, x);
        int n = x.stride();
        if (tiled(w)) {
            products.gradient(w, dp, dy.address(), n, outPlane(w, n), x.address(), n, inPlane(w, n), x.columns());
        } else {
            Args args = launcher.args().pointer(dy).int64(0).pointer(x).pointer(dp);
            launcher.launch(plainGradient, Math.toIntExact(dp.size()), 1, 1, Grid.BLOCK, 1, 0, plain(args, w, dp.rows(), x));
        }
    }

    private static long inPlane(Window w, int n) {
        return (long) w.height() * w.width() * n;
    }

    private static long outPlane(Window w, int n) {
        return (long) w.positions() * n;
    }

    private static Args plain(Args args, Window w, int filters, CudaTensor of) {
        return args.int32(filters).int32(w.channels()).int32(w.height()).int32(w.width()).int32(w.kernelHeight()).int32(w.kernelWidth())
                .int32(w.strideHeight()).int32(w.strideWidth()).int32(w.padHeight()).int32(w.padWidth()).int32(w.outHeight())
                .int32(w.outWidth()).int32(of.stride()).int32(of.columns());
    }
}
