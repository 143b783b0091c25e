package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.AdamRates;

/** The updates of the optimisers. They do nothing where a loss was not finite. */
final class CudaUpdates {
    private final Launcher launcher;
    private final Kernel sgd;
    private final Kernel adam;

    CudaUpdates(Launcher launcher) {
        this.launcher = launcher;
        sgd = launcher.kernel("update", "sgd");
        adam = launcher.kernel("update", "adam");
    }

    void sgd(CudaTensor p, CudaTensor g, CudaTensor v, float learningRate, float momentum, boolean nesterov, float weightDecay) {
        Args args = launcher.args().int64(launcher.guard()).pointer(p).pointer(CudaShapes.alike("g", g, p))
                .pointer(CudaShapes.alike("v", v, p)).int64(p.stored()).float32(learningRate).float32(momentum).float32(weightDecay)
                .int32(nesterov);
        launcher.launch(sgd, Grid.quads(p.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }

    void adam(CudaTensor p, CudaTensor g, CudaTensor m, CudaTensor v, float learningRate, float beta1, float beta2, float epsilon,
              float weightDecay, long update) {
        Args args = launcher.args().int64(launcher.guard()).pointer(p).pointer(CudaShapes.alike("g", g, p))
                .pointer(CudaShapes.alike("m", m, p)).pointer(CudaShapes.alike("v", v, p)).int64(p.stored())
                .float32(AdamRates.step(learningRate, beta1, update)).float32(AdamRates.root(beta2, update)).float32(beta1).float32(beta2)
                .float32(epsilon).float32(weightDecay);
        launcher.launch(adam, Grid.quads(p.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }
}
