package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/** Pooling of images, channel by channel. */
final class CudaPooling {
    private final Launcher launcher;
    private final Kernel max;
    private final Kernel maxGradient;
    private final Kernel average;
    private final Kernel averageGradient;

    CudaPooling(Launcher launcher) {
        this.launcher = launcher;
        max = launcher.kernel("pooling", "maxPool");
        maxGradient = launcher.kernel("pooling", "maxPoolGradient");
        average = launcher.kernel("pooling", "averagePool");
        averageGradient = launcher.kernel("pooling", "averagePoolGradient");
    }

    void maxPool(Window window, CudaTensor x, CudaTensor y) {
        launch(max, window, CudaShapes.images("X", x, window), null, CudaShapes.pooled("Y", y, window, x));
    }

    void maxPoolGradient(Window window, CudaTensor x, CudaTensor dy, CudaTensor dx) {
        launch(maxGradient, window, CudaShapes.images("X", x, window), CudaShapes.pooled("dY", dy, window, x),
                CudaShapes.alike("dX", dx, x));
    }

    void averagePool(Window window, CudaTensor x, CudaTensor y) {
        launch(average, window, CudaShapes.images("X", x, window), null, CudaShapes.pooled("Y", y, window, x));
    }

    void averagePoolGradient(Window window, CudaTensor dy, CudaTensor dx) {
        launch(averageGradient, window, null, CudaShapes.pooled("dY", dy, window, dx), CudaShapes.images("dX", dx, window));
    }

    private void launch(Kernel kernel, Window w, CudaTensor x, CudaTensor dy, CudaTensor to) {
        Args args = launcher.args().pointer(x).pointer(dy).pointer(to).int32(w.channels()).int32(w.height()).int32(w.width())
                .int32(w.kernelHeight()).int32(w.kernelWidth()).int32(w.strideHeight()).int32(w.strideWidth()).int32(w.padHeight())
                .int32(w.padWidth()).int32(w.outHeight()).int32(w.outWidth()).int32(to.stride());
        launcher.launch(kernel, Grid.quads(to.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }
}
