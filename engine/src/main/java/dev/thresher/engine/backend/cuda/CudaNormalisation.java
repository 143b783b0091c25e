package dev.thresher.engine.backend.cuda;

/**
 * Batch norm in two kernels a pass: sums over slices of each channel, then their use. How a channel is cut depends on its shape alone,
 * and so do the bits of its sums.
 */
final class CudaNormalisation {
    private static final int SLICES = 32;
    private static final int ENTRIES_A_SLICE = 1 << 13;

    private final Launcher launcher;
    private final Kernel statistics;
    private final Kernel apply;
    private final Kernel gradientSums;
    private final Kernel gradientApply;

    CudaNormalisation(Launcher launcher) {
        this.launcher = launcher;
        statistics = launcher.kernel("normalisation", "batchNormStatistics");
        apply = launcher.kernel("normalisation", "batchNormApply");
        gradientSums = launcher.kernel("normalisation", "batchNormGradientSums");
        gradientApply = launcher.kernel("normalisation", "batchNormGradientApply");
    }

    void batchNorm(CudaTensor x, CudaTensor gamma, CudaTensor beta, CudaTensor runningMean, CudaTensor runningVariance, float momentum,
                   float epsilon, CudaTensor mean, CudaTensor inverseDeviation, CudaTensor y) {
        check(x, gamma, beta, runningMean, runningVariance);
        CudaShapes.same("mean", mean, gamma);
        CudaShapes.same("inverse deviation", inverseDeviation, gamma);
        CudaShapes.alike("Y", y, x);
        long partials = partials(gamma.rows());
        launch(statistics, x, gamma, shape(launcher.args().pointer(x).int64(partials), x, gamma));
        Args args = launcher.args().int64(launcher.guard()).pointer(x).pointer(gamma).pointer(beta).pointer(runningMean)
                .pointer(runningVariance).pointer(mean).pointer(inverseDeviation).pointer(y).int64(partials);
        launch(apply, x, gamma, shape(args, x, gamma).float32(momentum).float32(epsilon));
    }

    void batchNormInference(CudaTensor x, CudaTensor gamma, CudaTensor beta, CudaTensor runningMean, CudaTensor runningVariance,
                            float epsilon, CudaTensor y) {
        check(x, gamma, beta, runningMean, runningVariance);
        CudaShapes.alike("Y", y, x);
        Args args = launcher.args().int64(launcher.guard()).pointer(x).pointer(gamma).pointer(beta).pointer(runningMean)
                .pointer(runningVariance).int64(0).int64(0).pointer(y).int64(0);
        launch(apply, x, gamma, shape(args, x, gamma).float32(0).float32(epsilon));
    }

    void batchNormGradient(CudaTensor x, CudaTensor gamma, CudaTensor mean, CudaTensor inverseDeviation, CudaTensor dy,
                           CudaTensor dGamma, CudaTensor dBeta, CudaTensor dx) {
        CudaShapes.channels("gamma", gamma, x);
        CudaShapes.same("mean", mean, gamma);
        CudaShapes.same("inverse deviation", inverseDeviation, gamma);
        CudaShapes.same("dGamma", dGamma, gamma);
        CudaShapes.same("dBeta", dBeta, gamma);
        CudaShapes.alike("dY", dy, x);
        CudaShapes.alike("dX", dx, x);
        long partials = partials(gamma.rows());
        launch(gradientSums, x, gamma, gradient(x, gamma, mean, inverseDeviation, dy, dGamma, dBeta, dx, partials));
        launch(gradientApply, x, gamma, gradient(x, gamma, mean, inverseDeviation, dy, dGamma, dBeta, dx, partials));
    }

    private Args gradient(CudaTensor x, CudaTensor gamma, CudaTensor mean, CudaTensor inverseDeviation, CudaTensor dy, CudaTensor dGamma,
                          CudaTensor dBeta, CudaTensor dx, long partials) {
        Args args = launcher.args().pointer(x).pointer(gamma).pointer(mean).pointer(inverseDeviation).pointer(dy).pointer(dGamma)
                .pointer(dBeta).pointer(dx).int64(partials);
        return shape(args, x, gamma);
    }

    private static void check(CudaTensor x, CudaTensor gamma, CudaTensor beta, CudaTensor runningMean, CudaTensor runningVariance) {
        CudaShapes.channels("gamma", gamma, x);
        CudaShapes.same("beta", beta, gamma);
        CudaShapes.same("running mean", runningMean, gamma);
        CudaShapes.same("running variance", runningVariance, gamma);
    }

    /** Two sums a slice. */
    private long partials(int channels) {
        return launcher.scratch(2L * Double.BYTES * SLICES * channels);
    }

    private static Args shape(Args args, CudaTensor x, CudaTensor gamma) {
        return args.int32(x.rows() / gamma.rows()).int32(x.columns()).int32(x.stride()).int32(slices(x, gamma));
    }

    private static int slices(CudaTensor x, CudaTensor gamma) {
        return (int) Math.min(SLICES, Math.ceilDiv(x.stored() / gamma.rows(), ENTRIES_A_SLICE));
    }

    private void launch(Kernel kernel, CudaTensor x, CudaTensor gamma, Args args) {
        int slices = slices(x, gamma);
        int threads = Grid.threads(x.stored() / gamma.rows() / 4 / slices);
        launcher.launch(kernel, slices, gamma.rows(), 1, threads, 1, 0, args);
    }
}
