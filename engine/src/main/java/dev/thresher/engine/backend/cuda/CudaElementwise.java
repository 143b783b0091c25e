package dev.thresher.engine.backend.cuda;

/** Operations entry by entry, padding included. */
final class CudaElementwise {
    private final Launcher launcher;
    private final Kernel relu;
    private final Kernel reluGradient;
    private final Kernel add;

    CudaElementwise(Launcher launcher) {
        this.launcher = launcher;
        relu = launcher.kernel("elementwise", "relu");
        reluGradient = launcher.kernel("elementwise", "reluGradient");
        add = launcher.kernel("elementwise", "add");
    }

    void relu(CudaTensor x, CudaTensor y) {
        CudaShapes.alike("Y", y, x);
        Args args = launcher.args().pointer(x).pointer(y).int64(x.stored());
        launcher.launch(relu, Grid.quads(x.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }

    void reluGradient(CudaTensor y, CudaTensor dy, CudaTensor dx) {
        pair(reluGradient, y, CudaShapes.alike("dY", dy, y), CudaShapes.alike("dX", dx, y));
    }

    void add(CudaTensor a, CudaTensor b, CudaTensor sum) {
        pair(add, a, CudaShapes.alike("B", b, a), CudaShapes.alike("sum", sum, a));
    }

    private void pair(Kernel kernel, CudaTensor x, CudaTensor y, CudaTensor to) {
        Args args = launcher.args().pointer(x).pointer(y).pointer(to).int64(x.stored());
        launcher.launch(kernel, Grid.quads(x.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }
}
