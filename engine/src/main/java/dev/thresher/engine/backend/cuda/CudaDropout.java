package dev.thresher.engine.backend.cuda;

/** Inverted dropout with the random bits that the CPU draws. */
final class CudaDropout {
    private final Launcher launcher;
    private final Kernel dropout;

    CudaDropout(Launcher launcher) {
        this.launcher = launcher;
        dropout = launcher.kernel("dropout", "dropout");
    }

    void dropout(CudaTensor x, float rate, long seed, int ordinal, long step, CudaTensor y) {
        CudaShapes.alike("Y", y, x);
        long least = (long) Math.ceil(rate * 0x1p53); // of the draws of 53 bits, the smallest that is kept
        Args args = launcher.args().pointer(x).pointer(y).int64(seed).int64(step).int64((long) ordinal << 32).int64(least)
                .int32(x.rows()).int32(x.columns()).int32(x.stride()).float32(1 / (1 - rate));
        launcher.launch(dropout, Grid.quads(x.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }
}
